// Accounts with a login: one session for all requests, and a new login only when it has expired.

import { describe, expect, it } from 'vitest';
import { Connection } from '../../../packages/core/src/http/connection.ts';
import { createTestAccount } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { type CannedResponse, createDeferred, createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { flushPromises, ManualClock } from '../manual-clock.ts';

const get = { method: 'GET', path: '/things' } as const;
const account = createTestAccount({ username: 'anna', password: 'pass-word' });

interface ProviderScript {
  /** The response to a list request with this token. */
  list(token: string): CannedResponse | Promise<CannedResponse>;
  /** The response to the login of this number, from 1. */
  login?(count: number): CannedResponse | Promise<CannedResponse>;
}

/** A connection to a fake provider whose logins return the tokens `session-1`, `session-2`, … */
function connect({ list, login = () => ({}) }: ProviderScript) {
  const clock = new ManualClock();
  let logins = 0;
  const { fetch, requests } = createFakeNetwork(({ url, headers }) => {
    if (url.pathname !== '/login') return list(String(headers.authorization).slice('Bearer '.length));
    const count = ++logins;
    return Promise.resolve(login(count)).then(response => ({ body: { token: `session-${count}` }, ...response }));
  });
  const connection = new Connection(account, createTestRuntime(fetch, clock));
  const send = (signal?: AbortSignal) => connection.send(get, body => body, { at: clock.now() + 20_000, signal });
  return { clock, requests, send, countLogins: () => logins };
}

describe('a session of an account', () => {
  it('is shared by concurrent and later requests', async () => {
    const { send, requests, countLogins } = connect({ list: () => ({}) });
    await Promise.all([send(), send(), send()]);
    await send();
    expect(countLogins()).toBe(1);
    expect(requests[0]).toMatchObject({ method: 'POST', body: { username: 'anna', password: 'pass-word' } });
    expect(requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([401, 403])('is renewed once if it is rejected with %i after it has worked', async status => {
    const expired = new Set<string>();
    const { send, countLogins } = connect({ list: token => (expired.has(token) ? { status } : { body: { token } }) });
    await send();
    expired.add('session-1');
    expect(await send()).toEqual({ token: 'session-2' });
    expired.add('session-2');
    expect(await send()).toEqual({ token: 'session-3' });
    expect(countLogins()).toBe(3);
  });

  it.each([401, 403])('is renewed once for all requests that are rejected with %i', async status => {
    let expired = '';
    const { send, countLogins } = connect({ list: async token => (token === expired ? { status } : { body: { token } }) });
    await send();
    expired = 'session-1';
    const outcomes = await Promise.allSettled([send(), send(), send(), send()]);
    expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ status: 'fulfilled', value: { token: 'session-2' } })));
    expect(countLogins()).toBe(2);
  });

  it('that a concurrent request has renewed is not renewed again', async () => {
    let expired = '';
    const slow = createDeferred<CannedResponse>();
    let first = true;
    const list = (token: string) => {
      if (token !== expired) return { body: { token } };
      if (!first) return { status: 403 };
      first = false;
      return slow.promise;
    };
    const { send, countLogins } = connect({ list });
    await send();
    expired = 'session-1';
    const waiting = send();
    await flushPromises();
    await send();
    slow.resolve({ status: 403 });
    expect(await waiting).toEqual({ token: 'session-2' });
    expect(countLogins()).toBe(2);
  });

  it('that is rejected twice means a rejected account', async () => {
    const { clock, send, countLogins, requests } = connect({ list: () => ({ status: 401 }) });
    expect((await catchError(clock.runUntilSettled(send()))).code).toBe('auth');
    expect(countLogins()).toBe(2);
    expect(requests).toHaveLength(4);
  });

  it('that has never worked is not renewed for a missing permission', async () => {
    const { clock, send, countLogins } = connect({ list: () => ({ status: 403 }) });
    expect((await catchError(clock.runUntilSettled(send()))).code).toBe('denied');
    expect(countLogins()).toBe(1);
  });
});

describe('a login', () => {
  it('whose response has an unexpected value is malformed', async () => {
    const { clock, send } = connect({ list: () => ({}), login: () => ({ body: { token: 'a-token', minutes: { toString: 1 } } }) });
    expect((await catchError(clock.runUntilSettled(send()))).code).toBe('malformed');
  });

  it('that is rejected fails all waiting requests, and is tried again after five minutes only', async () => {
    const { clock, send, countLogins } = connect({ list: () => ({}), login: () => ({ status: 401 }) });
    const errors = await clock.runUntilSettled(Promise.all([catchError(send()), catchError(send())]));
    expect(errors.map(({ code, details }) => [code, details.account])).toEqual([
      ['auth', 'acme-one'],
      ['auth', 'acme-one'],
    ]);
    expect(countLogins()).toBe(1);
    expect(await catchError(clock.runUntilSettled(send()))).toMatchObject({ code: 'auth' });
    expect(countLogins()).toBe(1);
    await clock.advance(5 * 60_000);
    await catchError(clock.runUntilSettled(send()));
    expect(countLogins()).toBe(2);
  });

  it('is retried after a transient error', async () => {
    const { clock, send, countLogins } = connect({ list: () => ({ body: 1 }), login: count => (count < 3 ? { status: 503 } : {}) });
    expect(await clock.runUntilSettled(send())).toBe(1);
    expect(countLogins()).toBe(3);
  });

  it('is attempted four times at most', async () => {
    const { clock, send, countLogins } = connect({ list: () => ({}), login: () => ({ status: 503 }) });
    expect((await catchError(clock.runUntilSettled(send()))).code).toBe('unavailable');
    expect(countLogins()).toBe(4);
  });

  it('continues for other requests if the first one is aborted', async () => {
    const slow = createDeferred<CannedResponse>();
    const { clock, send, countLogins } = connect({ list: () => ({ body: 1 }), login: () => slow.promise });
    const caller = new AbortController();
    const aborted = catchError(send(caller.signal));
    const other = send();
    await flushPromises();
    caller.abort();
    expect((await aborted).message).toContain('canceled');
    slow.resolve({});
    expect(await clock.runUntilSettled(other)).toBe(1);
    expect(countLogins()).toBe(1);
  });
});
