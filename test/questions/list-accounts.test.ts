// The accounts: which answer, what each can report, and what is left of a quota.
import { operations } from '@linekeeper/providers';
import { startSandbox } from '@linekeeper/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ask, outcomeOf, ownSandbox, refusalOf } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts } = sandbox;
const list = async (at: readonly object[] = accounts, more = {}) => (await ask('list_accounts', {}, at, more)).accounts;
const statesOf = (listed: Awaited<ReturnType<typeof list>>) => listed.map(({ account, state }) => `${account} ${state}`);

describe('the list of accounts', () => {
  it('names account, provider, brand and state', async () => {
    expect(await list()).toMatchObject([
      { account: 'copenhagen', provider: 'telecomx', state: 'ready' },
      { account: 'moscow', provider: 'callgear', brand: 'uis', state: 'ready' },
      { account: 'kazan', provider: 'exolve', state: 'ready' },
    ]);
    expect((await list())[0]).not.toHaveProperty('brand');
  });

  it('says for which kinds of line each can report what, and is silent of nothing', async () => {
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
    const reported = new Set(operations.flatMap(({ reports = [] }) => reports));
    expect(new Set(Object.keys(kazan?.capabilities ?? {}))).toEqual(reported);
  });

  it('shows what is left of CallGear’s quota', async () => {
    const limited = await startSandbox({ limits: { minute: 40 }, now: () => 1_700_000_010_000 });
    onTestFinished(() => limited.close());
    const [, moscow, kazan] = await list(limited.accounts);
    // 1,700,000,010 s is 50 s into its minute.
    expect(moscow?.quota).toMatchObject({ remaining: 39, reset_s: 30 });
    expect(kazan).not.toHaveProperty('quota');
  });

  it('shows the day’s limit where it is what is used up', async () => {
    const limited = await startSandbox({ limits: { day: 0 } });
    onTestFinished(() => limited.close());
    const [, moscow] = await list(limited.accounts, { ms: 1_000 });
    expect(moscow).toMatchObject({ error: expect.stringMatching(/day/) });
    expect(moscow?.quota).toMatchObject({ day_remaining: 0 });
  });

  it('calls an account broken that lacks half of its credentials', async () => {
    const half = { name: 'half', provider: 'telecomx', username: 'someone' };
    const [broken, ...others] = await list([half, ...accounts]);
    expect(broken).toMatchObject({ account: 'half', state: 'broken', error: expect.stringMatching(/^config .*password/) });
    expect(statesOf(others)).toEqual(['copenhagen ready', 'moscow ready', 'kazan ready']);
  });

  it('calls an account rejected whose key is wrong or has no right', async () => {
    const wrong = accounts.map(account => ({
      ...account,
      ...('token' in account && { token: 'wrong-token-of-nobody' }),
      ...('access_token' in account && { access_token: 'wrong-token-of-nobody' }),
    }));
    const listed = await list(wrong);
    expect(statesOf(listed)).toEqual(['copenhagen rejected', 'moscow rejected', 'kazan ready']);
    expect(JSON.stringify(listed)).not.toContain('wrong-token');
    sandbox.fail({ provider: 'exolve', kind: 'ip_denied', times: 1_000 });
    expect(statesOf(await list())).toEqual(['copenhagen ready', 'moscow ready', 'kazan rejected']);
  });

  it('has the first failure as its own, and asks each account once', async () => {
    sandbox.fail({ provider: 'callgear', kind: 'ip_denied', times: 1_000 });
    expect((await outcomeOf('list_accounts', {}, accounts)).failure).toMatchObject({ code: 'denied', details: { account: 'moscow' } });
    expect(sandbox.requests).toHaveLength(3);
  });

  it('calls an account unreachable that does not answer, or not as it should', async () => {
    const gone = { name: 'gone', provider: 'exolve', api_key: 'fake-exolve-key', base_url: 'http://127.0.0.1:1' };
    sandbox.fail({ provider: 'telecomx', kind: 'slow', ms: 60_000, times: 1_000 });
    sandbox.fail({ provider: 'callgear', kind: 'html', times: 1_000 });
    const listed = await list([...accounts, gone], { ms: 1_000 });
    expect(statesOf(listed)).toEqual(['copenhagen unreachable', 'moscow unreachable', 'kazan ready', 'gone unreachable']);
    expect(listed.at(-1)?.error).toMatch(/ECONNREFUSED/);
  });

  it('says what to set where there is none, and takes no arguments', async () => {
    expect(await refusalOf(list([]))).toMatchObject({ code: 'config', message: expect.stringMatching(/--sandbox/) });
    expect(await refusalOf(ask('list_accounts', { account: 'moscow' }, accounts))).toMatchObject({ code: 'input' });
  });
});
