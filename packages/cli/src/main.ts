// The shell command's entry: arguments in, an exit code out, whatever happens in between.
import { internalError, LinekeeperError } from '@linekeeper/core';
import { CommanderError } from 'commander';
import { run } from './program.ts';
import { terminal } from './terminal.ts';

/** Runs one command of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const io = terminal(process);
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 74));
  process.stderr.on('error', () => {});
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  try {
    process.exitCode = await run(argv, { environment: process.env, io });
  } catch (thrown) {
    process.exitCode = fail(thrown, io.error);
  }
  // Sockets that are kept for a next call would keep the process alive.
  await new Promise(resolve => process.stdout.write('', resolve));
  process.exit();
}

function fail(thrown: unknown, say: (line: string) => void): number {
  // Commander has said its sentence already; help and version are no failures.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 64;
  const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, say);
  say(`linekeeper: ${error.sentence}`);
  return error.exit;
}
