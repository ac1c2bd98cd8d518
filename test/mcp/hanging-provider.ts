// A provider that answers only when it is told to, and tells when whoever asked has gone.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Silent {
  /** Accounts that lead here. */
  accounts: string;
  /** Resolves when a request has come. */
  asked(): Promise<unknown>;
  /** Resolves when whoever asked has hung up. */
  left(): Promise<unknown>;
  /** Answers every request that waits. */
  answer(body: object): void;
}

export async function silentProvider(): Promise<Silent> {
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    waiting.push(response);
    request.socket.once('close', () => server.emit('left'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    accounts: JSON.stringify([{ name: 'kazan', provider: 'exolve', api_key: 'fake-key', base_url: `http://127.0.0.1:${port}` }]),
    asked: () => once(server, 'request'),
    left: () => once(server, 'left'),
    answer(body) {
      for (const response of waiting.splice(0)) response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    },
  };
}
