// A fake Telecom X with `argv[2]` SIP accounts and `argv[3]` SIP phones, served without delay. Pages are kept, so that a client never waits for them to be made.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPage, type ListName } from './inventory.ts';

const [accounts = '0', phones = '0'] = process.argv.slice(2);
const lists: Readonly<Record<string, { rowsKey: ListName; total: number }>> = {
  '/sip': { rowsKey: 'sipAccounts', total: Number(accounts) },
  '/pbx/sipphone': { rowsKey: 'sipPhones', total: Number(phones) },
};

/** Pages of larger lists are made anew: a million rows need more memory than the program that is measured. */
const maxKeptPages = 1_000;
const pages = new Map<string, Buffer>();

function createBody(path: string, offset: number, limit: number): Buffer {
  const { rowsKey, total } = lists[path] ?? { rowsKey: 'sipAccounts', total: 0 };
  const rows = createPage(rowsKey, total, offset, limit);
  return Buffer.from(JSON.stringify({ offset, limit, total, [rowsKey]: rows }));
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
  const offset = Number(searchParams.get('offset'));
  const limit = Number(searchParams.get('limit'));
  const key = `${pathname} ${offset} ${limit}`;
  const body = pages.get(key) ?? createBody(pathname, offset, limit);
  if (pages.size < maxKeptPages) pages.set(key, body);
  response.writeHead(200, { 'content-type': 'application/json' }).end(body);
});
server.listen(0, '127.0.0.1', () => {
  // A TCP server that listens has an address of this shape.
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
