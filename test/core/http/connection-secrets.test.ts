// No message holds a credential, whatever a provider says back.
import { Connection, type HttpAnswer, isRecord, LinekeeperError, quoted } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../../random.ts';
import { account, acme } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, open, outsideOf, type Reply, type Sent } from '../fake-network.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const get = { method: 'GET', path: '/things' } as const;

function asking(reply: (sent: Sent) => Reply | Promise<Reply>, settings: Record<string, string>, provider = acme) {
  const clock = new ManualClock();
  const { fetch } = network(reply);
  const connection = new Connection(account(settings, { provider }), outsideOf(fetch, clock));
  return () => connection.send(get, body => body, { at: clock.now() + 20_000 });
}

/** What is said when the provider repeats a text in its refusal. */
async function saidOf(text: string, settings: Record<string, string>, provider = acme): Promise<string> {
  const { message, sentence } = await errorOf(asking(() => ({ body: { error: text } }), settings, provider)());
  return `${message}\n${sentence}`;
}

/** A provider whose reader quotes what the answer repeats. */
const quoting = {
  ...acme,
  readError: ({ body }: HttpAnswer) => (isRecord(body) ? new LinekeeperError('input', `${quoted(body.error)} is refused.`) : undefined),
};

describe('a message', () => {
  it('holds no key, wherever the provider puts it', async () => {
    // No sentence of ours holds the first character.
    const key = fc.stringMatching(/^#[\x21-\x7e]{3,80}$/);
    const pad = fc.string({ maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(key, pad, pad, async (token, before, after) => {
        expect(await saidOf(before + token + after, { token })).not.toContain(token);
      }),
    );
    expect(await saidOf('the key abcd-1234 of abcd-1234 is old.', { token: 'abcd-1234' })).toContain(
      'the key [secret] of [secret] is old.',
    );
  });

  it('holds no part of a password that begins like the user name', async () => {
    const said = await saidOf('bad: anna / anna-and-more', { token: 'a-token', username: 'anna', password: 'anna-and-more' });
    expect(said).not.toContain('and-more');
  });

  it('holds no part of a key where the sentence was cut in the middle of it', async () => {
    const token = 'k3y-0123456789-abcdefghij-0123456789';
    const said = await saidOf(`${'x'.repeat(380)}${token}`, { token });
    expect(said).not.toContain('k3y-');
  });

  it('holds no part of a long key that was quoted shortly', async () => {
    const token = `k3y-${'0123456789'.repeat(8)}`;
    expect(await saidOf(token, { token }, quoting)).not.toContain('k3y-');
  });

  it('holds no password that was quoted', async () => {
    const password = 'pa"ss\\word';
    expect(await saidOf(password, { token: 'a-token', password }, quoting)).not.toContain('word');
  });

  it('holds no key of a session, also one that has been replaced', async () => {
    const slow = open<Reply>();
    let logins = 0;
    let asked = 0;
    const ask = asking(
      ({ url }) => {
        if (url.pathname === '/login') return { body: { token: `session-key-${++logins}` } };
        asked++;
        if (asked === 1) return slow.promise;
        return asked === 2 ? { status: 401 } : {};
      },
      { username: 'anna', password: 'pass-word' },
    );
    const late = errorOf(ask());
    await settle();
    await ask();
    slow.resolve({ body: { error: 'session-key-1 and session-key-2 differ.' } });
    expect((await late).message).toBe('Acme: [secret] and [secret] differ.');
  });

  it('of a failed login holds neither name nor password', async () => {
    const reply = { status: 401, body: { error: 'anna-b with pass-word is rejected.' } };
    const ask = asking(() => reply, { username: 'anna-b', password: 'pass-word' });
    expect((await errorOf(ask())).message).toBe('Acme: [secret] with [secret] is rejected.');
  });

  it('of the network holds no URL', async () => {
    const provider = { ...acme, authorize: () => ({ ...get, query: { token: 'a-token' } }) };
    const reason = Object.assign(new Error('connect https://acme.test/things?token=a-token failed'), { code: 'ECONNRESET' });
    const fail = () => Promise.reject(reason);
    const clock = new ManualClock();
    const connection = new Connection(account({ token: 'a-token' }, { provider }), outsideOf(fail, clock));
    const error = await errorOf(clock.until(connection.send(get, body => body, { at: clock.now() + 20_000 })));
    expect(error.message).toBe('Acme: No connection (ECONNRESET). Check the network and the base URL.');
  });
});
