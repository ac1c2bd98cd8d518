// Redaction: no error message contains a credential, even if the provider's response repeats it.
import { type HttpResponse, isRecord, LinekeeperError, quoteValue } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../packages/core/src/http/connection.ts';
import fc from '../../random.ts';
import { acme, createTestAccount } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { type CannedResponse, createDeferred, createFakeNetwork, createTestRuntime, type SentRequest } from '../fake-network.ts';
import { flushPromises, ManualClock } from '../manual-clock.ts';

const get = { method: 'GET', path: '/things' } as const;

function createSender(
  respond: (request: SentRequest) => CannedResponse | Promise<CannedResponse>,
  settings: Record<string, string>,
  provider = acme,
) {
  const clock = new ManualClock();
  const { fetch } = createFakeNetwork(respond);
  const connection = new Connection(createTestAccount(settings, { provider }), createTestRuntime(fetch, clock));
  return () => connection.send(get, body => body, { at: clock.now() + 20_000 });
}

/** The message and display message of an error whose response contains the text. */
async function messageFor(text: string, settings: Record<string, string>, provider = acme): Promise<string> {
  const { message, displayMessage } = await catchError(createSender(() => ({ body: { error: text } }), settings, provider)());
  return `${message}\n${displayMessage}`;
}

/** A provider whose `readError` quotes the response. */
const quotingProvider = {
  ...acme,
  readError: ({ body }: HttpResponse) =>
    isRecord(body) ? new LinekeeperError('input', `${quoteValue(body.error)} is refused.`) : undefined,
};

describe('an error message', () => {
  it('contains no key, wherever the response has it', async () => {
    // Linekeeper's own messages do not contain the first character.
    const key = fc.stringMatching(/^#[\x21-\x7e]{3,80}$/);
    const pad = fc.string({ maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(key, pad, pad, async (token, before, after) => {
        expect(await messageFor(before + token + after, { token })).not.toContain(token);
      }),
    );
    expect(await messageFor('the key abcd-1234 of abcd-1234 is old.', { token: 'abcd-1234' })).toContain(
      'the key [redacted] of [redacted] is old.',
    );
  });

  it('contains no part of a password that begins with the user name', async () => {
    const message = await messageFor('bad: anna / anna-and-more', { token: 'a-token', username: 'anna', password: 'anna-and-more' });
    expect(message).not.toContain('and-more');
  });

  it('contains no part of a key if truncated within it', async () => {
    const token = 'k3y-0123456789-abcdefghij-0123456789';
    const message = await messageFor(`${'x'.repeat(380)}${token}`, { token });
    expect(message).not.toContain('k3y-');
  });

  it('contains no part of a long key that is quoted truncated', async () => {
    const token = `k3y-${'0123456789'.repeat(8)}`;
    expect(await messageFor(token, { token }, quotingProvider)).not.toContain('k3y-');
  });

  it('contains no quoted password', async () => {
    const password = 'pa"ss\\word';
    expect(await messageFor(password, { token: 'a-token', password }, quotingProvider)).not.toContain('word');
  });

  it('contains no session token, current or replaced', async () => {
    const slow = createDeferred<CannedResponse>();
    let logins = 0;
    let lists = 0;
    const send = createSender(
      ({ url }) => {
        if (url.pathname === '/login') return { body: { token: `session-key-${++logins}` } };
        lists++;
        if (lists === 1) return slow.promise;
        return lists === 2 ? { status: 401 } : {};
      },
      { username: 'anna', password: 'pass-word' },
    );
    const late = catchError(send());
    await flushPromises();
    await send();
    slow.resolve({ body: { error: 'session-key-1 and session-key-2 differ.' } });
    expect((await late).message).toBe('Acme: [redacted] and [redacted] differ.');
  });

  it('of a failed login contains neither user name nor password', async () => {
    const response = { status: 401, body: { error: 'anna-b with pass-word is rejected.' } };
    const send = createSender(() => response, { username: 'anna-b', password: 'pass-word' });
    expect((await catchError(send())).message).toBe('Acme: [redacted] with [redacted] is rejected.');
  });

  it('of a network error contains no URL', async () => {
    const provider = { ...acme, authorize: () => ({ ...get, query: { token: 'a-token' } }) };
    const reason = Object.assign(new Error('connect https://acme.test/things?token=a-token failed'), { code: 'ECONNRESET' });
    const fail = () => Promise.reject(reason);
    const clock = new ManualClock();
    const connection = new Connection(createTestAccount({ token: 'a-token' }, { provider }), createTestRuntime(fail, clock));
    const error = await catchError(clock.runUntilSettled(connection.send(get, body => body, { at: clock.now() + 20_000 })));
    expect(error.message).toBe('Acme: No connection (ECONNRESET). Check the network and the base URL.');
  });
});
