// Entry of the shell command: runs a command with the process's arguments and sets the exit code.
import { internalError, LinekeeperError } from '@linekeeper/core';
import type { CommandContext } from './context.ts';
import { exitImmediately } from './exit.ts';
import { installSignalHandlers } from './server/shutdown.ts';
import { createTerminal } from './terminal.ts';

/** EX_IOERR of sysexits.h: stdout could not be written. */
const outputErrorExitCode = 74;

/** Runs the command that `argv` names (without the node and script paths), prints its error, and exits the process. */
export async function main(argv: readonly string[]): Promise<void> {
  const io = await createTerminal(process);
  // A reader that closes the pipe early (`| head`) is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : outputErrorExitCode));
  process.stderr.on('error', () => {});
  installSignalHandlers(process);
  try {
    process.exitCode = await runCommand(argv, { environment: process.env, io });
  } catch (thrown) {
    process.exitCode = await reportError(thrown, io.error);
  }
  // Flush stdout, then exit: keep-alive sockets would keep the process running.
  await new Promise(resolve => process.stdout.write('', resolve));
  exitImmediately(process, Number(process.exitCode ?? 0));
}

/** MCP hosts start `mcp` for every conversation and wait for it: that path does not load the argument parser. */
async function runCommand(argv: readonly string[], context: CommandContext): Promise<number> {
  const [name, option] = argv;
  if (name === 'mcp' && (argv.length === 1 || (argv.length === 2 && option === '--sandbox'))) {
    const { serveMcp } = await import('./commands/mcp.ts');
    await serveMcp({ ...context, sandbox: option === '--sandbox' });
    return 0;
  }
  if (name === '__complete') {
    const { printCandidates } = await import('./commands/complete.ts');
    await printCandidates(argv.slice(1), context);
    return 0;
  }
  const { runProgram } = await import('./program.ts');
  return await runProgram(argv, context);
}

async function reportError(thrown: unknown, log: (message: string) => void): Promise<number> {
  const error = thrown instanceof LinekeeperError ? thrown : internalError(thrown, log);
  const { getCommandName } = await import('./hosts/server-command.ts');
  const name = getCommandName({ node: process.execPath, script: process.argv[1] ?? '' });
  // A message names other commands as users of this installation type them.
  log(`linekeeper: ${error.displayMessage.replaceAll('"linekeeper ', `"${name} `)}`);
  return error.exitCode;
}
