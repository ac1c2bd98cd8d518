// Runs a program to its end, with a time limit.
import { execFile } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** A run normally takes one or two seconds. */
const runTimeoutMs = 120_000;

/** The result of a finished process. */
export interface ProcessResult {
  /** The exit code, or the signal or error if the process has none. */
  code: number | string;
  stdout: string;
  /** stdout and stderr without escape sequences, for failure messages. */
  output: string;
}

/** How a process is run. */
export interface RunOptions {
  timeoutMs?: number;
  /** That of this process by default. */
  environment?: Record<string, string | undefined>;
  /** The working directory. */
  directory?: string;
}

/** Runs a program; kills it after the timeout. Never rejects. */
export function run(
  program: string,
  args: readonly string[],
  { timeoutMs = runTimeoutMs, environment = process.env, directory }: RunOptions = {},
): Promise<ProcessResult> {
  return new Promise(resolve => {
    const options = { timeout: timeoutMs, env: environment, cwd: directory, maxBuffer: 64 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.code ?? error.signal ?? error.message);
      resolve({ code, stdout, output: stripVTControlCharacters(`${stdout}${stderr}`) });
    }).stdin?.end();
  });
}
