// Credential refresh: the provider rejects the old credentials, and newer ones are found.
import type { Account, RequestEvent } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../packages/core/src/http/connection.ts';
import { createTestAccount } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

const read = (body: unknown) => body;

/** A connection to a provider that accepts the key `valid()` only. Refreshing finds the account `found()`. */
function connectWithRefresh(valid: () => string, found: () => Account | undefined) {
  const clock = new ManualClock();
  const { fetch, requests } = createFakeNetwork(({ headers }) =>
    headers.authorization === `Bearer ${valid()}` ? { body: { fine: true } } : { status: 401, body: {} },
  );
  const events: RequestEvent[] = [];
  let refreshes = 0;
  const refreshCredentials = async () => {
    refreshes++;
    return found();
  };
  const connection = new Connection(createTestAccount({ token: 'the-old-key-of-acme' }), {
    ...createTestRuntime(fetch, clock),
    refreshCredentials,
    onRequest: event => void events.push(event),
  });
  const send = () =>
    clock.runUntilSettled(
      connection.send({ method: 'GET', path: '/things' }, read, { at: clock.now() + 20_000 }, { operation: 'acme_list_things' }),
    );
  return { send, requests, events, connection, countRefreshes: () => refreshes };
}

const newer = createTestAccount({ token: 'the-new-key-of-acme' });

describe('rejected credentials', () => {
  it('are replaced by newer ones, and the request is repeated', async () => {
    const { send, countRefreshes, connection } = connectWithRefresh(
      () => 'the-new-key-of-acme',
      () => newer,
    );
    expect(await send()).toEqual({ fine: true });
    expect(connection.account).toBe(newer);
    expect(await send()).toEqual({ fine: true });
    expect(countRefreshes()).toBe(1);
  });

  it('of concurrent requests are replaced for all of them', async () => {
    const { send, connection } = connectWithRefresh(
      () => 'the-new-key-of-acme',
      () => newer,
    );
    expect(await Promise.all(Array.from({ length: 12 }, send))).toEqual(Array(12).fill({ fine: true }));
    expect(connection.account).toBe(newer);
  });

  it.each<[string, Account | undefined]>([
    ['there are no newer ones', undefined],
    ['the newer ones are the same', createTestAccount({ token: 'the-old-key-of-acme' })],
    ['the newer ones are incomplete', createTestAccount({ token: 'x' }, { configError: Object.assign(new Error()) as never })],
  ])('are reported if %s', async (_, found) => {
    const { send, requests, countRefreshes } = connectWithRefresh(
      () => 'another',
      () => found,
    );
    expect(await catchError(send)).toMatchObject({ code: 'auth', details: { account: 'acme-one' } });
    expect([requests.length, countRefreshes()]).toEqual([1, 1]);
  });

  it('are replaced once per request: if newer ones are rejected too, that is reported', async () => {
    const { send, requests } = connectWithRefresh(
      () => 'another',
      () => newer,
    );
    expect(await catchError(send)).toMatchObject({ code: 'auth' });
    expect(requests).toHaveLength(2);
  });

  it('are reported if looking for newer ones fails', async () => {
    const { send } = connectWithRefresh(
      () => 'another',
      () => {
        throw new Error('the secret store is unavailable');
      },
    );
    expect(await catchError(send)).toMatchObject({ code: 'auth' });
  });
});

describe('a request event', () => {
  it('is sent once per request, with retries and the error code', async () => {
    const { send, events } = connectWithRefresh(
      () => 'the-new-key-of-acme',
      () => newer,
    );
    await send();
    const rejected = connectWithRefresh(
      () => 'another',
      () => undefined,
    );
    await catchError(rejected.send);
    const event = { account: 'acme-one', provider: 'acme', operation: 'acme_list_things', durationMs: expect.any(Number) };
    expect(events).toEqual([{ ...event, retries: 1 }]);
    expect(rejected.events).toEqual([{ ...event, retries: 0, code: 'auth' }]);
  });
});
