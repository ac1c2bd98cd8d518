// Accounts with a login: one session for all calls, opened again when the provider ends it, never more than needed.
import { Connection } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { account } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, open, outsideOf, type Reply } from '../fake-network.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const get = { method: 'GET', path: '/things' } as const;
const login = account({ username: 'anna', password: 'pass-word' });

interface Play {
  /** The answer to a list request with this token. */
  list(token: string): Reply | Promise<Reply>;
  login?(count: number): Reply | Promise<Reply>;
}

/** Plays a provider whose logins give `session-1`, `session-2`, … */
function playing({ list, login: answer = () => ({}) }: Play) {
  const clock = new ManualClock();
  let logins = 0;
  const { fetch, sent } = network(({ url, headers }) => {
    if (url.pathname !== '/login') return list(String(headers.authorization).slice('Bearer '.length));
    const count = ++logins;
    return Promise.resolve(answer(count)).then(reply => ({ body: { token: `session-${count}` }, ...reply }));
  });
  const connection = new Connection(login, outsideOf(fetch, clock));
  const send = (signal?: AbortSignal) => connection.send(get, body => body, { at: clock.now() + 20_000, signal });
  return { clock, sent, send, logins: () => logins };
}

describe('a session of an account', () => {
  it('is opened with the login, once for concurrent calls and for later ones', async () => {
    const { send, sent, logins } = playing({ list: () => ({}) });
    await Promise.all([send(), send(), send()]);
    await send();
    expect(logins()).toBe(1);
    expect(sent[0]).toMatchObject({ method: 'POST', body: { username: 'anna', password: 'pass-word' } });
    expect(sent[0]?.headers.authorization).toBeUndefined();
  });

  it.each([401, 403])('is opened again once when it ends with %i after it has worked', async status => {
    const ended = new Set<string>();
    const { send, logins } = playing({ list: token => (ended.has(token) ? { status } : { body: { token } }) });
    await send();
    ended.add('session-1');
    expect(await send()).toEqual({ token: 'session-2' });
    ended.add('session-2');
    expect(await send()).toEqual({ token: 'session-3' });
    expect(logins()).toBe(3);
  });

  it.each([401, 403])('is opened again once for all calls that it ends for with %i', async status => {
    let ended = '';
    const { send, logins } = playing({ list: async token => (token === ended ? { status } : { body: { token } }) });
    await send();
    ended = 'session-1';
    const outcomes = await Promise.allSettled([send(), send(), send(), send()]);
    expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ status: 'fulfilled', value: { token: 'session-2' } })));
    expect(logins()).toBe(2);
  });

  it('that another call has renewed already is simply used', async () => {
    let ended = '';
    const slow = open<Reply>();
    let first = true;
    const list = (token: string) => {
      if (token !== ended) return { body: { token } };
      if (!first) return { status: 403 };
      first = false;
      return slow.promise;
    };
    const { send, logins } = playing({ list });
    await send();
    ended = 'session-1';
    const waiting = send();
    await settle();
    await send();
    slow.resolve({ status: 403 });
    expect(await waiting).toEqual({ token: 'session-2' });
    expect(logins()).toBe(2);
  });

  it('that is rejected twice is a rejected account', async () => {
    const { clock, send, logins, sent } = playing({ list: () => ({ status: 401 }) });
    expect((await errorOf(clock.until(send()))).code).toBe('auth');
    expect(logins()).toBe(2);
    expect(sent).toHaveLength(4);
  });

  it('that has never worked is not doubted for a missing right', async () => {
    const { clock, send, logins } = playing({ list: () => ({ status: 403 }) });
    expect((await errorOf(clock.until(send()))).code).toBe('denied');
    expect(logins()).toBe(1);
  });
});

describe('a login', () => {
  it('that is rejected fails all who wait, and is not tried again by itself', async () => {
    const { clock, send, logins } = playing({ list: () => ({}), login: () => ({ status: 401 }) });
    const errors = await clock.until(Promise.all([errorOf(send()), errorOf(send())]));
    expect(errors.map(({ code, details }) => [code, details.account])).toEqual([
      ['auth', 'acme-one'],
      ['auth', 'acme-one'],
    ]);
    expect(logins()).toBe(1);
    await errorOf(clock.until(send()));
    expect(logins()).toBe(2);
  });

  it('is tried again after a passing failure', async () => {
    const { clock, send, logins } = playing({ list: () => ({ body: 1 }), login: count => (count < 3 ? { status: 503 } : {}) });
    expect(await clock.until(send())).toBe(1);
    expect(logins()).toBe(3);
  });

  it('is made four times at most for one call', async () => {
    const { clock, send, logins } = playing({ list: () => ({}), login: () => ({ status: 503 }) });
    expect((await errorOf(clock.until(send()))).code).toBe('unavailable');
    expect(logins()).toBe(4);
  });

  it('goes on for others when the first who waits goes away', async () => {
    const slow = open<Reply>();
    const { clock, send, logins } = playing({ list: () => ({ body: 1 }), login: () => slow.promise });
    const caller = new AbortController();
    const hasty = errorOf(send(caller.signal));
    const patient = send();
    await settle();
    caller.abort();
    expect((await hasty).message).toContain('cancelled');
    slow.resolve({});
    expect(await clock.until(patient)).toBe(1);
    expect(logins()).toBe(1);
  });
});
