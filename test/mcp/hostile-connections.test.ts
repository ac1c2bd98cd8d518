// What HTTP clients and proxies could read in two ways, over raw sockets: it signs no caller in, and no body becomes a request.
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { startHttpCommand } from './http-command.ts';
import { legacyBody } from './raw-messages.ts';

const [token, otherToken] = ['token-of-everything-1', 'token-of-moscow-00001'];
const server = await startHttpCommand({
  environment: {
    LINEKEEPER_HTTP_TOKENS: JSON.stringify([
      { name: 'all', token, accounts: ['*'] },
      { name: 'one', token: otherToken, accounts: ['moscow'] },
    ]),
    LINEKEEPER_HTTP_HOSTS: 'lines.example',
    LINEKEEPER_HTTP_ORIGINS: 'https://app.example',
  },
});
afterAll(() => server.kill());
const port = Number(new URL(server.url).port);

interface RawRequestOptions {
  method?: string;
  target?: string;
  host?: string;
  authorization?: string | undefined;
  headers?: readonly string[];
  body?: string;
}

const ping = JSON.stringify(legacyBody('ping'));

/** A request as bytes, with headers that no HTTP client would send. */
function toBytes({
  method = 'POST',
  target = '/mcp',
  host = 'localhost',
  headers = [],
  body = ping,
  ...rest
}: RawRequestOptions = {}): string {
  const { authorization = `Bearer ${token}` } = rest;
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    ...(authorization === '' ? [] : [`Authorization: ${authorization}`]),
    'Content-Type: application/json',
    'Accept: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Writes to a connection until the server closes it: the last request asks for that. Resolves to all that was received. */
const exchange = (bytes: string): Promise<string> =>
  new Promise(resolve => {
    let received = '';
    const socket = connect(port, '127.0.0.1');
    socket.on('data', data => {
      received += data.toString('latin1');
    });
    // A reset ends it, too.
    socket.on('error', () => {});
    socket.on('close', () => resolve(received));
    socket.write(bytes, 'latin1');
  });

const closing: RawRequestOptions = { headers: ['Connection: close'] };
const getStatuses = (received: string) => [...received.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const send = async (options: RawRequestOptions) =>
  getStatuses(await exchange(toBytes({ ...options, headers: [...(options.headers ?? []), 'Connection: close'] })));

describe('a header that comes twice', () => {
  it.each<[string, RawRequestOptions, number]>([
    ['Host, the second one untrusted', { headers: ['Host: evil.example'] }, 403],
    ['Host, the first one untrusted', { host: 'evil.example', headers: ['Host: localhost'] }, 403],
    ['Origin', { headers: ['Origin: https://app.example', 'Origin: https://evil.example'] }, 403],
    ['Authorization of two callers', { headers: [`Authorization: Bearer ${otherToken}`] }, 401],
    ['Authorization, the first one unknown', { authorization: 'Bearer nothing', headers: [`Authorization: Bearer ${token}`] }, 401],
    ['Content-Type', { headers: ['Content-Type: text/plain'] }, 415],
    ['Content-Length', { headers: ['Content-Length: 3'] }, 400],
    ['a length and chunks', { headers: ['Transfer-Encoding: chunked'] }, 400],
  ])('is not taken for the better one: %s', async (_, options, status) => {
    expect(await send(options)).toEqual([status]);
  });
});

describe('a head that HTTP does not have', () => {
  it.each([
    'X-Name : space before the colon',
    'X-Name: folded\r\n over two lines',
    'X-Name: with a NUL\0',
    'X-Name: with a line feed\nHost: evil.example\rx',
    'Transfer-Encoding: gzip, chunked',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
    `X-Name: ${'x'.repeat(20_000)}`,
    Array.from({ length: 3_000 }, (_, index) => `X-${index}: x`).join('\r\n'),
  ])('is refused: %#', async header => {
    const [status = 0] = getStatuses(await exchange(toBytes({ headers: [header, 'Connection: close'] })));
    expect([400, 431]).toContain(status);
  });

  it.each(['HTTP/1.1', 'PRI * HTTP/2.0\r\n\r\nSM', '\x16\x03\x01\x02\x00\x01\x00', 'GET mcp HTTP/1.1', 'POST /m cp HTTP/1.1'])(
    'is refused: %j',
    async head => {
      expect(getStatuses(await exchange(`${head}\r\n\r\n`))).toEqual([400]);
    },
  );
});

describe('a Host of DNS rebinding', () => {
  it.each([
    ...['localhost.evil.example', '127.0.0.1.nip.io', 'localhost,evil.example', '0.0.0.0', '[::]', '[::ffff:7f00:1]', '169.254.169.254'],
    ...['lines.example.evil.example', 'lines.example.', 'localhost.', 'xn--localhost', 'evil-localhost'],
    ...['user@localhost', 'localhost@evil.example', 'evil.example#@localhost', 'evil.example/@localhost', 'evil.example\\@localhost'],
    ...['localhost?evil.example', 'localhost evil.example', 'localhost%00.evil.example', '[::1', '[::1%25lo]', ''],
  ])('%j is not trusted', async host => {
    const [status = 0] = await send({ host });
    expect([400, 403]).toContain(status);
  });

  it('is looked at, and not the one in an absolute target', async () => {
    expect(await send({ target: 'http://localhost/mcp', host: 'evil.example' })).toEqual([403]);
    expect(await send({ target: 'http://evil.example/mcp' })).toEqual([200]);
  });
});

describe('an Origin', () => {
  it.each([
    ...['https://app.example.', 'https://app.example@evil.example', 'https://evil.example#https://app.example', 'http://app.example'],
    ...['http://127.0.0.1@evil.example', 'http://localhost.', 'chrome-extension://app.example', 'about:blank', 'data:', ''],
    ...['https://app.example, https://evil.example', 'https://app.example https://evil.example', 'https://app.example\\.evil.example'],
  ])('%j is not taken for a listed one', async origin => {
    expect(await send({ headers: [`Origin: ${origin}`] })).toEqual([403]);
  });
});

describe('requests on one connection', () => {
  it('are answered in their order, also those that came at once', async () => {
    const requests = [1, 2, 3].map(id => toBytes({ body: JSON.stringify({ ...legacyBody('ping'), id }) }));
    const received = await exchange(requests.join('') + toBytes(closing));
    expect(getStatuses(received)).toEqual([200, 200, 200, 200]);
    expect([...received.matchAll(/"id":(\d)/g)].map(([, id]) => id)).toEqual(['1', '2', '3', '1']);
  });

  it.each<[string, RawRequestOptions, number]>([
    ['untrusted', { host: 'evil.example' }, 403],
    ['without a token', { authorization: '' }, 401],
    ['of another path', { target: '/other' }, 404],
    ['of another method', { method: 'PUT' }, 405],
    ['of another content type', { headers: ['Content-Type: text/plain'] }, 415],
  ])('stay apart: the body of one that is %s is not read as a request', async (_, options, status) => {
    const received = await exchange(toBytes({ ...options, body: toBytes() }) + toBytes(closing));
    expect(getStatuses(received)).toEqual([status, 200]);
  });

  it('end where the client does, in the middle of a request too', async () => {
    for (const part of [toBytes().slice(0, -5), toBytes().slice(0, 40), toBytes(), '']) {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      // Read to its end, so that it closes.
      socket.resume().end(part);
      await new Promise(resolve => socket.once('close', resolve));
    }
    expect(await send({})).toEqual([200]);
  });

  it('may have extensions of chunks, whose trailers sign no caller in', async () => {
    const head = toBytes({ authorization: '', headers: ['Connection: close'], body: '' }).replace(
      'Content-Length: 0',
      'Transfer-Encoding: chunked',
    );
    const chunks = `${ping.length.toString(16)};name=value\r\n${ping}\r\n0\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    expect(getStatuses(await exchange(head + chunks))).toEqual([401]);
    const signedIn = head.replace('Content-Type', `Authorization: Bearer ${token}\r\nContent-Type`);
    expect(getStatuses(await exchange(signedIn + chunks))).toEqual([200]);
    expect(getStatuses(await exchange(signedIn + chunks.replace('name=value', `${'x'.repeat(20_000)}`)))).toEqual([413]);
  });
});

it('logs no line of a client, and no token', () => {
  expect(server.log()).not.toMatch(/evil\.example\n|^Host:|token-of-/m);
});
