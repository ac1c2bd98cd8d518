// Prints the doctor's steps of one account, for `doctor` and `init`.
import { type Account, errorCodes, stripControlCharacters, type ToolContext } from '@linekeeper/core';
import type { ProxySettings } from '@linekeeper/core/node';
import { type DiagnosticStep, diagnose } from '@linekeeper/questions';
import { createNetworkProbes } from './network-probes.ts';
import { createPaint, type Style } from './print/style.ts';
import { wrapWords } from './print/text-width.ts';
import { startStatusLine } from './status-line.ts';
import type { Terminal } from './terminal.ts';

/** Where the steps go, and the proxy of the requests. */
interface DiagnosisOptions {
  io: Terminal;
  proxy: ProxySettings | undefined;
  /** Prints a step: data for `doctor`, a message for `init`. */
  print(text: string): Promise<void>;
}

/** How a step ended, as a symbol. */
const stateSymbols: Readonly<Record<DiagnosticStep['state'], string>> = { ok: '✓', failed: '✗', skipped: '–' };

/** How a step ended, as a style. */
const stateStyles: Readonly<Record<DiagnosticStep['state'], Style>> = { ok: 'green', failed: 'red', skipped: 'gray' };

/** Columns in front of a step. */
const indentColumns = 4;

/** Formats a step, broken between words. */
export function formatStep(state: DiagnosticStep['state'], text: string, io: Pick<Terminal, 'width' | 'hasColor'>): string {
  const width = io.width === undefined ? undefined : io.width - indentColumns;
  const wrapped = wrapWords(stripControlCharacters(text), width).replaceAll('\n', `\n${' '.repeat(indentColumns)}`);
  return `  ${createPaint(io.hasColor ?? false)(stateStyles[state], stateSymbols[state])} ${wrapped}\n`;
}

/** Prints each step when it completes, and returns the exit code of the first failure, or 0. */
export async function printDiagnosis(account: Account, context: ToolContext, { io, proxy, print }: DiagnosisOptions): Promise<number> {
  const paint = createPaint(io.hasColor ?? false);
  let exit = 0;
  await print(`${paint('bold', account.name)} (${account.provider.title})\n`);
  const status = startStatusLine(io);
  status.describe(`checking ${account.name}…`);
  try {
    for await (const { step, state, detail, error } of diagnose(account, context, createNetworkProbes(context.deadline, proxy))) {
      await print(formatStep(state, `${step}: ${detail}`, io));
      if (exit === 0 && state === 'failed') exit = error?.exitCode ?? errorCodes.rate_limited.exitCode;
    }
  } finally {
    status.stop();
  }
  return exit;
}
