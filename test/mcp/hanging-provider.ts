// A provider that responds only when the test says so, and reports client disconnects.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A started provider; stopped after the tests of the file. */
export interface HangingProvider {
  /** Value of `LINEKEEPER_ACCOUNTS` with an account of this provider. */
  accounts: string;
  /** Resolves when the next request arrives. */
  nextRequest(): Promise<unknown>;
  /** Resolves when the next client disconnects. */
  nextDisconnect(): Promise<unknown>;
  /** Responds to all pending requests. */
  respond(body: object): void;
}

/** Starts the provider on loopback. */
export async function startHangingProvider(): Promise<HangingProvider> {
  const pending: ServerResponse[] = [];
  const server = createServer((request, response) => {
    pending.push(response);
    request.socket.once('close', () => server.emit('disconnect'));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  // A listening TCP server has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    accounts: JSON.stringify([{ name: 'kazan', provider: 'exolve', api_key: 'fake-key', base_url: `http://127.0.0.1:${port}` }]),
    nextRequest: () => once(server, 'request'),
    nextDisconnect: () => once(server, 'disconnect'),
    respond(body) {
      for (const response of pending.splice(0)) response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    },
  };
}
