// `list_lines`: every line of every account, once and in a stable order.
import { describe, expect, it } from 'vitest';
import { getLineKey } from './answer-contents.ts';
import { getExpectedLines } from './expected-lines.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, catchError, listAllLines, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const expectedLines = getExpectedLines(sandbox.company);
const { accounts } = sandbox;

interface ComparableLine {
  reasons?: readonly string[] | undefined;
  numbers?: readonly string[] | undefined;
  provider_status?: string | undefined;
  leads_to?: readonly string[] | undefined;
}

/** Strips undefined fields and sorts the reasons, for comparison. Some absent fields get a value, so that both lines must lack them. */
const normalize = ({ reasons = [], numbers = [], provider_status = '', leads_to = [], ...rest }: ComparableLine): object =>
  // JSON drops undefined.
  JSON.parse(JSON.stringify({ ...rest, reasons: [...reasons].sort(), numbers, provider_status, leads_to }));

describe('the list of all lines', () => {
  it('has the 336 lines of the company with all their fields', async () => {
    const { lines } = await askQuestion('list_lines', { limit: 500 }, accounts, unlimited);
    expect(lines).toHaveLength(336);
    const byKey = new Map(lines.map(line => [getLineKey(line), line]));
    for (const expected of expectedLines)
      expect(normalize(byKey.get(getLineKey(expected)) ?? {}), getLineKey(expected)).toMatchObject(normalize(expected));
  });

  it.each([7, 25, 500])('lists every line exactly once in pages of %i, in the same order', async limit => {
    const { lines: all } = await askQuestion('list_lines', { limit: 500 }, accounts, unlimited);
    const { lines, pages } = await listAllLines({ limit }, accounts);
    expect(lines).toEqual(all);
    expect(new Set(lines.map(getLineKey))).toEqual(new Set(expectedLines.map(getLineKey)));
    expect(pages).toBeGreaterThanOrEqual(Math.ceil(336 / limit));
  });

  it('lists the accounts in the configured order', async () => {
    const reversed = accounts.toReversed();
    const { lines } = await listAllLines({ limit: 500 }, reversed);
    expect([...new Set(lines.map(({ account }) => account))]).toEqual(['kazan', 'moscow', 'copenhagen']);
    expect(lines).toHaveLength(336);
  });

  it('has 25 lines by default, and the outcome of each account', async () => {
    const answer = await askQuestion('list_lines', {}, accounts);
    expect(answer).toMatchObject({ returned: 25, next_cursor: expect.any(String) });
    expect(answer.lines).toHaveLength(25);
    expect(answer.accounts).toMatchObject([
      { account: 'copenhagen', provider: 'telecomx', outcome: 'complete', returned: 25, total: 161 },
      { account: 'moscow', provider: 'callgear', outcome: 'not_read', returned: 0, total: 105 },
      { account: 'kazan', provider: 'exolve', outcome: 'not_read', returned: 0 },
    ]);
  });

  it('has a total if every list was read to its end', async () => {
    expect(await askQuestion('list_lines', { limit: 500 }, accounts, unlimited)).toMatchObject({ returned: 336, total: 336 });
    expect(await askQuestion('list_lines', { limit: 500, kind: ['sip_phone'] }, accounts, unlimited)).toMatchObject({
      returned: 45,
      total: 45,
    });
  });

  it('keeps several accounts of one provider apart', async () => {
    const fakeAccounts = [
      await startFakeAccount('exolve', 'north', { GetSIPList: [{ sip_resource_id: '1', sip_name: 'One' }] }),
      await startFakeAccount('exolve', 'south', { GetSIPList: [{ sip_resource_id: '1', sip_name: 'Other' }] }),
    ];
    const { lines } = await askQuestion('list_lines', {}, fakeAccounts);
    expect(lines).toMatchObject([
      { account: 'north', id: '1', name: 'One' },
      { account: 'south', id: '1', name: 'Other' },
    ]);
    expect((await listAllLines({ limit: 1 }, fakeAccounts)).lines).toEqual(lines);
    expect((await askQuestion('list_lines', { account: ['south'] }, fakeAccounts)).lines).toEqual(lines.slice(1));
  });

  it('is empty for accounts without lines', async () => {
    const fakeAccounts = [
      await startFakeAccount('callgear', 'north', {}),
      await startFakeAccount('telecomx', 'south', {}),
      await startFakeAccount('exolve', 'west', {}),
    ];
    const answer = await askQuestion('list_lines', {}, fakeAccounts);
    expect(answer).toMatchObject({ lines: [], returned: 0, total: 0 });
    expect(answer).not.toHaveProperty('next_cursor');
    expect(answer.accounts.map(({ outcome }) => outcome)).toEqual(['complete', 'complete', 'complete']);
  });

  it('names the settings if no account is configured', async () => {
    expect(await catchError(askQuestion('list_lines', {}, []))).toMatchObject({
      code: 'config',
      message: expect.stringMatching(/CALLGEAR_ACCESS_TOKEN.*--sandbox/),
    });
  });
});
