// `list_accounts`: the state, capabilities and quota of each account.
import { capabilities, hasCapability } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askQuestion, catchError, runTool, startQuestionSandbox } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;
const list = async (at: readonly object[] = accounts, more = {}) => (await askQuestion('list_accounts', {}, at, more)).accounts;
const getStates = (listed: Awaited<ReturnType<typeof list>>) => listed.map(({ account, state }) => `${account} ${state}`);

describe('the list of accounts', () => {
  it('names account, provider, brand and state', async () => {
    expect(await list()).toMatchObject([
      { account: 'copenhagen', provider: 'telecomx', state: 'ready' },
      { account: 'moscow', provider: 'callgear', brand: 'uis', state: 'ready' },
      { account: 'kazan', provider: 'exolve', state: 'ready' },
    ]);
    expect((await list())[0]).not.toHaveProperty('brand');
  });

  it('lists every capability, with the kinds of line that it is reported for', async () => {
    const [copenhagen, moscow, kazan] = await list();
    expect(copenhagen?.capabilities).toMatchObject({
      registration: ['sip_trunk', 'sip_phone'],
      fees: [],
      billing: [],
      emergency: ['sip_trunk'],
      failover: ['sip_trunk'],
    });
    expect(moscow?.capabilities).toMatchObject({ billing: ['sip_line', 'virtual_number'], fees: [], owner: ['sip_line'] });
    expect(kazan?.capabilities).toMatchObject({ registration: [], owner: [], fees: ['sip_id', 'number'] });
    expect(Object.keys(copenhagen?.capabilities ?? {})).toEqual(Object.keys(kazan?.capabilities ?? {}));
    const reported = new Set(capabilities.filter(name => operations.some(({ facts = {} }) => hasCapability(facts, name))));
    expect(new Set(Object.keys(kazan?.capabilities ?? {}))).toEqual(reported);
  });

  it('shows the remaining quota of CallGear', async () => {
    const limited = await startSandbox({ callGearLimits: { minute: 40 }, now: () => 1_700_000_010_000 });
    onTestFinished(() => limited.close());
    const [, moscow, kazan] = await list(limited.accounts);
    // 1,700,000,010 s is 50 s into its minute.
    expect(moscow?.quota).toMatchObject({ remaining: 39, reset_s: 30 });
    expect(kazan).not.toHaveProperty('quota');
  });

  it('shows the daily limit when it is used up', async () => {
    const limited = await startSandbox({ callGearLimits: { day: 0 } });
    onTestFinished(() => limited.close());
    const [, moscow] = await list(limited.accounts);
    expect(moscow).toMatchObject({ error: expect.stringMatching(/day/) });
    expect(moscow?.quota).toMatchObject({ day_remaining: 0 });
  });

  it('is broken for an account with incomplete credentials', async () => {
    const half = { name: 'half', provider: 'telecomx', username: 'someone' };
    const [broken, ...others] = await list([half, ...accounts]);
    expect(broken).toMatchObject({ account: 'half', state: 'broken', error: expect.stringMatching(/^config .*password/) });
    expect(getStates(others)).toEqual(['copenhagen ready', 'moscow ready', 'kazan ready']);
  });

  it('is rejected for a wrong key or a missing permission', async () => {
    const wrong = accounts.map(account => ({
      ...account,
      ...('token' in account && { token: 'wrong-token-value' }),
      ...('access_token' in account && { access_token: 'wrong-token-value' }),
    }));
    const listed = await list(wrong);
    expect(getStates(listed)).toEqual(['copenhagen rejected', 'moscow rejected', 'kazan ready']);
    expect(JSON.stringify(listed)).not.toContain('wrong-token');
    sandbox.addFault({ provider: 'exolve', kind: 'ip_denied', times: 1_000 });
    expect(getStates(await list())).toEqual(['copenhagen ready', 'moscow ready', 'kazan rejected']);
  });

  it('has the first failure as its failure, and sends one request per account', async () => {
    sandbox.addFault({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    expect((await runTool('list_accounts', {}, accounts)).failure).toMatchObject({ code: 'denied', details: { account: 'moscow' } });
    expect(sandbox.requests).toHaveLength(3);
  });

  it('is unreachable for an account that does not respond, or not with JSON', async () => {
    const gone = { name: 'gone', provider: 'exolve', api_key: 'fake-exolve-key', base_url: 'http://127.0.0.1:1' };
    sandbox.addFault({ provider: 'telecomx', kind: 'slow', ms: 60_000, times: 1_000 });
    sandbox.addFault({ provider: 'callgear', kind: 'html', times: 1_000 });
    const listed = await list([...accounts, gone], { timeoutMs: 1_000 });
    expect(getStates(listed)).toEqual(['copenhagen unreachable', 'moscow unreachable', 'kazan ready', 'gone unreachable']);
    expect(listed.at(-1)?.error).toMatch(/ECONNREFUSED/);
  });

  it('names the settings if no account is configured, and accepts no arguments', async () => {
    expect(await catchError(list([]))).toMatchObject({ code: 'config', message: expect.stringMatching(/--sandbox/) });
    expect(await catchError(askQuestion('list_accounts', { account: 'moscow' }, accounts))).toMatchObject({ code: 'input' });
  });
});
