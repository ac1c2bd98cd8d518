// Plays the API of Acme Voice as docs/adding-a-provider.md describes it.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A user who may read lines; RFC 7617 wants UTF-8. */
export const credentials = { username: 'søren', password: 'pass:wörd-0001' };

const authorization = `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64')}`;

/** A line in good order, and the members that differ. */
const createLine = (index: number, overrides: object = {}) => ({
  id: `L${index}`,
  label: `Desk ${index}`,
  extension: String(100 + index),
  numbers: [`+457010${String(1000 + index)}`],
  user: { id: `U${index}`, name: `Person ${index}` },
  state: 'active',
  registered: true,
  sip_password: 'planted-sip-password',
  ...overrides,
});

/** 53 lines: the last three are on the second page. */
export const lines = Array.from({ length: 53 }, (_, index) => {
  if (index === 7) return createLine(index, { label: 'Old fax', state: 'closed', registered: false });
  if (index === 11) return createLine(index, { label: 'Workshop', user: null });
  return index === 52 ? createLine(index, { label: 'Reception', registered: false }) : createLine(index);
});

/** Answers one request: the status and the body. */
function answer({ method, url, headers }: IncomingMessage): [status: number, body: object] {
  const { pathname, searchParams } = new URL(url ?? '', 'http://localhost');
  const { page, per_page, state, user_id, search, ...others } = Object.fromEntries(searchParams);
  const [unknown] = Object.keys(others);
  const size = Number(per_page);
  if (headers.authorization !== authorization) return [401, { error: 'unauthorized' }];
  if (method !== 'GET' || pathname !== '/lines') return [404, {}];
  if (unknown !== undefined) return [422, { error: { parameter: unknown } }];
  if (state !== undefined && !['active', 'closed'].includes(state)) return [422, { error: { parameter: 'state' } }];
  if (!(Number.isInteger(size) && size >= 1 && size <= 50)) return [422, { error: { parameter: 'per_page' } }];
  if (!/^[1-9]\d*$/.test(page ?? '')) return [422, { error: { parameter: 'page' } }];
  const found = lines.filter(
    line =>
      (state === undefined || line.state === state) &&
      (user_id === undefined || line.user?.id === user_id) &&
      (search === undefined || [line.label, line.extension, ...line.numbers].some(text => text.includes(search))),
  );
  const start = (Number(page) - 1) * size;
  return [200, { lines: found.slice(start, start + size), total: found.length }];
}

/** Starts the API on loopback; `pages` collects the page numbers of successful requests. */
export async function startAcme(): Promise<{ baseUrl: string; pages: string[]; close(): void }> {
  const pages: string[] = [];
  const server = createServer((request, response) => {
    const [status, body] = answer(request);
    if (status === 200) pages.push(new URL(request.url ?? '', 'http://localhost').searchParams.get('page') ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a pipe.
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    pages,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
