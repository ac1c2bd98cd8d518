// The network and the clock as Node has them, on the wire of undici's MockAgent.
import { lazyFetch, systemClock } from '@linekeeper/core/node';
import { MockAgent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../loopback-server.ts';
import { settle } from '../manual-clock.ts';

const signal = new AbortController().signal;
const plain = { method: 'GET', headers: {}, signal, redirect: 'manual' } as const;

function mocked() {
  const agent = new MockAgent();
  agent.disableNetConnect();
  onTestFinished(() => agent.close());
  return { pool: agent.get('https://acme.test'), fetch: lazyFetch(agent) };
}

async function textOf(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the fetch', () => {
  it('sends what it is given, and gives status, headers and body', async () => {
    const { pool, fetch } = mocked();
    const request = { path: '/v2?a=1', method: 'POST', body: '{"b":2}', headers: { authorization: 'Bearer k' } };
    pool.intercept(request).reply(201, '{"c":3}', { headers: { 'x-one': 'a', 'set-cookie': ['b=1', 'c=2'] } });
    const init = { ...plain, method: 'POST', headers: { authorization: 'Bearer k' }, body: '{"b":2}' };
    const { status, headers, body } = await fetch('https://acme.test/v2?a=1', init);
    expect(status).toBe(201);
    expect([headers.get('x-one'), headers.get('set-cookie'), headers.get('x-none')]).toEqual(['a', 'b=1, c=2', null]);
    expect(await textOf(body)).toBe('{"c":3}');
  });

  it('finds a header however its name is written', async () => {
    const { pool, fetch } = mocked();
    pool.intercept({ path: '/' }).reply(200, '', { headers: { 'Retry-After': '7' } });
    const { headers } = await fetch('https://acme.test/', plain);
    expect([headers.get('retry-after'), headers.get('Retry-After')]).toEqual(['7', '7']);
  });

  it('gives a redirect back as it is', async () => {
    const { pool, fetch } = mocked();
    pool.intercept({ path: '/' }).reply(307, '', { headers: { location: 'https://evil.test/' } });
    const { status, headers } = await fetch('https://acme.test/', plain);
    expect([status, headers.get('location')]).toEqual([307, 'https://evil.test/']);
  });

  it('fails with the reason that the client gives', async () => {
    const { pool, fetch } = mocked();
    pool.intercept({ path: '/' }).replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    await expect(fetch('https://acme.test/', plain)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(fetch('no url', plain)).rejects.toThrow();
  });

  it('keeps a connection for the next request', async () => {
    const ports: (number | undefined)[] = [];
    const url = await serve((request, response) => {
      ports.push(request.socket.remotePort);
      response.end('{}');
    });
    const fetch = lazyFetch();
    for (let i = 0; i < 3; i++) {
      await textOf((await fetch(url, plain)).body);
      // The client takes note of the end of an answer a moment after its reader.
      await settle();
    }
    expect(new Set(ports).size).toBe(1);
  });
});

describe("the system's clock", () => {
  it('runs a timer once, unless it is stopped', async () => {
    const ran: string[] = [];
    const stop = systemClock.after(0, () => ran.push('stopped'));
    stop();
    await new Promise<void>(resolve => systemClock.after(1, resolve));
    expect(ran).toEqual([]);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
  });

  it('does not take a wait longer than a timer holds for none', async () => {
    let ran = false;
    const stop = systemClock.after(Number.POSITIVE_INFINITY, () => {
      ran = true;
    });
    await new Promise<void>(resolve => systemClock.after(5, resolve));
    stop();
    expect(ran).toBe(false);
  });
});
