// The Node runtime: fetch by undici, tested with its MockAgent, and the system clock.
import { createUndiciFetch, systemClock } from '@linekeeper/core/node';
import { MockAgent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLoopbackServer } from '../loopback-server.ts';
import { flushPromises } from '../manual-clock.ts';

const signal = new AbortController().signal;
const getRequest = { method: 'GET', headers: {}, signal, redirect: 'manual' } as const;

function mockFetch() {
  const agent = new MockAgent();
  agent.disableNetConnect();
  onTestFinished(() => agent.close());
  return { pool: agent.get('https://acme.test'), fetch: createUndiciFetch(agent) };
}

async function readText(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the undici fetch', () => {
  it('sends the request, and returns status, headers and body', async () => {
    const { pool, fetch } = mockFetch();
    const request = { path: '/v2?a=1', method: 'POST', body: '{"b":2}', headers: { authorization: 'Bearer k' } };
    pool.intercept(request).reply(201, '{"c":3}', { headers: { 'x-one': 'a', 'set-cookie': ['b=1', 'c=2'] } });
    const init = { ...getRequest, method: 'POST', headers: { authorization: 'Bearer k' }, body: '{"b":2}' };
    const { status, headers, body } = await fetch('https://acme.test/v2?a=1', init);
    expect(status).toBe(201);
    expect([headers.get('x-one'), headers.get('set-cookie'), headers.get('x-none')]).toEqual(['a', 'b=1, c=2', null]);
    expect(await readText(body)).toBe('{"c":3}');
  });

  it('finds headers in any case', async () => {
    const { pool, fetch } = mockFetch();
    pool.intercept({ path: '/' }).reply(200, '', { headers: { 'Retry-After': '7' } });
    const { headers } = await fetch('https://acme.test/', getRequest);
    expect([headers.get('retry-after'), headers.get('Retry-After')]).toEqual(['7', '7']);
  });

  it('does not follow redirects', async () => {
    const { pool, fetch } = mockFetch();
    pool.intercept({ path: '/' }).reply(307, '', { headers: { location: 'https://evil.test/' } });
    const { status, headers } = await fetch('https://acme.test/', getRequest);
    expect([status, headers.get('location')]).toEqual([307, 'https://evil.test/']);
  });

  it('fails with the error of the client', async () => {
    const { pool, fetch } = mockFetch();
    pool.intercept({ path: '/' }).replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await expect(fetch('https://acme.test/', getRequest)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(fetch('no url', getRequest)).rejects.toThrow();
  });

  it('reuses a connection for the next request', async () => {
    const ports: (number | undefined)[] = [];
    const url = await startLoopbackServer((request, response) => {
      ports.push(request.socket.remotePort);
      response.end('{}');
    });
    const fetch = createUndiciFetch();
    for (let i = 0; i < 3; i++) {
      await readText((await fetch(url, getRequest)).body);
      // Undici releases the connection a moment after the body has been read.
      await flushPromises();
    }
    expect(new Set(ports).size).toBe(1);
  });
});

describe('the system clock', () => {
  it('runs a timer once, unless stopped', async () => {
    const ran: string[] = [];
    const stop = systemClock.setTimer(0, () => ran.push('stopped'));
    stop();
    await new Promise<void>(resolve => systemClock.setTimer(1, resolve));
    expect(ran).toEqual([]);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
  });

  it('does not run a timer at once that exceeds the maximum delay of Node', async () => {
    let ran = false;
    const stop = systemClock.setTimer(Number.POSITIVE_INFINITY, () => {
      ran = true;
    });
    await new Promise<void>(resolve => systemClock.setTimer(5, resolve));
    stop();
    expect(ran).toBe(false);
  });
});
