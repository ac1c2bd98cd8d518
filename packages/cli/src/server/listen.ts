// A server of this process that begins to listen, or a sentence that says why it cannot.
import { once } from 'node:events';
import type { Server } from 'node:http';
import { LinekeeperError } from '@linekeeper/core';

/** The port that it listens on, which port 0 leaves to the system. Throws `config` where it may not or cannot. */
export async function listen(server: Server, port: number, host: string, remedy: string): Promise<number> {
  await once(server.listen(port, host), 'listening').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === undefined) throw thrown;
    const reason = reasons[thrown.code] ?? (() => `${host} cannot be listened at (${thrown.code}).`);
    throw new LinekeeperError('config', `${reason(port, host)} ${remedy}`);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

const reasons: Readonly<Record<string, (port: number, host: string) => string>> = {
  EADDRINUSE: port => `Port ${port} is in use.`,
  EACCES: port => `Port ${port} may not be used by this user.`,
  EADDRNOTAVAIL: (_port, host) => `${host} is no address of this machine.`,
  ENOTFOUND: (_port, host) => `${host} is not known.`,
};
