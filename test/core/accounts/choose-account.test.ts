// How a call chooses its account.
import { chooseAccount } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { account, acme } from '../acme.ts';
import { errorOf } from '../catch-error.ts';

const one = account(undefined, { name: 'one' });
const two = account(undefined, { name: 'two' });
const foreign = account(undefined, { name: 'foreign', provider: { ...acme, name: 'other', title: 'Other' } });

describe("a call's account", () => {
  it('is the only one of the provider where none is named', () => {
    expect(chooseAccount({ accounts: [foreign, one] }, acme, undefined)).toBe(one);
  });

  it('is the one of that exact name', () => {
    expect(chooseAccount({ accounts: [one, two] }, acme, 'two')).toBe(two);
    expect(chooseAccount({ accounts: [one] }, acme, 'one')).toBe(one);
  });

  it('must be named where there are several', async () => {
    const error = await errorOf(() => chooseAccount({ accounts: [one, two, foreign] }, acme, undefined));
    expect(error).toMatchObject({ code: 'input', message: 'Which account? Give "account": one, two.', details: { field: 'account' } });
  });

  it.each(['tow', 'foreign', 'TWO', ''])('is refused as %j, with the names that exist', async name => {
    const error = await errorOf(() => chooseAccount({ accounts: [one, two, foreign] }, acme, name));
    expect(error.code).toBe('input');
    expect(error.message).toContain(`Unknown Acme account "${name}"`);
    expect(error.message).toContain('Valid: one, two.');
  });

  it('is missing where there is none: what to set, and that the sandbox needs nothing', async () => {
    const error = await errorOf(() => chooseAccount({ accounts: [foreign] }, acme, 'one'));
    expect(error).toMatchObject({ code: 'config', details: { provider: 'acme' } });
    expect(error.message).toBe(
      'No Acme account is set up. Set ACME_TOKEN, or ACME_USERNAME and ACME_PASSWORD, or LINEKEEPER_ACCOUNTS; --sandbox needs nothing.',
    );
  });

  it('may be a broken one: its own operations say why', () => {
    const broken = account(undefined, { name: 'broken', baseUrl: '' });
    expect(chooseAccount({ accounts: [broken] }, acme, undefined)).toBe(broken);
  });
});
