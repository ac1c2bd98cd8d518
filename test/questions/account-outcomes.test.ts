// What an answer says of each account: not read yet, not reported by its provider, failed on an earlier page, too slow for this page.
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { accountOutcomes } from './answer-contents.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, runTool, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;

const createSips = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => ({ sip_resource_id: `${prefix}${index}`, sip_name: `Line ${index}` }));

const getOutcomes = (answer: { accounts: { account: string; outcome: string }[] }) =>
  Object.fromEntries(answer.accounts.map(({ account, outcome }) => [account, outcome]));

describe('an account that a page did not reach', () => {
  it('is not_read until a page reaches it', async () => {
    const first = await askQuestion('list_lines', { limit: 161 }, accounts, unlimited);
    expect(getOutcomes(first)).toEqual({ copenhagen: 'complete', moscow: 'not_read', kazan: 'not_read' });
    const second = await askQuestion('list_lines', { limit: 60, cursor: first.next_cursor }, accounts, unlimited);
    expect(getOutcomes(second)).toEqual({ moscow: 'complete', kazan: 'not_read' });
    expect(second.accounts[0]).toMatchObject({ returned: 60 });
  });

  it('is failed if it could not be read anyway', async () => {
    sandbox.addFault({ provider: 'exolve', kind: 'ip_denied', times: 1_000 });
    const { accounts: outcomes } = await askQuestion('list_lines', { limit: 10 }, accounts);
    expect(outcomes.at(-1)).toMatchObject({ account: 'kazan', outcome: 'failed', error: expect.stringMatching(/^denied/) });
  });
});

describe('an account whose provider reports nothing of what is asked for', () => {
  const cases: [string, object, object][] = [
    ['list_lines', { owner: '70016' }, { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' }],
    ['list_lines', { status: ['down'], limit: 500 }, { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' }],
    ['list_lines', { status: ['down', 'unknown'], limit: 500 }, { copenhagen: 'complete', moscow: 'complete', kazan: 'complete' }],
    ['list_lines', { reason: ['blocked_by_limit'], limit: 500 }, { copenhagen: 'not_reported', moscow: 'complete', kazan: 'not_reported' }],
    ['list_lines', { fields: ['name', 'monthly_fee'], limit: 500 }, { copenhagen: 'complete', moscow: 'complete', kazan: 'complete' }],
    ['list_lines', { status: ['blocked'], number_prefix: '+4570' }, { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' }],
    ...(['up', 'inactive'] as const).map((status): [string, object, object] => [
      'list_lines',
      { status: [status], limit: 500 },
      { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' },
    ]),
    ...(['deactivated', 'pending_activation', 'quarantined'] as const).map((reason): [string, object, object] => [
      'list_lines',
      { reason: [reason], limit: 500 },
      { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' },
    ]),
    ['list_lines', { reason: ['unassigned'], limit: 500 }, { copenhagen: 'complete', moscow: 'complete', kazan: 'complete' }],
    ['list_lines', { status: ['blocked'], kind: ['sip_phone'] }, { copenhagen: 'not_reported' }],
    ['list_lines', { account: ['moscow'], kind: ['sip_phone'] }, { moscow: 'not_reported' }],
    ['summarize_lines', { kind: ['sip_id'], account: ['moscow', 'kazan'] }, { moscow: 'not_reported', kazan: 'complete' }],
    ['summarize_lines', { by: ['owner'] }, { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' }],
    ['summarize_lines', { status: ['down'] }, { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' }],
    ['audit_lines', { status: ['down'], limit: 500 }, { copenhagen: 'complete', moscow: 'complete', kazan: 'not_reported' }],
  ];

  it.each(cases)('is not_reported in %s %j', async (name, input, expected) => {
    const { content } = await runTool(name, input, accounts, unlimited);
    expect(getOutcomes(z.object(accountOutcomes).parse(content))).toEqual(expected);
  });

  it.each([
    ['list_lines', { status: ['down'] }, ['kazan: MTS Exolve does not report whether a line is registered']],
    [
      'list_lines',
      { reason: ['blocked_by_limit'], fields: ['monthly_fee'] },
      ['copenhagen: Telecom X does not report blocks in billing', 'kazan: MTS Exolve does not report blocks in billing'],
    ],
    ['list_lines', { reason: ['quarantined'] }, ['kazan: MTS Exolve does not report whether a line is inactive']],
    [
      'list_lines',
      { kind: ['sip_phone'], account: ['moscow', 'kazan'] },
      ['moscow: CallGear does not report such lines', 'kazan: MTS Exolve does not report such lines'],
    ],
    ['summarize_lines', { by: ['owner'] }, ['kazan: MTS Exolve does not report whose a line is']],
    ['audit_lines', { status: ['down'] }, ['kazan: MTS Exolve does not report whether a line is registered']],
  ])('is named with what it does not report, in %s %j', async (name, input, notes) => {
    expect((await runTool(name, input, accounts, unlimited)).notes).toEqual(expect.arrayContaining(notes));
  });

  it('is complete if a line of that name is found all the same', async () => {
    const account = await startFakeAccount('exolve', 'north', { GetSIPList: [{ sip_resource_id: '1', sip_name: 'Anna Berg' }] });
    expect(getOutcomes(await askQuestion('list_lines', { owner: 'anna berg' }, [account]))).toEqual({ north: 'complete' });
    expect(getOutcomes(await askQuestion('list_lines', { owner: 'lars hansen' }, [account]))).toEqual({ north: 'not_reported' });
  });
});

describe('an account that failed on an earlier page', () => {
  const failing = (listName: string) => (requested: string, response: ServerResponse) => {
    if (requested !== listName && listName !== 'all') return false;
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"message":"no"}');
    return true;
  };

  it('is named with its error on every later page', async () => {
    const rows = { GetSIPList: createSips(7, 'N') };
    const listed = [
      await startFakeAccount('exolve', 'down', {}, failing('all')),
      await startFakeAccount('exolve', 'half', { GetSIPList: createSips(2, 'H') }, failing('GetList')),
      await startFakeAccount('exolve', 'north', rows),
    ];
    const ids: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 1; page <= 9; page++) {
      const answer = await askQuestion('list_lines', { limit: 2, ...(cursor !== undefined && { cursor }) }, listed);
      const outcomes = getOutcomes(answer);
      expect(outcomes, `page ${page}`).toMatchObject({ down: 'failed', half: 'partial' });
      expect(answer.accounts[0]?.error).toMatch(/^\w+ \(down\): /);
      ids.push(...answer.lines.map(({ id }) => id));
      cursor = answer.next_cursor;
      if (cursor === undefined) break;
    }
    expect(ids).toHaveLength(9);
    expect(new Set(ids).size).toBe(9);
  });

  it('does not make the cursor longer if none failed, nor acceptable if it is edited', async () => {
    const { next_cursor: cursor = '' } = await askQuestion('list_lines', { limit: 60 }, accounts);
    expect(cursor).toMatch(/^\d~/);
    await expect(askQuestion('list_lines', { limit: 60, cursor: cursor.replace('~', 'd~') }, accounts)).rejects.toMatchObject({
      code: 'input',
    });
  });
});

describe('a page that is full', () => {
  it('does not wait for an account that hangs, and the next page reads it', async () => {
    const events: string[] = [];
    let isHanging = true;
    const fast = await startFakeAccount('exolve', 'fast', { GetSIPList: createSips(3, 'F') });
    const slow = await startFakeAccount('exolve', 'slow', { GetSIPList: createSips(2, 'S') }, (listName, response) => {
      if (!isHanging) return false;
      events.push(`asked ${listName}`);
      response.on('close', () => events.push(`gave up ${listName}`));
      return true;
    });
    const first = await askQuestion('list_lines', { limit: 3 }, [fast, slow], { timeoutMs: 3_600_000 });
    // One attempt of each list, which was still open when the answer came.
    expect(events.sort()).toEqual(['asked GetList', 'asked GetSIPList']);
    expect(first.lines.map(({ id }) => id)).toEqual(['F0', 'F1', 'F2']);
    expect(first.accounts).toEqual([
      { account: 'fast', provider: 'exolve', outcome: 'complete', returned: 3 },
      { account: 'slow', provider: 'exolve', outcome: 'not_read', returned: 0 },
    ]);
    expect(first).not.toHaveProperty('total');
    isHanging = false;
    const second = await askQuestion('list_lines', { limit: 3, cursor: first.next_cursor }, [fast, slow]);
    expect(second.lines.map(({ id }) => id)).toEqual(['S0', 'S1']);
    expect(getOutcomes(second)).toMatchObject({ slow: 'complete' });
  });
});
