// `linekeeper sandbox`: runs the fake providers in their own process, for other programs and for experiments.
import { LinekeeperError } from '@linekeeper/core';
import { startSandbox } from '@linekeeper/sandbox';
import type { Terminal } from '../terminal.ts';

/** Serves until the process ends, and prints the accounts as a shell command. Throws `config` if the port is in use. */
export async function serveSandbox(port: number, io: Terminal): Promise<never> {
  const { url, accounts } = await startSandbox({ port }).catch((thrown: NodeJS.ErrnoException) => {
    throw thrown.code === 'EADDRINUSE'
      ? new LinekeeperError('config', `Port ${port} is in use. Choose another with --port, or omit it.`)
      : thrown;
  });
  io.error(`The fake providers listen at ${url} until you press Ctrl-C. To use them from another shell:`);
  await io.write(`export LINEKEEPER_ACCOUNTS='${JSON.stringify(accounts)}'\n`);
  return await new Promise<never>(() => {});
}
