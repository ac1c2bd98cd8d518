// One HTTP exchange over a real socket: what goes out, what comes back, and every way in which it can fail.
import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Fetch, HttpRequest } from '@linekeeper/core';
import { builtInOutside, lazyFetch } from '@linekeeper/core/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { exchange } from '../../../packages/core/src/http/http-client.ts';
import { errorOf } from '../catch-error.ts';
import { open } from '../fake-network.ts';
import { serve } from '../loopback-server.ts';
import { ManualClock, stateOf } from '../manual-clock.ts';

const get: HttpRequest = { method: 'GET', path: '/x' };
const fetch = lazyFetch();
const mebibyte = Buffer.alloc(1024 * 1024, ' ');

function asking(baseUrl: string, request = get, signal?: AbortSignal) {
  const clock = new ManualClock();
  return { clock, answer: exchange(request, { fetch, clock, baseUrl, time: 8_000, signal }) };
}

/** Sends so many mebibytes of white space, as fast as they are taken. */
function pour(response: ServerResponse, count: number): void {
  if (count === 0) response.end();
  else response.write(mebibyte, () => pour(response, count - 1));
}

/** A server below HTTP, which answers the first bytes that come. */
async function socketServer(answer: (socket: Socket) => void): Promise<string> {
  const server = createServer(socket => socket.once('data', () => answer(socket)).on('error', () => {}));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A listening server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an exchange', () => {
  it('gives status, headers, text and parsed body', async () => {
    const url = await serve((_, response) => response.writeHead(418, { 'retry-after': '7' }).end('{"id":12345678901234567890}'));
    const { clock, answer } = asking(url);
    const { status, text, body, header } = await answer;
    expect({ status, text, body }).toEqual({ status: 418, text: '{"id":12345678901234567890}', body: { id: '12345678901234567890' } });
    expect([header('retry-after'), header('x-none')]).toEqual(['7', undefined]);
    expect(clock.running).toBe(0);
  });

  it.each(['', '<html>', '{"cut":', '\ufeff'])('gives the text %j, which is no JSON, without a body', async text => {
    const url = await serve((_, response) => response.end(text));
    expect((await asking(url).answer).body).toBeUndefined();
  });

  it('reads characters that are cut in two by the network', async () => {
    const bytes = Buffer.from('{"name":"Søren 😀"}');
    const cut = async function* () {
      for (let at = 0; at < bytes.length; at++) yield bytes.subarray(at, at + 1);
    };
    const slowly: Fetch = async () => ({ status: 200, headers: new Headers(), body: cut() });
    const answer = exchange(get, { fetch: slowly, clock: new ManualClock(), baseUrl: 'https://acme.test', time: 8_000 });
    expect((await answer).body).toEqual({ name: 'Søren 😀' });
  });

  it('sends path, query, headers and JSON below the base URL', async () => {
    const seen = open<unknown>();
    const url = await serve(async (request, response) => {
      const body = (await request.toArray()).join('');
      const { authorization, accept, 'content-type': type } = request.headers;
      seen.resolve({ method: request.method, url: request.url, authorization, accept, type, body });
      response.end('{}');
    });
    const query = { a: 'ø &=#', b: 0, c: false, d: undefined, 'e[]': '' };
    const request: HttpRequest = { method: 'POST', path: '/list', query, headers: { authorization: 'Bearer k' }, body: { name: 'ø' } };
    await asking(`${url}/own/path`, request).answer;
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
    const url = await serve((_, response) => {
      requests++;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await asking(url).answer).status).toBe(302);
    expect(requests).toBe(1);
  });
});

describe('a failing exchange', () => {
  it('is `network` where nothing listens, and names the reason but not the host', async () => {
    const error = await errorOf(asking('http://127.0.0.1:1').answer);
    expect(error.code).toBe('network');
    expect(error.message).toContain('ECONNREFUSED');
    expect(error.message).not.toContain('127.0.0.1');
  });

  it('is `network` where the connection is reset before an answer', async () => {
    const url = await socketServer(socket => socket.resetAndDestroy());
    expect((await errorOf(asking(url).answer)).code).toBe('network');
  });

  const start = 'HTTP/1.1 200 OK\r\n';
  it.each([
    ['SSH', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['TLS', '\x15\x03\x03\x00\x02\x02\x28'],
    ['HTTP/2', '\x00\x00\x12\x04\x00\x00\x00\x00\x00'],
    ['a chunk without a size', `${start}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`],
    ['a header that is none', `${start}bad header\x01: x\r\ncontent-length: 2\r\n\r\n{}`],
    ['a length below nothing', `${start}content-length: -1\r\n\r\n{}`],
  ])('is `malformed` where the answer is %s, by either client', async (_, answer) => {
    const url = await socketServer(socket => socket.end(Buffer.from(answer, 'latin1')));
    for (const client of [fetch, builtInOutside().fetch]) {
      const error = await errorOf(exchange(get, { fetch: client, clock: new ManualClock(), baseUrl: url, time: 8_000 }));
      expect(error).toMatchObject({ code: 'malformed', message: 'The answer is no HTTP. Check the base URL.' });
    }
  });

  it.each([{ 'content-length': '100' }, {}])('is `malformed` where the body is cut off: %j', async headers => {
    const url = await serve((_, response) => response.writeHead(200, headers).write('{"rows":[', () => response.socket?.resetAndDestroy()));
    expect(await errorOf(asking(url).answer)).toMatchObject({
      code: 'malformed',
      message: expect.stringContaining('cut off before its end'),
    });
  });

  it.each(['end', 'resetAndDestroy'] as const)('is `malformed` where a last chunk is cut off (%s), by either client', async how => {
    const begun = `${start}connection: close\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a"`;
    const url = await socketServer(socket => socket.write(begun, () => setImmediate(() => socket[how]())));
    for (const client of [fetch, builtInOutside().fetch]) {
      const error = await errorOf(exchange(get, { fetch: client, clock: new ManualClock(), baseUrl: url, time: 8_000 }));
      expect(error).toMatchObject({ code: 'malformed', message: expect.stringContaining('cut off before its end') });
    }
  });

  it('is `malformed` where the body passes 32 MiB, and the rest is not read', async () => {
    const gone = open<boolean>();
    const url = await serve((_, response) => {
      response.on('close', () => gone.resolve(response.writableFinished));
      pour(response, 64);
    });
    const { clock, answer } = asking(url);
    expect(await errorOf(answer)).toMatchObject({ code: 'malformed', message: expect.stringContaining('larger than 32 MiB') });
    expect(await gone.promise).toBe(false);
    expect(clock.running).toBe(0);
  });

  it('is none at 32 MiB', async () => {
    const url = await serve((_, response) => pour(response, 32));
    expect((await asking(url).answer).text).toHaveLength(32 * mebibyte.length);
  });
});

describe('a slow exchange', () => {
  it.each(['', '{"rows":['])('is a timeout at its time, and the socket is given up, after %j', async begun => {
    const asked = open<void>();
    const gone = open<void>();
    const url = await serve((_, response) => {
      response.on('close', () => gone.resolve());
      if (begun === '') asked.resolve();
      else response.writeHead(200).write(begun, () => asked.resolve());
    });
    const { clock, answer } = asking(url);
    const failing = errorOf(answer);
    await asked.promise;
    await clock.advance(7_999);
    expect(await stateOf(failing)).toBe('pending');
    await clock.advance(1);
    expect(await failing).toMatchObject({ code: 'timeout', message: expect.stringMatching(/^No answer within 8 s\./) });
    await gone.promise;
  });

  it('ends when the caller goes away, and leaves nothing behind', async () => {
    const caller = new AbortController();
    const asked = open<void>();
    const gone = open<void>();
    const url = await serve((_, response) => {
      response.on('close', () => gone.resolve());
      asked.resolve();
    });
    const { clock, answer } = asking(url, get, caller.signal);
    const failing = errorOf(answer);
    await asked.promise;
    caller.abort();
    expect((await failing).message).toContain('cancelled');
    await gone.promise;
    expect(clock.running).toBe(0);
    expect((await errorOf(asking(url, get, caller.signal).answer)).message).toContain('cancelled');
  });
});
