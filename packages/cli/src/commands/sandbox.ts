// `linekeeper sandbox`: the stand-in providers in a process of their own, for other programs and for trying things out.
import { LinekeeperError } from '@linekeeper/core';
import { startSandbox } from '@linekeeper/sandbox';
import type { Terminal } from '../terminal.ts';

/** Serves until the process is ended. */
export async function serveSandbox(port: number, io: Terminal): Promise<never> {
  const { url, accounts } = await startSandbox({ port }).catch((thrown: NodeJS.ErrnoException) => {
    throw thrown.code === 'EADDRINUSE' ? new LinekeeperError('config', `Port ${port} is in use. Choose another, or leave it out.`) : thrown;
  });
  io.error(`The stand-in providers are at ${url} until you press Ctrl-C. To ask them from another shell:`);
  await io.write(`export LINEKEEPER_ACCOUNTS='${JSON.stringify(accounts)}'\n`);
  return await new Promise<never>(() => {});
}
