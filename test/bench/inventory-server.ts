// Accounts at three fake providers with a latency, each at its own loopback address; prints their configuration. Arguments: latency in ms,
// rows per list, number of accounts, and `routes` for accounts that share a number whose calls lead on.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createResponse } from './inventory.ts';
import { createRouteResponse } from './routes.ts';

const [latencyMs = '0', size = '1000', count = '5', content] = process.argv.slice(2);
const respond = content === 'routes' ? createRouteResponse : createResponse;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
  const text = JSON.stringify(respond(pathname, searchParams, body, Number(size)));
  setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(text), Number(latencyMs));
});

/** Every five accounts have the same providers. */
const providers = [
  { provider: 'callgear', access_token: 'fake-token' },
  { provider: 'callgear', access_token: 'fake-token' },
  { provider: 'telecomx', token: 'fake-token' },
  { provider: 'telecomx', token: 'fake-token' },
  { provider: 'exolve', api_key: 'fake-key' },
];

server.listen(0, '0.0.0.0', () => {
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo;
  const accounts = Array.from({ length: Number(count) }, (_, index) => ({
    name: `account-${index + 1}`,
    ...providers[index % providers.length],
    base_url: `http://127.0.0.${index + 1}:${port}`,
  }));
  process.stdout.write(`${JSON.stringify(accounts)}\n`);
});
