// `linekeeper doctor`: diagnoses every account from this machine; the exit code is 0 only if all checks pass.
import { type Environment, errorCodes, stripControlCharacters } from '@linekeeper/core';
import { getDefaultAccountsFile, readAccountsJson, readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { type DiagnosticStep, diagnose, noAccountsError } from '@linekeeper/questions';
import { openAccounts } from '../accounts.ts';
import { createNetworkProbes } from '../network-probes.ts';
import { createPaint, type Style } from '../print/style.ts';
import { wrapWords } from '../print/text-width.ts';
import { useProxyForFetch } from '../proxy.ts';
import { formatAttempt } from '../request-log.ts';
import { startStatusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';

/** Options of `linekeeper doctor`. */
export interface DoctorOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  /** Report each request on stderr. */
  verbose?: boolean;
}

const stateSymbols: Readonly<Record<DiagnosticStep['state'], string>> = { ok: '✓', failed: '✗', skipped: '–' };
const stateStyles: Readonly<Record<DiagnosticStep['state'], Style>> = { ok: 'green', failed: 'red', skipped: 'gray' };

/** Prints each step when it completes, and returns the exit code: that of the first failure, or 0. Throws `config` if no account is configured. */
export async function runDoctor({ environment, io, sandbox, verbose = false }: DoctorOptions): Promise<number> {
  const proxy = await useProxyForFetch(environment, io.error);
  const onAttempt = verbose ? (event: Parameters<typeof formatAttempt>[0]) => io.error(formatAttempt(event)) : undefined;
  const registry = await openAccounts({ environment, sandbox, io, onAttempt });
  if (registry.notice !== undefined) io.error(`note: ${registry.notice}`);
  else for (const line of describeSources(environment)) await io.write(`${wrapWords(line, io.width)}\n`);
  if (registry.accounts.length === 0) throw noAccountsError();
  const paint = createPaint(io.hasColor ?? false);
  let exit = 0;
  for (const account of registry.accounts) {
    await io.write(`${paint('bold', account.name)} (${account.provider.title})\n`);
    const status = startStatusLine(io);
    status.describe(`checking ${account.name}…`);
    try {
      const deadline = { at: systemClock.now() + readTimeoutMs(environment) };
      for await (const { step, state, detail, error } of diagnose(account, { registry, deadline }, createNetworkProbes(deadline, proxy))) {
        const text = wrapWords(stripControlCharacters(`${step}: ${detail}`), io.width === undefined ? undefined : io.width - 4);
        await io.write(`  ${paint(stateStyles[state], stateSymbols[state])} ${text.replaceAll('\n', '\n    ')}\n`);
        if (exit === 0 && state === 'failed') exit = error?.exitCode ?? errorCodes.rate_limited.exitCode;
      }
    } finally {
      status.stop();
    }
  }
  io.error(exit === 0 ? 'All checks passed.' : 'Some checks failed: see ✗ above.');
  return exit;
}

/** Where the accounts of JSON come from, or where they would be looked for. */
function describeSources(environment: Environment): string[] {
  const json = readAccountsJson(environment);
  if (json !== undefined) return [`Accounts: ${json.source.replace(/^The/, 'the')}, and environment variables.`];
  const file = getDefaultAccountsFile(environment);
  return file === undefined ? [] : [`Accounts: environment variables; the file ${file} does not exist.`];
}
