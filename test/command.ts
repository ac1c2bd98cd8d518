// The built command as a test runs it: a process of its own with nothing of the tester's environment.
import { spawn } from 'node:child_process';

export const built = `${import.meta.dirname}/../packages/cli/dist/linekeeper.mjs`;

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  environment?: Record<string, string>;
  input?: string;
  /** Milliseconds after which the command is killed. */
  within?: number;
}

/** Runs `linekeeper` with these arguments to its end. */
export function linekeeper(args: readonly string[], { environment = {}, input = '', within = 15_000 }: Running = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [built, ...args], { env: environment, timeout: within });
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
    // A command that does not read its input is no failure.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
