// Credential rotation: a key that changes at the provider and in the secret fails no tool call.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { startFakeAws } from './aws.ts';
import { startFunction } from './functions.ts';

const sandbox = await startSandbox({ latencyMs: 3 });
afterAll(() => sandbox.close());
const services = await startFakeAws();

/** The accounts secret with other keys, by provider. */
function createAccountsText(keys: Readonly<Record<string, string>>): string {
  return JSON.stringify(
    sandbox.accounts.map(account => {
      const key = keys[account.provider];
      if (key === undefined) return account;
      return 'token' in account
        ? { ...account, token: key }
        : 'access_token' in account
          ? { ...account, access_token: key }
          : { ...account, api_key: key };
    }),
  );
}

describe('a rotation', () => {
  it.each([
    ['exolve', 'exolve_list_sip_ids', 'rotated-exolve-key-1'],
    ['callgear', 'callgear_list_sip_lines', 'rotated-callgear-token-1'],
    ['telecomx', 'telecomx_list_sip_phones', 'rotated-telecomx-token-1'],
  ] as const)('of %s fails no tool call, neither for one account nor for all', async (provider, name, key) => {
    services.secrets.set('linekeeper/accounts', createAccountsText({}));
    const tool = await startFunction('tool', services.environment);
    const results: object[] = [];
    for (let index = 0; index < 30; index++) {
      if (index === 15) {
        sandbox.rotateCredential(provider, key);
        services.secrets.set('linekeeper/accounts', createAccountsText({ [provider]: key }));
      }
      results.push(await tool.invoke(index % 5 === 4 ? { tool: 'list_lines', input: { limit: 5 } } : { tool: name, input: { limit: 5 } }));
    }
    expect(results.filter(result => 'error' in result)).toEqual([]);
    const outcomes = results.flatMap(result => ('accounts' in result ? (result.accounts as { outcome: string }[]) : []));
    expect(outcomes.filter(({ outcome }) => !['complete', 'not_read'].includes(outcome))).toEqual([]);
    // Read once at first, and once after the rotation.
    expect(services.requestTargets.filter(target => target === 'secretsmanager.GetSecretValue')).toHaveLength(2);
    services.requestTargets.length = 0;
    sandbox.rotateCredential(
      provider,
      { telecomx: 'sandbox-telecomx-token', callgear: 'sandbox-callgear-token', exolve: 'sandbox-exolve-key' }[provider],
    );
  });

  it('of a secret that is stored as binary works as well', async () => {
    services.secrets.set('linekeeper/accounts', Buffer.from(createAccountsText({})));
    const tool = await startFunction('tool', services.environment);
    expect(await tool.invoke({ tool: 'exolve_list_numbers', input: { limit: 1 } })).toMatchObject({ returned: 1 });
  });

  it('that is not in the secret yet is an auth error, until the secret is updated', async () => {
    services.secrets.set('linekeeper/accounts', createAccountsText({}));
    const tool = await startFunction('tool', services.environment);
    sandbox.rotateCredential('exolve', 'rotated-exolve-key-2');
    expect(await tool.invoke({ tool: 'exolve_list_numbers' })).toMatchObject({ error: { code: 'auth', account: 'kazan' } });
    services.secrets.set('linekeeper/accounts', createAccountsText({ exolve: 'rotated-exolve-key-2' }));
    expect(await tool.invoke({ tool: 'exolve_list_numbers', input: { limit: 1 } })).toMatchObject({ returned: 1 });
    sandbox.rotateCredential('exolve', 'sandbox-exolve-key');
  });

  it('while Secrets Manager is down leaves the cached accounts in use', async () => {
    services.secrets.set('linekeeper/accounts', createAccountsText({}));
    const tool = await startFunction('tool', services.environment);
    await tool.invoke({ tool: 'list_accounts' });
    services.errors.set('secretsmanager.GetSecretValue', { status: 500, type: 'InternalServiceError' });
    sandbox.rotateCredential('exolve', 'rotated-exolve-key-3');
    const { accounts } = (await tool.invoke({ tool: 'list_accounts' })) as { accounts: { account: string; state: string }[] };
    expect(accounts.map(({ account, state }) => [account, state])).toEqual([
      ['copenhagen', 'ready'],
      ['moscow', 'ready'],
      ['kazan', 'rejected'],
    ]);
    services.errors.clear();
    sandbox.rotateCredential('exolve', 'sandbox-exolve-key');
  });
});
