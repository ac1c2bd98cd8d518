// Accounts from plain variables and from JSON: valid, with a config error, or absent.
import { type Account, readAccounts } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { acme } from '../acme.ts';
import { catchError } from '../catch-error.ts';

const other = { ...acme, name: 'other', title: 'Other' };
const read = (environment: Record<string, string | undefined>, list?: unknown): Account[] =>
  readAccounts(environment, [acme, other], list === undefined ? undefined : { source: 'LINEKEEPER_ACCOUNTS', value: list });
const configErrorOf = (environment: Record<string, string | undefined>, list?: unknown) => read(environment, list)[0]?.configError?.message;

describe('an account from plain variables', () => {
  it('is named after its provider, one per provider', () => {
    const accounts = read({ ACME_TOKEN: 'abcd', OTHER_USERNAME: 'anna', OTHER_PASSWORD: 'pw', HOME: '/', ACMETOKEN: 'x' });
    expect(accounts.map(({ name, provider }) => [name, provider.name])).toEqual([
      ['acme', 'acme'],
      ['other', 'other'],
    ]);
    expect(accounts.every(({ configError }) => configError === undefined)).toBe(true);
  });

  it('is absent if nothing is set; an empty variable counts as unset', () => {
    expect(read({})).toEqual([]);
    expect(read({ ACME_TOKEN: '', ACME_USERNAME: '  ', ACME_REGION: undefined })).toEqual([]);
  });

  it('has the settings of its provider, trimmed and validated', () => {
    const [found] = read({ ACME_TOKEN: ' abcd\n', ACME_REGION: 'south', ACME_USER_ID: '17', ACME_COUNTRY: 'dk' });
    expect(found?.settings).toEqual({ token: 'abcd', region: 'south', user_id: 17, country: 'DK' });
    expect(found?.baseUrl).toBe('https://south.acme.example');
  });

  it('keeps the path of its base URL, without trailing slashes', () => {
    const [found] = read({ ACME_TOKEN: 'abcd', ACME_BASE_URL: 'https://proxy.example/acme/v2//' });
    expect(found?.baseUrl).toBe('https://proxy.example/acme/v2');
  });

  it('lists every credential, for redaction', () => {
    const [found] = read({ ACME_TOKEN: 'abcd', ACME_USERNAME: 'anna', ACME_PASSWORD: 'pw', ACME_COUNTRY: 'DK' });
    expect(found?.secrets.toSorted()).toEqual(['abcd', 'anna', 'pw']);
    const [broken] = read({ ACME_PASSWORD: 'pw' });
    expect(broken?.secrets).toEqual(['pw']);
  });
});

describe('an account with missing or invalid settings', () => {
  it.each([
    [{ ACME_USERNAME: 'anna' }, 'ACME_PASSWORD is not set.'],
    [{ ACME_PASSWORD: 'hunter22' }, 'ACME_USERNAME is not set.'],
    [{ ACME_REGION: 'north' }, 'No credentials. Set ACME_TOKEN, or ACME_USERNAME and ACME_PASSWORD.'],
    [{ ACME_TOKEN: 'hunter 22' }, 'ACME_TOKEN contains a character that is not allowed in a key.'],
    [{ ACME_TOKEN: 'hunter22', ACME_REGION: 'hunter22' }, 'ACME_REGION must be one of north, south.'],
    [{ ACME_TOKEN: 'hunter22', ACME_USER_ID: 'hunter22' }, 'ACME_USER_ID has the wrong type.'],
    [{ ACME_TOKEN: 'hunter22', ACME_COUNTRY: 'hunter22' }, 'ACME_COUNTRY must be a two-letter country code.'],
    [{ ACME_TOKEN: 'hunter22', ACME_COUNTRY: 'uk' }, 'ACME_COUNTRY must be the ISO code of a country: did you mean GB?'],
    [{ ACME_TOKEN: 'hunter22', ACME_COUNTRY: 'ZZ' }, 'ACME_COUNTRY must be the ISO code of a country, such as DK or GB.'],
    [
      { ACME_TOKEN: 'hunter22', ACME_BASE_URL: 'http://hunter22.example' },
      'ACME_BASE_URL must be an https: URL without user, query or fragment; http: is for loopback addresses only.',
    ],
  ])('from %j has a config error that says why', (environment, message) => {
    expect(configErrorOf(environment)).toBe(message);
    expect(message).not.toContain('hunter');
  });

  it('of JSON is broken in the words of its JSON', () => {
    expect(configErrorOf({}, [{ name: 'one', provider: 'acme', username: 'anna' }])).toBe('"password" is not set.');
    expect(configErrorOf({}, [{ name: 'one', provider: 'acme' }])).toBe('No credentials. Set "token", or "username" and "password".');
    expect(configErrorOf({}, [{ name: 'one', provider: 'acme', token: 1234 }])).toBe('"token" has the wrong type.');
  });

  it.each(['token', 'username', 'base_url', 'user_id', 'country', 'region'])('says that %s is a placeholder', key => {
    for (const placeholder of ['<your-value>', '{{value}}', '$' + '{user_config.value}', 'YOUR_VALUE_HERE']) {
      const values = { token: 'hunter22', [key]: placeholder };
      const problem = 'is a placeholder that was not filled in. Set it to the real value, or leave it empty.';
      const variables = Object.fromEntries(Object.entries(values).map(([name, value]) => [`ACME_${name.toUpperCase()}`, value]));
      expect(configErrorOf(variables)).toBe(`ACME_${key.toUpperCase()} ${problem}`);
      expect(configErrorOf({}, [{ name: 'one', provider: 'acme', ...values }])).toBe(`"${key}" ${problem}`);
    }
  });

  it('leaves the others working, and is itself a `config` error', () => {
    const [broken, whole] = read({ ACME_USERNAME: 'anna', OTHER_TOKEN: 'abcd' });
    expect(broken?.configError).toMatchObject({ code: 'config', details: { account: 'acme', provider: 'acme' } });
    expect(broken?.settings).toEqual({});
    expect(whole?.configError).toBeUndefined();
  });
});

describe('accounts of JSON', () => {
  it('may be any number, in addition to those from variables', () => {
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

  it('keep a password exactly, spaces included', () => {
    const [found] = read({}, [{ name: 'one', provider: 'acme', username: 'anna', password: ' p w ' }]);
    expect(found?.settings.password).toBe(' p w ');
  });
});

describe('the configuration', () => {
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
    [['hunter22'], 'account 1 must be an object'],
    [[null], 'account 1 must be an object'],
    [{ accounts: [good] }, 'LINEKEEPER_ACCOUNTS must be a JSON array'],
    ['hunter22', 'LINEKEEPER_ACCOUNTS must be a JSON array'],
  ])('%j is rejected without repeating a credential', async (list, message) => {
    const error = await catchError(() => read({ ACME_TOKEN: 'abcd' }, list));
    expect(error.code).toBe('config');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('hunter');
  });

  it.each(['', '[', '[{"token":"hunter22"]', 'hunter22', "[{'name': 1}]"])(
    'that is the invalid JSON %j is rejected without repeating it',
    async text => {
      const error = await catchError(() => readAccounts({}, [acme], { source: 'The file', text }));
      expect(error.message).toMatch(/^The file is not valid JSON( \(line 1, column \d+\))?\. It must be an array: /);
      expect(error.message).not.toContain('hunter');
    },
  );

  it('that is invalid JSON is reported with line and column', async () => {
    const error = await catchError(() =>
      readAccounts({}, [acme], { source: 'The file', text: '[\n  {"token": "hunter22" "name": "one"}\n]' }),
    );
    expect(error.message).toContain('The file is not valid JSON (line 2, column 24).');
  });
});
