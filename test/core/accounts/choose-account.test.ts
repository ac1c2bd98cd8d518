// The choice of an account for a tool call.

import { describe, expect, it } from 'vitest';
import { chooseAccount } from '../../../packages/core/src/accounts/choose-account.ts';
import { acme, createTestAccount } from '../acme.ts';
import { catchError } from '../catch-error.ts';

const one = createTestAccount(undefined, { name: 'one' });
const two = createTestAccount(undefined, { name: 'two' });
const foreign = createTestAccount(undefined, { name: 'foreign', provider: { ...acme, name: 'other', title: 'Other' } });

describe('the account of a tool call', () => {
  it('is the only one of the provider if none is named', () => {
    expect(chooseAccount({ accounts: [foreign, one] }, acme, undefined)).toBe(one);
  });

  it('is the one of that exact name', () => {
    expect(chooseAccount({ accounts: [one, two] }, acme, 'two')).toBe(two);
    expect(chooseAccount({ accounts: [one] }, acme, 'one')).toBe(one);
  });

  it('must be named if there are several', async () => {
    const error = await catchError(() => chooseAccount({ accounts: [one, two, foreign] }, acme, undefined));
    expect(error).toMatchObject({ code: 'input', message: 'Which account? Give "account": one, two.', details: { field: 'account' } });
  });

  it.each(['tow', 'foreign', 'TWO', ''])('is rejected as %j, with the valid names', async name => {
    const error = await catchError(() => chooseAccount({ accounts: [one, two, foreign] }, acme, name));
    expect(error.code).toBe('input');
    expect(error.message).toContain(`Unknown Acme account "${name}"`);
    expect(error.message).toContain('Valid: one, two.');
  });

  it('is missing: the error names the variables to set, and the sandbox', async () => {
    const error = await catchError(() => chooseAccount({ accounts: [foreign] }, acme, 'one'));
    expect(error).toMatchObject({ code: 'config', details: { provider: 'acme' } });
    expect(error.message).toBe(
      'No Acme account is set up. Set ACME_TOKEN, or ACME_USERNAME and ACME_PASSWORD, or LINEKEEPER_ACCOUNTS; --sandbox needs nothing.',
    );
  });

  it('may be one with a config error, which its operations then report', () => {
    const broken = createTestAccount(undefined, { name: 'broken', baseUrl: '' });
    expect(chooseAccount({ accounts: [broken] }, acme, undefined)).toBe(broken);
  });
});
