// The credentials of a process: found in every response, however many accounts log in, and however a number writes them.
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../packages/core/src/http/connection.ts';
import { KnownSecrets } from '../../../packages/core/src/http/known-secrets.ts';
import { createTestAccount } from '../acme.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

describe('the tokens of many sessions', () => {
  const tokens = Array.from({ length: 300 }, (_, index) => `session-token-${index}-of-acme`);
  const secrets = new KnownSecrets();
  secrets.addAccount(createTestAccount({ token: 'key-of-acme-in-use' }));
  for (const token of tokens) secrets.addSessionToken({ token, expiresInMs: 60_000 });

  it('are all found, and so are the credentials', () => {
    for (const secret of [...tokens, 'key-of-acme-in-use']) {
      expect(secrets.forRows.isIn(`"${secret}"`)).toBe(true);
      expect(secrets.forRows.redact(`of ${secret}!`)).toBe('of [redacted]!');
      expect(secrets.forErrors.redact(`of ${secret}!`)).toBe('of [redacted]!');
    }
  });

  it('are found beside each other and beside a credential', () => {
    expect(secrets.forRows.redact(`${tokens[0]} ${tokens[299]} key-of-acme-in-use`)).toBe('[redacted] [redacted] [redacted]');
  });
});

describe('a credential of digits', () => {
  const read = (body: string, token: string) => {
    const clock = new ManualClock();
    const { fetch } = createFakeNetwork(() => ({ body }));
    const connection = new Connection(createTestAccount({ token }), createTestRuntime(fetch, clock));
    return connection.send({ method: 'GET', path: '/things' }, value => value, { at: clock.now() + 20_000 });
  };

  it.each(['98765432101', '9.8765432101e10', '9876543210.1e1', '987654321010E-1', '98765432101.0', '0.98765432101e+11'])(
    'is not shown where a number writes it as %s',
    async number => {
      expect(await read(`{"rows": [{"n": ${number}}, {"n":${number}}], "m": [${number}]}`, '98765432101')).toEqual({
        rows: [{ n: '[redacted]' }, { n: '[redacted]' }],
        m: ['[redacted]'],
      });
    },
  );

  it('leaves other numbers with an exponent as they are', async () => {
    expect(await read('{"n": 1.5e3, "id": "4e5f"}', '98765432101')).toEqual({ n: 1500, id: '4e5f' });
  });
});
