// One account's way to its provider: keys, retries, the gate, and errors that say which account they are about.
import { Connection, isRecord, LinekeeperError, malformed } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { account } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, open, outsideOf, type Reply, type Sent } from '../fake-network.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const get = { method: 'GET', path: '/things' } as const;

function connected(reply: (sent: Sent, index: number) => Reply | Promise<Reply>, own = account()) {
  const clock = new ManualClock();
  const { fetch, sent } = network(reply);
  const connection = new Connection(own, outsideOf(fetch, clock));
  const deadline = { at: clock.now() + 20_000 };
  const ask = (read: (body: unknown) => unknown = body => body) => clock.until(connection.send(get, read, deadline));
  return { clock, connection, sent, deadline, ask };
}

describe('a request', () => {
  it('goes to the base URL with the key, and its body is read', async () => {
    const { ask, sent } = connected(() => ({ body: { id: 1 } }));
    expect(await ask(body => (isRecord(body) ? body.id : undefined))).toBe(1);
    expect(sent.map(({ url, headers }) => [url.href, headers.authorization])).toEqual([['https://acme.test/things', 'Bearer key-of-acme']]);
  });

  it('of a broken account is never sent', async () => {
    const problem = new LinekeeperError('config', 'half-set.');
    const { ask, sent } = connected(() => ({}), account({}, { problem }));
    expect(await errorOf(ask())).toBe(problem);
    expect(sent).toHaveLength(0);
  });

  it('is made again after a passing failure', async () => {
    const { ask, sent } = connected((_, index) => (index < 2 ? { status: 503 } : { body: { id: 1 } }));
    expect(await ask()).toEqual({ id: 1 });
    expect(sent).toHaveLength(3);
  });

  it('is made again once where the body has the wrong shape', async () => {
    const { ask, sent } = connected(() => ({ body: '<html>' }));
    expect((await errorOf(ask())).code).toBe('malformed');
    expect(sent).toHaveLength(2);
    const wrongShape = connected(() => ({ body: {} }));
    const read = () => {
      throw malformed('no list');
    };
    expect((await errorOf(wrongShape.ask(read))).code).toBe('malformed');
    expect(wrongShape.sent).toHaveLength(2);
  });

  it('gets 8 s an attempt and half of what is left at most, and one deadline in all', async () => {
    const { clock, ask, deadline } = connected(() => new Promise(() => {}));
    const error = await errorOf(ask());
    expect(error.code).toBe('timeout');
    expect(clock.now()).toBeLessThanOrEqual(deadline.at);
    expect(clock.running).toBe(0);
  });

  it('is given up when the caller goes away, and its place at the gate is free again', async () => {
    const { connection, sent } = connected(() => new Promise(() => {}));
    const caller = new AbortController();
    const deadline = { at: Number.POSITIVE_INFINITY, signal: caller.signal };
    const calls = Array.from({ length: 6 }, () => errorOf(connection.send(get, body => body, deadline)));
    await settle();
    expect(sent).toHaveLength(4);
    caller.abort();
    expect((await Promise.all(calls)).every(({ message }) => message.includes('cancelled'))).toBe(true);
    void connection.send(get, body => body, { at: Number.POSITIVE_INFINITY });
    await settle();
    expect(sent).toHaveLength(5);
  });

  it('is one of at most four at once to its account', async () => {
    const replies = Array.from({ length: 7 }, () => open<Reply>());
    const { connection, sent, deadline } = connected((_, index) => replies[index]?.promise ?? {});
    const calls = replies.map(() => connection.send(get, body => body, deadline));
    await settle();
    expect(sent).toHaveLength(4);
    replies[3]?.resolve({});
    await settle();
    expect(sent).toHaveLength(5);
    for (const { resolve } of replies) resolve({});
    await Promise.all(calls);
    expect(sent).toHaveLength(7);
  });
});

describe("a provider's limit", () => {
  it('is waited for where it fits the deadline, by every caller', async () => {
    const { clock, connection, sent, deadline } = connected((_, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '3' } } : {},
    );
    const first = connection.send(get, body => body, deadline);
    await settle();
    const second = connection.send(get, body => body, deadline);
    await clock.advance(2_999);
    expect(sent).toHaveLength(1);
    await Promise.all([first, clock.until(second)]);
    expect(sent).toHaveLength(3);
  });

  it('is said at once where it does not', async () => {
    const { clock, ask, sent } = connected(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    const start = clock.now();
    expect(await errorOf(ask())).toMatchObject({
      code: 'rate_limited',
      details: { retryAfterS: 60, account: 'acme-one', provider: 'acme' },
    });
    expect(await errorOf(ask())).toMatchObject({ code: 'rate_limited', details: { retryAfterS: 60 } });
    expect([sent.length, clock.now() - start]).toEqual([1, 0]);
  });

  it('in its quota is honoured before it is hit', async () => {
    const { ask, sent } = connected(() => ({ body: { quota: { remaining: 0, reset: 60 } } }));
    await ask();
    expect((await errorOf(ask())).code).toBe('rate_limited');
    expect(sent).toHaveLength(1);
  });
});

describe('a failure', () => {
  it('says which account it is about, in the words of its provider', async () => {
    const { ask } = connected(() => ({ body: { error: 'plan is over.' } }));
    const error = await errorOf(ask());
    expect(error.sentence).toBe('refused (acme-one): Acme: plan is over.');
    expect(error.toData()).toMatchObject({ provider: 'acme', account: 'acme-one' });
  });

  it('on a permanent key is final: 401 and 403 are not asked again', async () => {
    for (const [status, code] of [
      [401, 'auth'],
      [403, 'denied'],
    ] as const) {
      const { ask, sent } = connected(() => ({ status }));
      expect((await errorOf(ask())).code).toBe(code);
      expect(sent).toHaveLength(1);
    }
  });

  it('of ours passes as it is', async () => {
    const { ask } = connected(() => ({}));
    const bug = () => {
      throw new TypeError('a bug');
    };
    await expect(ask(bug)).rejects.toBeInstanceOf(TypeError);
  });
});
