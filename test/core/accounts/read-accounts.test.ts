// Accounts from plain variables and from JSON: configured, broken or absent.
import { type Account, readAccounts } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { acme } from '../acme.ts';
import { errorOf } from '../catch-error.ts';

const other = { ...acme, name: 'other', title: 'Other' };
const read = (environment: Record<string, string | undefined>, list?: unknown): Account[] =>
  readAccounts(environment, [acme, other], list === undefined ? undefined : { source: 'LINEKEEPER_ACCOUNTS', text: JSON.stringify(list) });
const problemOf = (environment: Record<string, string | undefined>, list?: unknown) => read(environment, list)[0]?.problem?.message;

describe('an account of plain variables', () => {
  it('is named after its provider, and one a provider', () => {
    const accounts = read({ ACME_TOKEN: 'abcd', OTHER_USERNAME: 'anna', OTHER_PASSWORD: 'pw', HOME: '/', ACMETOKEN: 'x' });
    expect(accounts.map(({ name, provider }) => [name, provider.name])).toEqual([
      ['acme', 'acme'],
      ['other', 'other'],
    ]);
    expect(accounts.every(({ problem }) => problem === undefined)).toBe(true);
  });

  it('is absent where nothing is set: an empty variable is an unset one', () => {
    expect(read({})).toEqual([]);
    expect(read({ ACME_TOKEN: '', ACME_USERNAME: '  ', ACME_REGION: undefined })).toEqual([]);
  });

  it('takes the settings that its provider has, trimmed and checked', () => {
    const [found] = read({ ACME_TOKEN: ' abcd\n', ACME_REGION: 'south', ACME_USER_ID: '17', ACME_COUNTRY: 'dk' });
    expect(found?.settings).toEqual({ token: 'abcd', region: 'south', user_id: 17, country: 'DK' });
    expect(found?.baseUrl).toBe('https://south.acme.example');
  });

  it('keeps the path of its base URL, without the last slash', () => {
    const [found] = read({ ACME_TOKEN: 'abcd', ACME_BASE_URL: 'https://proxy.example/acme/v2//' });
    expect(found?.baseUrl).toBe('https://proxy.example/acme/v2');
  });

  it('knows every credential that was given, to keep them out of messages', () => {
    const [found] = read({ ACME_TOKEN: 'abcd', ACME_USERNAME: 'anna', ACME_PASSWORD: 'pw', ACME_COUNTRY: 'DK' });
    expect(found?.secrets.toSorted()).toEqual(['abcd', 'anna', 'pw']);
    const [broken] = read({ ACME_PASSWORD: 'pw' });
    expect(broken?.secrets).toEqual(['pw']);
  });
});

describe('a half-set account', () => {
  it.each([
    [{ ACME_USERNAME: 'anna' }, 'Account "acme": ACME_PASSWORD is not set.'],
    [{ ACME_PASSWORD: 'hunter22' }, 'Account "acme": ACME_USERNAME is not set.'],
    [{ ACME_REGION: 'north' }, 'Account "acme": no credentials. Set ACME_TOKEN, or ACME_USERNAME and ACME_PASSWORD.'],
    [{ ACME_TOKEN: 'hunter 22' }, 'Account "acme": ACME_TOKEN contains a character that no key has.'],
    [{ ACME_TOKEN: 'hunter22', ACME_REGION: 'hunter22' }, 'Account "acme": ACME_REGION must be one of north, south.'],
    [{ ACME_TOKEN: 'hunter22', ACME_USER_ID: 'hunter22' }, 'Account "acme": ACME_USER_ID has the wrong type.'],
    [{ ACME_TOKEN: 'hunter22', ACME_COUNTRY: 'hunter22' }, 'Account "acme": ACME_COUNTRY must be a country code of two letters.'],
    [
      { ACME_TOKEN: 'hunter22', ACME_BASE_URL: 'http://hunter22.example' },
      'Account "acme": ACME_BASE_URL must be an https: URL without user, query or fragment; http: is for loopback addresses only.',
    ],
  ])('of %j is broken and says why', (environment, message) => {
    expect(problemOf(environment)).toBe(message);
    expect(message).not.toContain('hunter');
  });

  it('of JSON is broken in the words of its JSON', () => {
    expect(problemOf({}, [{ name: 'one', provider: 'acme', username: 'anna' }])).toBe('Account "one": "password" is not set.');
    expect(problemOf({}, [{ name: 'one', provider: 'acme' }])).toBe(
      'Account "one": no credentials. Set "token", or "username" and "password".',
    );
    expect(problemOf({}, [{ name: 'one', provider: 'acme', token: 1234 }])).toBe('Account "one": "token" has the wrong type.');
  });

  it('leaves the others working, and is itself a `config` error', () => {
    const [broken, whole] = read({ ACME_USERNAME: 'anna', OTHER_TOKEN: 'abcd' });
    expect(broken?.problem).toMatchObject({ code: 'config', details: { account: 'acme', provider: 'acme' } });
    expect(broken?.settings).toEqual({});
    expect(whole?.problem).toBeUndefined();
  });
});

describe('accounts of JSON', () => {
  it('are any number, and add up with the variables', () => {
    const list = [
      { name: 'one', provider: 'acme', token: 'abcd', user_id: 17 },
      { name: 'two-2', provider: 'acme', username: 'anna', password: 'pw', region: '', country: null },
    ];
    expect(read({ ACME_TOKEN: 'abcd' }, list).map(({ name, settings }) => [name, settings])).toEqual([
      ['acme', { token: 'abcd' }],
      ['one', { token: 'abcd', user_id: 17 }],
      ['two-2', { username: 'anna', password: 'pw' }],
    ]);
    expect(read({}, [])).toEqual([]);
  });

  it('hold a password exactly, its spaces too', () => {
    const [found] = read({}, [{ name: 'one', provider: 'acme', username: 'anna', password: ' p w ' }]);
    expect(found?.settings.password).toBe(' p w ');
  });
});

describe('a start', () => {
  const good = { name: 'one', provider: 'acme', token: 'hunter22' };

  it.each([
    [[good, { ...good }], 'Two accounts are named "one"'],
    [[{ ...good, name: 'acme' }], 'Two accounts are named "acme"'],
    [[good, { ...good, name: 'two', tokn: 'hunter22' }], 'LINEKEEPER_ACCOUNTS, account 2: Unknown key "tokn": did you mean token?'],
    [[{ ...good, provider: 'acne' }], 'account 1: "provider" must be one of acme, other'],
    [[{ ...good, provider: undefined }], '"provider" must be one of'],
    [[{ ...good, name: undefined }], '"name" must be 1 to 32 characters'],
    [[{ ...good, name: 'One' }], '"name" must be 1 to 32 characters'],
    [[{ ...good, name: '' }], '"name" must be 1 to 32 characters'],
    [[{ ...good, name: 'x'.repeat(33) }], '"name" must be 1 to 32 characters'],
    [[{ ...good, name: 'one\n' }], '"name" must be 1 to 32 characters'],
    [['hunter22'], 'account 1: an account is an object'],
    [[null], 'account 1: an account is an object'],
    [{ accounts: [good] }, 'LINEKEEPER_ACCOUNTS must be a JSON list'],
    ['hunter22', 'LINEKEEPER_ACCOUNTS must be a JSON list'],
  ])('with %j stops with one clear sentence', async (list, message) => {
    const error = await errorOf(() => read({ ACME_TOKEN: 'abcd' }, list));
    expect(error.code).toBe('config');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('hunter');
  });

  it.each(['', '[', '[{"token":"hunter22"]', 'hunter22', "[{'name': 1}]"])(
    'with the broken JSON %j stops, and does not repeat it',
    async text => {
      const error = await errorOf(() => readAccounts({}, [acme], { source: 'The file', text }));
      expect(error.message).toMatch(/^The file is not valid JSON( \(line 1, column \d+\))?\. It must be a list: /);
      expect(error.message).not.toContain('hunter');
    },
  );

  it('with broken JSON says where it breaks, as far as the engine tells', async () => {
    const error = await errorOf(() =>
      readAccounts({}, [acme], { source: 'The file', text: '[\n  {"token": "hunter22" "name": "one"}\n]' }),
    );
    expect(error.message).toContain('The file is not valid JSON (line 2, column 24).');
  });
});
