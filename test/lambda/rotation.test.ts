// A key that is rotated at the provider and in the secret while calls run: nobody notices.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { aws } from './aws.ts';
import { functionNamed } from './functions.ts';

const sandbox = await startSandbox({ latencyMs: 3 });
afterAll(() => sandbox.close());
const services = await aws();

/** The accounts of the secret with other keys. */
function secretWith(keys: Readonly<Record<string, string>>): string {
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
  ] as const)('of %s fails no call, of one account or of all', async (provider, name, key) => {
    services.secrets.set('linekeeper/accounts', secretWith({}));
    const tool = await functionNamed('tool', services.environment);
    const answers: object[] = [];
    for (let call = 0; call < 30; call++) {
      if (call === 15) {
        sandbox.rotate(provider, key);
        services.secrets.set('linekeeper/accounts', secretWith({ [provider]: key }));
      }
      answers.push(await tool.invoke(call % 5 === 4 ? { tool: 'list_lines', input: { limit: 5 } } : { tool: name, input: { limit: 5 } }));
    }
    expect(answers.filter(answer => 'error' in answer)).toEqual([]);
    const outcomes = answers.flatMap(answer => ('accounts' in answer ? (answer.accounts as { outcome: string }[]) : []));
    expect(outcomes.filter(({ outcome }) => outcome !== 'complete')).toEqual([]);
    // Read at the beginning, and once more.
    expect(services.calls.filter(call => call === 'secretsmanager.GetSecretValue')).toHaveLength(2);
    services.calls.length = 0;
    sandbox.rotate(
      provider,
      { telecomx: 'sandbox-telecomx-token', callgear: 'sandbox-callgear-token', exolve: 'sandbox-exolve-key' }[provider],
    );
  });

  it('that the secret does not know of is an auth error, and the next call after it is mended is fine', async () => {
    services.secrets.set('linekeeper/accounts', secretWith({}));
    const tool = await functionNamed('tool', services.environment);
    sandbox.rotate('exolve', 'rotated-exolve-key-2');
    expect(await tool.invoke({ tool: 'exolve_list_numbers' })).toMatchObject({ error: { code: 'auth', account: 'kazan' } });
    services.secrets.set('linekeeper/accounts', secretWith({ exolve: 'rotated-exolve-key-2' }));
    expect(await tool.invoke({ tool: 'exolve_list_numbers', input: { limit: 1 } })).toMatchObject({ returned: 1 });
    sandbox.rotate('exolve', 'sandbox-exolve-key');
  });

  it('meets a service that is down: what was read last still serves', async () => {
    services.secrets.set('linekeeper/accounts', secretWith({}));
    const tool = await functionNamed('tool', services.environment);
    await tool.invoke({ tool: 'list_accounts' });
    services.refusals.set('secretsmanager.GetSecretValue', { status: 500, type: 'InternalServiceError' });
    sandbox.rotate('exolve', 'rotated-exolve-key-3');
    const { accounts } = (await tool.invoke({ tool: 'list_accounts' })) as { accounts: { account: string; state: string }[] };
    expect(accounts.map(({ account, state }) => [account, state])).toEqual([
      ['copenhagen', 'ready'],
      ['moscow', 'ready'],
      ['kazan', 'rejected'],
    ]);
    services.refusals.clear();
    sandbox.rotate('exolve', 'sandbox-exolve-key');
  });
});
