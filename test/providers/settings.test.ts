// The providers' settings: variables, base URLs, countries and default arguments of accounts.
import { type Account, readAccounts } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { getProvider } from './harness.ts';

function readAccount(environment: Record<string, string>): Account {
  const [account] = readAccounts(environment, providers);
  if (account === undefined) throw new Error('no account');
  return account;
}
const getCountry = ({ provider, settings }: Account) => provider.country(settings);

const callgear = { CALLGEAR_ACCESS_TOKEN: 'fixture-key-0001' };
const telecomx = { TELECOMX_TOKEN: 'fixture-token-0001' };
const exolve = { EXOLVE_API_KEY: 'fixture-key-0001' };

describe('the variables', () => {
  const variables: Record<string, readonly string[]> = {
    callgear: ['access_token', 'login', 'password', 'brand', 'base_url', 'user_id', 'country'],
    telecomx: ['token', 'username', 'password', 'base_url', 'token_in', 'customer', 'country'],
    exolve: ['api_key', 'base_url', 'country'],
  };

  it.each(Object.keys(variables))('of %s are the documented ones', name => {
    expect(Object.keys(getProvider(name).settings.shape).sort()).toEqual([...(variables[name] ?? [])].sort());
  });

  it.each([
    ['CALLGEAR_LOGIN', { CALLGEAR_LOGIN: 'planted-login' }, 'CALLGEAR_PASSWORD'],
    ['TELECOMX_PASSWORD', { TELECOMX_PASSWORD: 'planted-password' }, 'TELECOMX_USERNAME'],
    ['EXOLVE_COUNTRY', { EXOLVE_COUNTRY: 'ru' }, 'EXOLVE_API_KEY'],
    ['CALLGEAR_BRAND', { CALLGEAR_BRAND: 'uis' }, 'CALLGEAR_ACCESS_TOKEN'],
  ])('with only %s create an account with a problem that says what is missing', (_name, environment, missing) => {
    const { configError } = readAccount(environment);
    expect(configError).toMatchObject({ code: 'config' });
    expect(configError?.message).toContain(missing);
    expect(configError?.message).not.toContain('planted');
  });

  it.each([
    [{ ...callgear, CALLGEAR_BRAND: 'planted' }, /CALLGEAR_BRAND must be one of callgear, uis, comagic, novofon/],
    [{ ...callgear, CALLGEAR_USER_ID: 'planted' }, /CALLGEAR_USER_ID/],
    [{ ...callgear, CALLGEAR_USER_ID: '-17' }, /CALLGEAR_USER_ID/],
    [{ ...callgear, CALLGEAR_USER_ID: '1.5' }, /CALLGEAR_USER_ID/],
    [{ CALLGEAR_ACCESS_TOKEN: 'planted key with spaces' }, /CALLGEAR_ACCESS_TOKEN/],
    [{ ...telecomx, TELECOMX_TOKEN_IN: 'planted' }, /TELECOMX_TOKEN_IN must be one of query, header/],
    [{ ...telecomx, TELECOMX_COUNTRY: 'planted' }, /TELECOMX_COUNTRY must be a two-letter country code/],
    [{ EXOLVE_API_KEY: 'planted\nkey' }, /EXOLVE_API_KEY/],
    [{ ...exolve, EXOLVE_BASE_URL: 'http://planted.example' }, /EXOLVE_BASE_URL must be an https: URL/],
  ])('%j create an account with a problem, without the value', (environment, words) => {
    const { configError } = readAccount(environment);
    expect(configError?.message).toMatch(words);
    expect(configError?.message).not.toContain('planted');
  });
});

describe('a user_id in JSON', () => {
  const read = (user_id: unknown) => {
    const entry = { name: 'moscow', provider: 'callgear', access_token: 'fixture-key-0001', user_id };
    return readAccounts({}, providers, { source: 'The test', value: [entry] })[0];
  };

  it.each([17, '17', ' 17 '])('may be %j', userId => {
    expect(read(userId)?.settings.user_id).toBe(17);
  });

  it.each([true, [17], '0x11', '1e3', 0, -1, 1.5, {}])('may not be %j', userId => {
    expect(read(userId)?.configError).toMatchObject({ code: 'config' });
  });
});

describe('a base URL', () => {
  it.each([
    ['callgear', {}, 'https://dataapi.callgear.com/v2.0'],
    ['callgear', { CALLGEAR_BRAND: 'callgear' }, 'https://dataapi.callgear.com/v2.0'],
    ['uis', { CALLGEAR_BRAND: 'uis' }, 'https://dataapi.uiscom.ru/v2.0'],
    ['comagic', { CALLGEAR_BRAND: 'comagic' }, 'https://dataapi.comagic.ru/v2.0'],
    ['novofon', { CALLGEAR_BRAND: 'novofon' }, 'https://dataapi-jsonrpc.novofon.ru/v2.0'],
    ['any brand', { CALLGEAR_BRAND: 'uis', CALLGEAR_BASE_URL: 'https://proxy.example/telephony/' }, 'https://proxy.example/telephony'],
  ])('of %s with %j is %s', (_brand, environment, baseUrl) => {
    expect(readAccount({ ...callgear, ...environment }).baseUrl).toBe(baseUrl);
  });

  it.each([
    [telecomx, 'https://api.telecomx.dk'],
    [exolve, 'https://api.exolve.ru'],
    [{ ...telecomx, TELECOMX_BASE_URL: 'http://127.0.0.1:8080/telecomx' }, 'http://127.0.0.1:8080/telecomx'],
  ])('of %j is %s', (environment, baseUrl) => {
    expect(readAccount(environment).baseUrl).toBe(baseUrl);
  });
});

describe('a country', () => {
  it.each([
    [callgear, undefined],
    [{ ...callgear, CALLGEAR_BRAND: 'uis' }, 'RU'],
    [{ ...callgear, CALLGEAR_BRAND: 'comagic' }, 'RU'],
    [{ ...callgear, CALLGEAR_BRAND: 'novofon' }, 'RU'],
    [{ ...callgear, CALLGEAR_BRAND: 'uis', CALLGEAR_COUNTRY: 'kz' }, 'KZ'],
    [{ ...callgear, CALLGEAR_COUNTRY: 'ae' }, 'AE'],
    [telecomx, 'DK'],
    [{ ...telecomx, TELECOMX_COUNTRY: 'Se' }, 'SE'],
    [exolve, 'RU'],
    [{ ...exolve, EXOLVE_COUNTRY: 'BY' }, 'BY'],
  ])('of %j is %s', (environment, country) => {
    expect(getCountry(readAccount(environment))).toBe(country);
  });
});

describe('the default arguments of an account', () => {
  const applyDefaults = (environment: Record<string, string>, input: Record<string, unknown>) => {
    const { provider, settings } = readAccount(environment);
    return provider.applyDefaults(input, settings);
  };

  it.each([
    [{ status: 'active' }, { status: 'active', user_id: 17 }],
    [{ user_id: 18 }, { user_id: 18 }],
  ])("have CallGear's user, unless overridden by %j", (input, expected) => {
    expect(applyDefaults({ ...callgear, CALLGEAR_USER_ID: '17' }, input)).toEqual(expected);
    expect(applyDefaults(callgear, input)).toEqual(input);
  });

  it.each([
    [{}, { customer: 'AAAA' }],
    [{ customer: 'BBBB' }, { customer: 'BBBB' }],
    [{ reseller: 'CCCC' }, { reseller: 'CCCC' }],
    [
      { reseller: 'CCCC', customer: 'BBBB' },
      { reseller: 'CCCC', customer: 'BBBB' },
    ],
  ])("have Telecom X's customer, unless overridden by %j", (input, expected) => {
    expect(applyDefaults({ ...telecomx, TELECOMX_CUSTOMER: 'AAAA' }, input)).toEqual(expected);
    expect(applyDefaults(telecomx, input)).toEqual(input);
  });

  it('are empty for Exolve', () => {
    expect(applyDefaults(exolve, { username_filter: '883140' })).toEqual({ username_filter: '883140' });
  });
});
