// A request ends at its timeout whatever the peer does, leaves no socket behind, and does not hinder the next one.
import dns from 'node:dns';
import { createUndiciFetch, fetchRuntime, systemClock } from '@linekeeper/core/node';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Fetch, sendRequest } from '../../../packages/core/src/http/http-client.ts';
import { catchError } from '../catch-error.ts';
import { startLoopbackServer } from '../loopback-server.ts';
import { type SilentPeer, silentPeerKinds, startSilentPeer } from './silent-peers.ts';

const timeoutMs = 300;

/** Far below the limits that the HTTP clients have themselves, and more than a busy machine needs. */
const toleranceMs = 4_000;

const createUndici = ({ proxy }: Pick<SilentPeer, 'proxy'>): Fetch =>
  createUndiciFetch(undefined, proxy === undefined ? undefined : { url: proxy, variable: 'HTTPS_PROXY', noProxy: [] });
const createBuiltIn = () => fetchRuntime().fetch;

const send = (fetch: Fetch, baseUrl: string, options: { timeoutMs?: number; signal?: AbortSignal } = {}) =>
  sendRequest({ method: 'GET', path: '/x' }, { fetch, clock: systemClock, baseUrl, timeoutMs, ...options });

async function expectTimeout(fetch: Fetch, url: string): Promise<void> {
  const startedAt = performance.now();
  const error = await catchError(send(fetch, url));
  const waitedMs = performance.now() - startedAt;
  expect(error).toMatchObject({ code: 'timeout', message: expect.stringMatching(/^No response within [\d.]+ s\./) });
  const seconds = Number(/within ([\d.]+) s/.exec(error.message)?.[1]);
  expect(Math.abs(seconds * 1_000 - waitedMs)).toBeLessThan(toleranceMs);
  expect(waitedMs).toBeLessThan(timeoutMs + toleranceMs);
}

describe.each(silentPeerKinds)('a request to $name', kind => {
  it('times out with undici, leaves no socket, and the next one works', async () => {
    const peer = await startSilentPeer(kind);
    const fetch = createUndici(peer);
    await expectTimeout(fetch, peer.url);
    await expect.poll(() => peer.countSockets()).toBe(0);
    await expectTimeout(fetch, peer.url);
    peer.recover();
    const url = kind.scheme === 'http' ? peer.url : await startLoopbackServer((_, response) => response.end('{}'));
    expect((await send(fetch, url, { timeoutMs: 60_000 })).status).toBe(200);
  });

  it('ends with the abort of its caller, and leaves no socket', async () => {
    const peer = await startSilentPeer(kind);
    const caller = new AbortController();
    const error = catchError(send(createUndici(peer), peer.url, { timeoutMs: 60_000, signal: caller.signal }));
    await expect.poll(() => peer.countSockets()).toBe(1);
    caller.abort();
    expect((await error).message).toContain('canceled');
    await expect.poll(() => peer.countSockets()).toBe(0);
  });
});

// The functions on AWS use the built-in fetch, without a proxy.
describe.each(silentPeerKinds.filter(({ isProxy }) => !isProxy))('a request with the built-in fetch to $name', kind => {
  it('times out, and the next one works', async () => {
    const peer = await startSilentPeer(kind);
    await expectTimeout(createBuiltIn(), peer.url);
    peer.recover();
    const url = kind.scheme === 'http' ? peer.url : await startLoopbackServer((_, response) => response.end('{}'));
    expect((await send(createBuiltIn(), url, { timeoutMs: 60_000 })).status).toBe(200);
  });
});

describe('a request whose host name is not looked up', () => {
  it.each([
    ['undici', createUndici({}), 'http'],
    ['undici, over TLS', createUndici({}), 'https'],
    ['undici, to the proxy', createUndici({ proxy: 'http://proxy.invalid:3128' }), 'https'],
    ['the built-in fetch', createBuiltIn(), 'http'],
  ])('times out with %s, and the next one works', async (_, fetch, scheme) => {
    const { lookup } = dns;
    // The system's resolver waits for a server that does not answer.
    Object.assign(dns, { lookup: () => {} });
    onTestFinished(() => void Object.assign(dns, { lookup }));
    await expectTimeout(fetch, `${scheme}://provider.invalid`);
    Object.assign(dns, { lookup });
    const url = await startLoopbackServer((_, response) => response.end('{}'));
    expect((await send(fetch, url, { timeoutMs: 60_000 })).status).toBe(200);
    if (scheme === 'http') expect((await catchError(send(fetch, `${scheme}://provider.invalid`))).message).toContain('No connection');
  });
});
