// The connection of an account: authentication, retries, rate limits, and errors that name the account.
import { isRecord, LinekeeperError, malformedError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../packages/core/src/http/connection.ts';
import { acme, createTestAccount } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { type CannedResponse, createDeferred, createFakeNetwork, createTestRuntime, type SentRequest } from '../fake-network.ts';
import { flushPromises, ManualClock } from '../manual-clock.ts';

const get = { method: 'GET', path: '/things' } as const;

function connect(
  respond: (request: SentRequest, index: number) => CannedResponse | Promise<CannedResponse>,
  account = createTestAccount(),
) {
  const clock = new ManualClock();
  const { fetch, requests } = createFakeNetwork(respond);
  const log: string[] = [];
  const connection = new Connection(account, { ...createTestRuntime(fetch, clock), log: message => log.push(message) });
  const deadline = { at: clock.now() + 20_000 };
  const send = (read: (body: unknown) => unknown = body => body) => clock.runUntilSettled(connection.send(get, read, deadline));
  return { clock, connection, requests, deadline, send, log };
}

describe('a request', () => {
  it('is sent to the base URL with the key, and its response is read', async () => {
    const { send, requests } = connect(() => ({ body: { id: 1 } }));
    expect(await send(body => (isRecord(body) ? body.id : undefined))).toBe(1);
    expect(requests.map(({ url, headers }) => [url.href, headers.authorization])).toEqual([
      ['https://acme.test/things', 'Bearer key-of-acme'],
    ]);
  });

  it('of an account with a config error is never sent', async () => {
    const configError = new LinekeeperError('config', 'half-set.');
    const { send, requests } = connect(() => ({}), createTestAccount({}, { configError }));
    expect(await catchError(send())).toBe(configError);
    expect(requests).toHaveLength(0);
  });

  it('is retried after a transient error', async () => {
    const { send, requests } = connect((_, index) => (index < 2 ? { status: 503 } : { body: { id: 1 } }));
    expect(await send()).toEqual({ id: 1 });
    expect(requests).toHaveLength(3);
  });

  it('is retried once if the body has the wrong shape', async () => {
    const { send, requests } = connect(() => ({ body: '<html>' }));
    expect((await catchError(send())).code).toBe('malformed');
    expect(requests).toHaveLength(2);
    const wrongShape = connect(() => ({ body: {} }));
    const read = () => {
      throw malformedError('no list');
    };
    expect((await catchError(wrongShape.send(read))).code).toBe('malformed');
    expect(wrongShape.requests).toHaveLength(2);
  });

  it('is not retried past its deadline', async () => {
    const { clock, send, deadline } = connect(() => new Promise(() => {}));
    const error = await catchError(send());
    expect(error.code).toBe('timeout');
    expect(clock.now()).toBeLessThanOrEqual(deadline.at);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is aborted by the caller, and no longer counts as concurrent', async () => {
    const { connection, requests } = connect(() => new Promise(() => {}));
    const caller = new AbortController();
    const deadline = { at: Number.POSITIVE_INFINITY, signal: caller.signal };
    const calls = Array.from({ length: 6 }, () => catchError(connection.send(get, body => body, deadline)));
    await flushPromises();
    expect(requests).toHaveLength(4);
    caller.abort();
    expect((await Promise.all(calls)).every(({ message }) => message.includes('canceled'))).toBe(true);
    void connection.send(get, body => body, { at: Number.POSITIVE_INFINITY });
    await flushPromises();
    expect(requests).toHaveLength(5);
  });

  it('is one of at most four concurrent ones per account', async () => {
    const responses = Array.from({ length: 7 }, () => createDeferred<CannedResponse>());
    const { connection, requests, deadline } = connect((_, index) => responses[index]?.promise ?? {});
    const calls = responses.map(() => connection.send(get, body => body, deadline));
    await flushPromises();
    expect(requests).toHaveLength(4);
    responses[3]?.resolve({});
    await flushPromises();
    expect(requests).toHaveLength(5);
    for (const { resolve } of responses) resolve({});
    await Promise.all(calls);
    expect(requests).toHaveLength(7);
  });
});

describe('a rate limit', () => {
  it('is waited for by every caller, if it fits the deadline', async () => {
    const { clock, connection, requests, deadline } = connect((_, index) =>
      index === 0 ? { status: 429, headers: { 'retry-after': '3' } } : {},
    );
    const first = connection.send(get, body => body, deadline);
    await flushPromises();
    const second = connection.send(get, body => body, deadline);
    await clock.advance(2_999);
    expect(requests).toHaveLength(1);
    await Promise.all([first, clock.runUntilSettled(second)]);
    expect(requests).toHaveLength(3);
  });

  it('is reported at once if it does not fit the deadline', async () => {
    const { clock, send, requests } = connect(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    const start = clock.now();
    expect(await catchError(send())).toMatchObject({
      code: 'rate_limited',
      details: { retryAfterS: 60, account: 'acme-one', provider: 'acme' },
    });
    expect(await catchError(send())).toMatchObject({ code: 'rate_limited', details: { retryAfterS: 60 } });
    expect([requests.length, clock.now() - start]).toEqual([1, 0]);
  });

  it('is honored before it is hit, if a quota is reported', async () => {
    const { send, requests } = connect(() => ({ body: { quota: { remaining: 0, reset: 60 } } }));
    await send();
    expect((await catchError(send())).code).toBe('rate_limited');
    expect(requests).toHaveLength(1);
  });
});

describe('an error', () => {
  it('names the account and has the message of the provider', async () => {
    const { send } = connect(() => ({ body: { error: 'plan is over.' } }));
    const error = await catchError(send());
    expect(error.displayMessage).toBe('refused (acme-one): Acme: plan is over.');
    expect(error.toData()).toMatchObject({ provider: 'acme', account: 'acme-one' });
  });

  it('with status 401 or 403 is not retried with a permanent key', async () => {
    for (const [status, code] of [
      [401, 'auth'],
      [403, 'denied'],
    ] as const) {
      const { send, requests } = connect(() => ({ status }));
      expect((await catchError(send())).code).toBe(code);
      expect(requests).toHaveLength(1);
    }
  });

  it('of a reader that meets an unexpected value is malformed, and its stack is logged', async () => {
    const { send, log, requests } = connect(() => ({ body: { count: { toString: 1 } } }));
    const error = await catchError(send(body => Number(isRecord(body) ? body.count : 0)));
    expect(error.toData()).toEqual({
      code: 'malformed',
      message: 'Acme: Unexpected response: a value that cannot be read. Check the base URL; if it is right, try again later.',
      provider: 'acme',
      account: 'acme-one',
    });
    expect(requests).toHaveLength(2);
    expect(log).toEqual(Array(2).fill(expect.stringMatching(/^acme: a response could not be read: TypeError: .*\n +at /)));
  });

  it.each(['readQuota', 'readError'] as const)('of %s is malformed', async name => {
    const provider = {
      ...acme,
      [name]: () => {
        throw new TypeError('unexpected');
      },
    };
    const { send } = connect(() => ({}), createTestAccount({ token: 'key-of-acme' }, { provider }));
    expect((await catchError(send())).code).toBe('malformed');
  });
});
