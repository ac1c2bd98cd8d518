// Accounts that fail: the others' lines come, and the answer says whose are missing and why.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { truthOf } from './expected-lines.ts';
import { accountAt } from './fake-lists.ts';
import { ask, everyLine, outcomeOf, ownSandbox, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts } = sandbox;
const keysOf = (...names: string[]) =>
  truthOf(sandbox.company)
    .filter(({ account }) => names.includes(account))
    .map(keyOf)
    .sort();
const always = { times: 1_000 };
const short = { ms: 1_500, ...uncounted };

describe('a list over accounts of which some fail', () => {
  it('gives the lines that come, and names the missing ones with their reasons', async () => {
    sandbox.fail({ provider: 'telecomx', kind: 'rate_limited', seconds: 100, ...always });
    sandbox.fail({ provider: 'callgear', kind: 'status', status: 500, ...always });
    const answer = await ask('list_lines', { limit: 500 }, accounts, short);
    expect(answer.lines.map(keyOf).sort()).toEqual(keysOf('kazan'));
    expect(answer.accounts).toEqual([
      {
        account: 'copenhagen',
        provider: 'telecomx',
        outcome: 'failed',
        returned: 0,
        error: expect.stringMatching(/^rate_limited .*Retry in 100 s/),
      },
      { account: 'moscow', provider: 'callgear', outcome: 'failed', returned: 0, error: expect.stringMatching(/^unavailable .*500/) },
      { account: 'kazan', provider: 'exolve', outcome: 'complete', returned: 70 },
    ]);
    expect(answer).not.toHaveProperty('total');
  });

  it('does not wait for an account that is slow beyond the deadline', async () => {
    sandbox.fail({ provider: 'exolve', kind: 'slow', ms: 60_000, ...always });
    const answer = await ask('list_lines', { limit: 500 }, accounts, short);
    expect(answer.lines.map(keyOf).sort()).toEqual(keysOf('copenhagen', 'moscow'));
    expect(answer.accounts.at(-1)).toMatchObject({
      account: 'kazan',
      outcome: 'failed',
      error: expect.stringMatching(/^timeout \(kazan\)/),
    });
  });

  it.each(['html', 'redirect'] as const)('loses no other line to a first account that answers with %s', async kind => {
    sandbox.fail({ provider: 'telecomx', kind, ...always });
    const { lines } = await everyLine({ limit: 100 }, accounts);
    expect(lines.map(keyOf).sort()).toEqual(keysOf('moscow', 'kazan'));
  });

  it('calls an account partial of which one list came', async () => {
    sandbox.fail({ operation: 'get.sip_lines', kind: 'ip_denied', ...always });
    const answer = await ask('list_lines', { limit: 500, account: ['moscow'] }, accounts, uncounted);
    expect(answer.lines.every(({ kind }) => kind === 'virtual_number')).toBe(true);
    expect(answer.accounts).toMatchObject([{ outcome: 'partial', returned: 60, error: expect.stringMatching(/allow list/) }]);
  });

  it('keeps what came of a list that breaks off half-way', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => ({ number_name: String(79_000_000_000 + index) }));
    let pages = 0;
    const own = await accountAt('exolve', 'north', { GetList: rows }, (asked, response) => {
      if (asked !== 'GetList' || ++pages === 1) return false;
      response.writeHead(503).end();
      return true;
    });
    const answer = await ask('list_lines', { limit: 500 }, [own], short);
    expect(answer).toMatchObject({
      returned: 100,
      accounts: [{ outcome: 'partial', returned: 100, error: expect.stringMatching(/503/) }],
    });
  });

  it('is an answer also where all fail, with the first failure as its own', async () => {
    sandbox.fail({ kind: 'ip_denied', ...always });
    const { content, failure } = await outcomeOf('list_lines', {}, accounts);
    expect(content).toMatchObject({ lines: [], returned: 0 });
    expect(failure).toMatchObject({ code: 'denied', details: { account: 'copenhagen' } });
  });

  it('asks nothing of a broken account, and says what it lacks', async () => {
    const broken = { name: 'half', provider: 'callgear', login: 'someone' };
    const answer = await ask('list_lines', { limit: 500, kind: ['sip_line'] }, [broken, ...accounts], uncounted);
    expect(answer.lines).toHaveLength(45);
    expect(answer.accounts[0]).toMatchObject({ account: 'half', outcome: 'failed', error: expect.stringMatching(/^config .*password/) });
  });

  it('passes on that a provider is waited for', async () => {
    sandbox.fail({ provider: 'exolve', kind: 'unavailable' });
    const waits: number[] = [];
    const deadline = { at: Date.now() + 10_000, onWait: (ms: number) => waits.push(ms) };
    await outcomeOf('list_lines', { limit: 500 }, accounts, { deadline });
    expect(waits).toHaveLength(1);
  });

  it('tells how far it has come', async () => {
    const progress: number[] = [];
    await outcomeOf('list_lines', { limit: 500 }, accounts, { ...uncounted, onProgress: received => progress.push(received) });
    expect(progress.at(-1)).toBe(227);
  });
});
