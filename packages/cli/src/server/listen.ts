// Makes a server listen, and explains why it cannot.
import { once } from 'node:events';
import type { Server } from 'node:http';
import { LinekeeperError } from '@linekeeper/core';

/** Resolves to the port, which the system chooses if `port` is 0. Throws `config` with the reason and `remedy` if the server cannot listen. */
export async function listen(server: Server, port: number, host: string, remedy: string): Promise<number> {
  await once(server.listen(port, host), 'listening').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === undefined) throw thrown;
    const reason = reasons[thrown.code] ?? (() => `Cannot listen on ${host} (${thrown.code}).`);
    throw new LinekeeperError('config', `${reason(port, host)} ${remedy}`);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

const reasons: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: port => `Port ${port} is in use.`,
  EACCES: port => `This user has no permission to listen on port ${port}.`,
  EADDRNOTAVAIL: (_port, host) => `${host} is not an address of this machine.`,
  ENOTFOUND: (_port, host) => `The host ${host} was not found.`,
};
