// Every line of every account, in one shape, once each and in a stable order.
import { describe, expect, it } from 'vitest';
import { keyOf } from './answer-contents.ts';
import { truthOf } from './expected-lines.ts';
import { accountAt } from './fake-lists.ts';
import { ask, everyLine, ownSandbox, refusalOf, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const truth = truthOf(sandbox.company);
const { accounts } = sandbox;

interface Plain {
  reasons?: readonly string[] | undefined;
  numbers?: readonly string[] | undefined;
}

/** What is known of a line, with nothing that is empty. */
const plain = ({ reasons = [], numbers = [], ...rest }: Plain): object =>
  // JSON has no undefined.
  JSON.parse(JSON.stringify({ ...rest, reasons: [...reasons].sort(), numbers }));

describe('the list of all lines', () => {
  it('says of each of the 227 lines what the company knows of it', async () => {
    const { lines } = await ask('list_lines', { limit: 500 }, accounts, uncounted);
    expect(lines).toHaveLength(227);
    const byKey = new Map(lines.map(line => [keyOf(line), line]));
    for (const known of truth) expect(plain(byKey.get(keyOf(known)) ?? {}), keyOf(known)).toMatchObject(plain(known));
  });

  it.each([7, 25, 500])('gives every line exactly once through cursors of %i, in the same order', async limit => {
    const { lines: whole } = await ask('list_lines', { limit: 500 }, accounts, uncounted);
    const { lines, pages } = await everyLine({ limit }, accounts);
    expect(lines).toEqual(whole);
    expect(new Set(lines.map(keyOf))).toEqual(new Set(truth.map(keyOf)));
    expect(pages).toBeGreaterThanOrEqual(Math.ceil(227 / limit));
  });

  it('lists the accounts as they are configured', async () => {
    const turned = accounts.toReversed();
    const { lines } = await everyLine({ limit: 500 }, turned);
    expect([...new Set(lines.map(({ account }) => account))]).toEqual(['kazan', 'moscow', 'copenhagen']);
    expect(lines).toHaveLength(227);
  });

  it('holds 25 lines where nobody asked for more, and says how each account was read', async () => {
    const answer = await ask('list_lines', {}, accounts);
    expect(answer).toMatchObject({ returned: 25, next_cursor: expect.any(String) });
    expect(answer.lines).toHaveLength(25);
    expect(answer.accounts).toMatchObject([
      { account: 'copenhagen', provider: 'telecomx', outcome: 'complete', returned: 25, total: 52 },
      { account: 'moscow', provider: 'callgear', outcome: 'complete', returned: 0, total: 105 },
      { account: 'kazan', provider: 'exolve', outcome: 'complete', returned: 0 },
    ]);
  });

  it('counts all lines where every list was read to its end', async () => {
    expect(await ask('list_lines', { limit: 500 }, accounts, uncounted)).toMatchObject({ returned: 227, total: 227 });
    expect(await ask('list_lines', { limit: 500, kind: ['sip_phone'] }, accounts, uncounted)).toMatchObject({ returned: 45, total: 45 });
  });

  it('keeps several accounts of one provider apart', async () => {
    const own = [
      await accountAt('exolve', 'north', { GetSIPList: [{ sip_resource_id: '1', sip_name: 'One' }] }),
      await accountAt('exolve', 'south', { GetSIPList: [{ sip_resource_id: '1', sip_name: 'Other' }] }),
    ];
    const { lines } = await ask('list_lines', {}, own);
    expect(lines).toMatchObject([
      { account: 'north', id: '1', name: 'One' },
      { account: 'south', id: '1', name: 'Other' },
    ]);
    expect((await everyLine({ limit: 1 }, own)).lines).toEqual(lines);
    expect((await ask('list_lines', { account: ['south'] }, own)).lines).toEqual(lines.slice(1));
  });

  it('is an answer also where there are no lines', async () => {
    const own = [await accountAt('callgear', 'north', {}), await accountAt('telecomx', 'south', {}), await accountAt('exolve', 'west', {})];
    const answer = await ask('list_lines', {}, own);
    expect(answer).toMatchObject({ lines: [], returned: 0, total: 0 });
    expect(answer).not.toHaveProperty('next_cursor');
    expect(answer.accounts.map(({ outcome }) => outcome)).toEqual(['complete', 'complete', 'complete']);
  });

  it('says what to set where there is no account', async () => {
    expect(await refusalOf(ask('list_lines', {}, []))).toMatchObject({
      code: 'config',
      message: expect.stringMatching(/CALLGEAR_ACCESS_TOKEN.*--sandbox/),
    });
  });
});
