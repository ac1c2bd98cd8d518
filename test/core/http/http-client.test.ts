// HTTP requests over real sockets: request and response, and every kind of failure.
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { HttpRequest } from '@linekeeper/core';
import { createUndiciFetch, fetchRuntime } from '@linekeeper/core/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Fetch, sendRequest } from '../../../packages/core/src/http/http-client.ts';
import { getResponseLimits } from '../../../packages/core/src/http/response-limits.ts';
import { catchError } from '../catch-error.ts';
import { createDeferred } from '../fake-network.ts';
import { startLoopbackServer } from '../loopback-server.ts';
import { getPromiseState, ManualClock } from '../manual-clock.ts';

const get: HttpRequest = { method: 'GET', path: '/x' };
const fetch = createUndiciFetch();
const mebibyte = Buffer.alloc(1024 * 1024, ' ');

function send(baseUrl: string, request = get, signal?: AbortSignal) {
  const clock = new ManualClock();
  return { clock, response: sendRequest(request, { fetch, clock, baseUrl, timeoutMs: 8_000, signal }) };
}

/** Sends `count` mebibytes of white space, with back-pressure. */
function sendMebibytes(response: ServerResponse, count: number): void {
  if (count === 0) response.end();
  else response.write(mebibyte, () => sendMebibytes(response, count - 1));
}

/** Starts a TCP server that calls `respond` after the first bytes of a connection; returns its URL. */
async function startTcpServer(respond: (socket: Socket) => void): Promise<string> {
  const server = createServer(socket => socket.once('data', () => respond(socket)).on('error', () => {}));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A listening server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a request', () => {
  it('returns status, headers, text and parsed body', async () => {
    const url = await startLoopbackServer((_, response) =>
      response.writeHead(418, { 'retry-after': '7' }).end('{"id":12345678901234567890}'),
    );
    const { clock, response } = send(url);
    const { status, text, body, header } = await response;
    expect({ status, text, body }).toEqual({ status: 418, text: '{"id":12345678901234567890}', body: { id: '12345678901234567890' } });
    expect([header('retry-after'), header('x-none')]).toEqual(['7', undefined]);
    expect(clock.pendingTimers).toBe(0);
  });

  it.each(['', '<html>', '{"cut":', '\ufeff'])('returns the text %j, which is not JSON, without a parsed body', async text => {
    const url = await startLoopbackServer((_, response) => response.end(text));
    expect((await send(url).response).body).toBeUndefined();
  });

  it('decodes characters that are split across chunks', async () => {
    const bytes = Buffer.from('{"name":"Søren 😀"}');
    const splitBytes = async function* () {
      for (let at = 0; at < bytes.length; at++) yield bytes.subarray(at, at + 1);
    };
    const byteFetch: Fetch = async () => ({ status: 200, headers: new Headers(), body: splitBytes() });
    const response = sendRequest(get, { fetch: byteFetch, clock: new ManualClock(), baseUrl: 'https://acme.test', timeoutMs: 8_000 });
    expect((await response).body).toEqual({ name: 'Søren 😀' });
  });

  it('sends path, query, headers and JSON below the base URL', async () => {
    const seen = createDeferred<unknown>();
    const url = await startLoopbackServer(async (request, response) => {
      const body = (await request.toArray()).join('');
      const { authorization, accept, 'content-type': type } = request.headers;
      seen.resolve({ method: request.method, url: request.url, authorization, accept, type, body });
      response.end('{}');
    });
    const query = { a: 'ø &=#', b: 0, c: false, d: undefined, 'e[]': '' };
    const request: HttpRequest = { method: 'POST', path: '/list', query, headers: { authorization: 'Bearer k' }, body: { name: 'ø' } };
    await send(`${url}/own/path`, request).response;
    expect(await seen.promise).toEqual({
      method: 'POST',
      url: '/own/path/list?a=%C3%B8%20%26%3D%23&b=0&c=false&e%5B%5D=',
      authorization: 'Bearer k',
      accept: 'application/json',
      type: 'application/json; charset=UTF-8',
      body: '{"name":"ø"}',
    });
  });

  it('never follows a redirect', async () => {
    let requests = 0;
    const url = await startLoopbackServer((_, response) => {
      requests++;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await send(url).response).status).toBe(302);
    expect(requests).toBe(1);
  });
});

describe('a failed request', () => {
  it('is `network` if the connection is refused, and names the reason but not the host', async () => {
    const error = await catchError(send('http://127.0.0.1:1').response);
    expect(error.code).toBe('network');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).not.toContain('127.0.0.1');
  });

  it('is `network` if the connection is reset before a response', async () => {
    const url = await startTcpServer(socket => socket.resetAndDestroy());
    expect((await catchError(send(url).response)).code).toBe('network');
  });

  const statusLine = 'HTTP/1.1 200 OK\r\n';
  it.each([
    ['SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['TLS', '\x15\x03\x03\x00\x02\x02\x28'],
    ['HTTP/2', '\x00\x00\x12\x04\x00\x00\x00\x00\x00'],
    ['a chunk without a size', `${statusLine}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['an invalid header', `${statusLine}bad header\x01: x\r\ncontent-length: 2\r\n\r\n{}`],
    ['a negative length', `${statusLine}content-length: -1\r\n\r\n{}`],
  ])('is `malformed` if the response is %s, with either client', async (_, bytes) => {
    const url = await startTcpServer(socket => socket.end(Buffer.from(bytes, 'latin1')));
    for (const client of [fetch, fetchRuntime().fetch]) {
      const error = await catchError(sendRequest(get, { fetch: client, clock: new ManualClock(), baseUrl: url, timeoutMs: 8_000 }));
      expect(error).toMatchObject({ code: 'malformed', message: 'The server did not speak HTTP. Check the base URL.' });
    }
  });

  it.each([{ 'content-length': '100' }, {}])('is `malformed` if the body is cut off: %j', async headers => {
    const url = await startLoopbackServer((_, response) =>
      response.writeHead(200, headers).write('{"rows":[', () => response.socket?.resetAndDestroy()),
    );
    expect(await catchError(send(url).response)).toMatchObject({
      code: 'malformed',
      message: expect.stringContaining('cut off before its end'),
    });
  });

  it.each(['end', 'resetAndDestroy'] as const)('is `malformed` if the last chunk is cut off (%s), with either client', async method => {
    const firstBytes = `${statusLine}connection: close\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a"`;
    const url = await startTcpServer(socket => socket.write(firstBytes, () => setImmediate(() => socket[method]())));
    for (const client of [fetch, fetchRuntime().fetch]) {
      const error = await catchError(sendRequest(get, { fetch: client, clock: new ManualClock(), baseUrl: url, timeoutMs: 8_000 }));
      expect(error).toMatchObject({ code: 'malformed', message: expect.stringContaining('cut off before its end') });
    }
  });

  it('is `malformed` if the body is larger than 32 MiB, and the rest is not read', async () => {
    const closed = createDeferred<boolean>();
    const url = await startLoopbackServer((_, response) => {
      response.on('close', () => closed.resolve(response.writableFinished));
      sendMebibytes(response, 64);
    });
    const { clock, response } = send(url);
    expect(await catchError(response)).toMatchObject({ code: 'malformed', message: expect.stringContaining('larger than 32 MiB') });
    expect(await closed.promise).toBe(false);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is `malformed` if the body has far more than was asked for, and the rest is not read', async () => {
    const closed = createDeferred<boolean>();
    const url = await startLoopbackServer((_, response) => {
      response.on('close', () => closed.resolve(response.writableFinished));
      sendMebibytes(response, 20);
    });
    const options = { fetch, clock: new ManualClock(), baseUrl: url, timeoutMs: 8_000, limits: getResponseLimits(1) };
    expect(await catchError(sendRequest(get, options))).toMatchObject({ code: 'malformed' });
    expect(await closed.promise).toBe(false);
  });

  it('has the status of an error whose body is endless: only its beginning is read', async () => {
    const closed = createDeferred<boolean>();
    const url = await startLoopbackServer((_, response) => {
      response.on('close', () => closed.resolve(response.writableFinished));
      sendMebibytes(response.writeHead(503), 64);
    });
    expect(await send(url).response).toMatchObject({ status: 503 });
    expect(await closed.promise).toBe(false);
  });

  it.each(['000 Zero', '007 Bond'])('is `malformed` if HTTP does not have the status: %s', async status => {
    const url = await startTcpServer(socket => socket.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\n\r\n`));
    expect((await catchError(send(url).response)).code).toBe('malformed');
  });

  const page = 'HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 8\r\n\r\n{"a":[]}';
  const clients = { undici: fetch, 'the built-in fetch': fetchRuntime().fetch };

  it.each(
    Object.entries(clients).flatMap(([name, client]) =>
      [
        ['HTTP/1.1 100 Continue\r\n\r\n', page],
        ['HTTP/1.1 100 Continue\r\nx: y\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n', page],
        ['HTTP/1.1 100 Continue\r\n', `\r\n${page}`],
        ['HTTP/1.1 10', '0 Continue\r\n\r', '\n', page],
        ['HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n', page],
        ['HTTP/1.1 102 Processing\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n', page.slice(0, 2), page.slice(2)],
      ].map(parts => ({ name, client, parts })),
    ),
  )('does not occur after unasked interim responses, with $name: $parts', async ({ client, parts }) => {
    const url = await startTcpServer(async socket => {
      for (const part of parts) {
        socket.write(part);
        await setTimeout(20);
      }
    });
    for (const request of [get, { ...get, method: 'POST', body: { b: 1 } } as const]) {
      const response = await sendRequest(request, { fetch: client, clock: new ManualClock(), baseUrl: url, timeoutMs: 8_000 });
      expect(response).toMatchObject({ status: 200, body: { a: [] } });
    }
  });

  it('does not occur at exactly 32 MiB', async () => {
    const url = await startLoopbackServer((_, response) => sendMebibytes(response, 32));
    expect((await send(url).response).text).toHaveLength(32 * mebibyte.length);
  });
});

describe('a slow request', () => {
  it.each(['', '{"rows":['])('times out and closes the socket, after the bytes %j', async firstBytes => {
    const received = createDeferred<void>();
    const closed = createDeferred<void>();
    const url = await startLoopbackServer((_, response) => {
      response.on('close', () => closed.resolve());
      if (firstBytes === '') received.resolve();
      else response.writeHead(200).write(firstBytes, () => received.resolve());
    });
    const { clock, response } = send(url);
    const error = catchError(response);
    await received.promise;
    await clock.advance(7_999);
    expect(await getPromiseState(error)).toBe('pending');
    await clock.advance(1);
    expect(await error).toMatchObject({ code: 'timeout', message: expect.stringMatching(/^No response within 8 s\./) });
    await closed.promise;
  });

  it('is aborted by the caller, and leaves neither socket nor timer', async () => {
    const caller = new AbortController();
    const received = createDeferred<void>();
    const closed = createDeferred<void>();
    const url = await startLoopbackServer((_, response) => {
      response.on('close', () => closed.resolve());
      received.resolve();
    });
    const { clock, response } = send(url, get, caller.signal);
    const error = catchError(response);
    await received.promise;
    caller.abort();
    expect((await error).message).toContain('canceled');
    await closed.promise;
    expect(clock.pendingTimers).toBe(0);
    expect((await catchError(send(url, get, caller.signal).response)).message).toContain('canceled');
  });
});
