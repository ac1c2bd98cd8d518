// The shell command's entry: arguments in, an exit code out, whatever happens in between.
import { internalError, LinekeeperError } from '@linekeeper/core';
import type { Surroundings } from './context.ts';
import { obeySignals } from './server/shutdown.ts';
import { terminal } from './terminal.ts';

/** Runs one command of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const io = terminal(process);
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 74));
  process.stderr.on('error', () => {});
  obeySignals(process);
  try {
    process.exitCode = await command(argv, { environment: process.env, io });
  } catch (thrown) {
    process.exitCode = fail(thrown, io.error);
  }
  // Sockets that are kept for a next call would keep the process alive.
  await new Promise(resolve => process.stdout.write('', resolve));
  process.exit();
}

/** An assistant starts `mcp` for every conversation and waits for it: that path loads no parser of arguments. */
async function command(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, option] = argv;
  if (name === 'mcp' && (argv.length === 1 || (argv.length === 2 && option === '--sandbox'))) {
    const { serveMcp } = await import('./commands/mcp.ts');
    await serveMcp({ ...surroundings, sandbox: option === '--sandbox' });
    return 0;
  }
  const { run } = await import('./program.ts');
  return await run(argv, surroundings);
}

function fail(thrown: unknown, say: (line: string) => void): number {
  const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, say);
  say(`linekeeper: ${error.sentence}`);
  return error.exit;
}
