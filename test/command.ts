// Runs the built command as a child process, with an environment that holds only what the test passes.
import { spawn } from 'node:child_process';

/** Path of the built command, which test/setup.ts creates. */
export const commandFile = `${import.meta.dirname}/../packages/cli/dist/linekeeper.mjs`;

/** How a command ended; `code` is null if a signal ended it. */
export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Options of `linekeeper()`. */
export interface RunOptions {
  /** The whole environment of the process; empty by default. */
  environment?: Record<string, string>;
  /** Text for stdin. */
  input?: string;
  /** The command is killed after this time; 15 s by default. */
  timeoutMs?: number;
}

/** Runs `linekeeper` with these arguments and waits for its end. */
export function linekeeper(
  args: readonly string[],
  { environment = {}, input = '', timeoutMs = 15_000 }: RunOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandFile, ...args], { env: environment, timeout: timeoutMs });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code, stdout, stderr }));
    // A command need not read its input.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
