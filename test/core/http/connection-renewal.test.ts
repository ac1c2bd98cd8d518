// Credentials that change while calls run: the provider rejects the old ones, and newer ones are found.
import { type Account, Connection, type RequestEvent } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { account } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, outsideOf } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

const read = (body: unknown) => body;

/** An account whose key is the newest of `keys` at the provider, and a safe that gives what `found` says. */
function renewing(valid: () => string, found: () => Account | undefined) {
  const clock = new ManualClock();
  const { fetch, sent } = network(({ headers }) =>
    headers.authorization === `Bearer ${valid()}` ? { body: { fine: true } } : { status: 401, body: {} },
  );
  const seen: RequestEvent[] = [];
  let renewals = 0;
  const renew = async () => {
    renewals++;
    return found();
  };
  const connection = new Connection(account({ token: 'the-old-key-of-acme' }), {
    ...outsideOf(fetch, clock),
    renew,
    observe: call => void seen.push(call),
  });
  const send = () =>
    clock.until(connection.send({ method: 'GET', path: '/things' }, read, { at: clock.now() + 20_000 }, 'acme_list_things'));
  return { send, sent, seen, connection, renewals: () => renewals };
}

const newer = account({ token: 'the-new-key-of-acme' });

describe('rejected credentials', () => {
  it('are replaced by newer ones, and the call is repeated', async () => {
    const { send, renewals, connection } = renewing(
      () => 'the-new-key-of-acme',
      () => newer,
    );
    expect(await send()).toEqual({ fine: true });
    expect(connection.account).toBe(newer);
    expect(await send()).toEqual({ fine: true });
    expect(renewals()).toBe(1);
  });

  it('of many calls at once are replaced for all of them', async () => {
    const { send, connection } = renewing(
      () => 'the-new-key-of-acme',
      () => newer,
    );
    expect(await Promise.all(Array.from({ length: 12 }, send))).toEqual(Array(12).fill({ fine: true }));
    expect(connection.account).toBe(newer);
  });

  it.each<[string, Account | undefined]>([
    ['there are no newer ones', undefined],
    ['the newer ones are the same', account({ token: 'the-old-key-of-acme' })],
    ['the newer ones are not whole', account({ token: 'x' }, { problem: Object.assign(new Error()) as never })],
  ])('are the answer where %s', async (_, found) => {
    const { send, sent, renewals } = renewing(
      () => 'another',
      () => found,
    );
    expect(await errorOf(send)).toMatchObject({ code: 'auth', details: { account: 'acme-one' } });
    expect([sent.length, renewals()]).toEqual([1, 1]);
  });

  it('are replaced once a call: newer ones that are rejected too are the answer', async () => {
    const { send, sent } = renewing(
      () => 'another',
      () => newer,
    );
    expect(await errorOf(send)).toMatchObject({ code: 'auth' });
    expect(sent).toHaveLength(2);
  });

  it('are the answer where looking for newer ones fails', async () => {
    const { send } = renewing(
      () => 'another',
      () => {
        throw new Error('the safe is shut');
      },
    );
    expect(await errorOf(send)).toMatchObject({ code: 'auth' });
  });
});

describe('a watcher', () => {
  it('is told of each call once, with its retries and how it failed', async () => {
    const { send, seen } = renewing(
      () => 'the-new-key-of-acme',
      () => newer,
    );
    await send();
    const failing = renewing(
      () => 'another',
      () => undefined,
    );
    await errorOf(failing.send);
    const call = { account: 'acme-one', provider: 'acme', operation: 'acme_list_things', durationMs: expect.any(Number) };
    expect(seen).toEqual([{ ...call, retries: 1 }]);
    expect(failing.seen).toEqual([{ ...call, retries: 0, code: 'auth' }]);
  });
});
