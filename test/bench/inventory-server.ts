// Five accounts at three fake providers with a latency; prints their configuration. Arguments: latency in ms, rows per list.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createResponse } from './inventory.ts';

const [latencyMs = '0', size = '1000'] = process.argv.slice(2);

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
  const text = JSON.stringify(createResponse(pathname, searchParams, body, Number(size)));
  setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(text), Number(latencyMs));
});
server.listen(0, '127.0.0.1', () => {
  // A TCP server that listens has an address of this shape.
  const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = [
    ...['one', 'two'].map(name => ({ name, provider: 'callgear', access_token: 'fake-token', base_url })),
    ...['three', 'four'].map(name => ({ name, provider: 'telecomx', token: 'fake-token', base_url })),
    { name: 'five', provider: 'exolve', api_key: 'fake-key', base_url },
  ];
  process.stdout.write(`${JSON.stringify(accounts)}\n`);
});
