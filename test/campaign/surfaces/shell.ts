// The built shell command: a process for each call, and no more at once than the machine has cores.
import { availableParallelism } from 'node:os';
import { errorCodes, isRecord } from '@linekeeper/core';
import { linekeeper } from '../../command.ts';
import { isLongCampaign } from '../settings.ts';
import { createEnvironment, getCallTimeoutMs, maxCallTimeoutMs, type OpenSurface, readAccountViews } from './surface.ts';

/** Long enough for all other accounts: few commands run at once, and the others wait for a fault that never ends. */
const minShellTimeoutMs = isLongCampaign ? 10_000 : 6_000;

/** The arguments after the command words: an option for each argument, `number` as it is. */
const toArguments = (input: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(input).flatMap(([name, value]) => (name === 'number' ? [String(value)] : [`--${name}`, String(value)]));

let running = 0;
const waiting: (() => void)[] = [];

/** Runs one command when a core is free: the time of a call counts from the start of its process. */
async function runInTurn<Result>(run: () => Promise<Result>): Promise<Result> {
  while (running >= availableParallelism()) await new Promise<void>(resolve => waiting.push(resolve));
  running++;
  try {
    return await run();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** Runs commands with the accounts of the target. An exit code that is not that of the error is the code `exit`. */
export const openShell: OpenSurface = async target => {
  let log = '';
  return {
    async call(tool, input) {
      const { code, stdout, stderr } = await runInTurn(() =>
        linekeeper([...tool.command, ...toArguments(input), '--format', 'json'], {
          environment: createEnvironment([...target.faulty, ...target.healthy], getCallTimeoutMs(target, minShellTimeoutMs)),
          timeoutMs: maxCallTimeoutMs + 40_000,
        }),
      );
      log += stderr;
      const content: unknown = stdout === '' ? undefined : JSON.parse(stdout);
      const accounts = readAccountViews(content);
      const [error = accounts.find(account => account.code !== undefined)?.code] =
        /(?<=^(?:linekeeper|note: Incomplete): )\w+/m.exec(stderr) ?? [];
      const expected = error === undefined ? 0 : Object.entries(errorCodes).find(([name]) => name === error)?.[1].exitCode;
      const isRight = isRecord(content) || error !== undefined ? code === expected : false;
      return { code: isRight ? (content === undefined ? error : undefined) : `exit ${code}`, accounts, text: stdout + stderr };
    },
    log: () => log,
    close: () => {},
  };
};
