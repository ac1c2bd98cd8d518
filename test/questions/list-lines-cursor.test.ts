// The cursor of `list_lines`: bound to the tool, its filters and the accounts, but not to the limit.
import { lineStatuses } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { getLineKey, lineKinds } from './answer-contents.ts';
import { startFakeAccount } from './fake-lists.ts';
import { askQuestion, catchError, listAllLines, startQuestionSandbox, unlimited } from './harness.ts';

const sandbox = await startQuestionSandbox();
const { accounts } = sandbox;

async function getCursor(input: object): Promise<string> {
  const { next_cursor } = await askQuestion('list_lines', input, accounts);
  if (next_cursor === undefined) throw new Error('the list has no next page');
  return next_cursor;
}

const continueWith = async (input: object, cursor: string, at = accounts) =>
  await catchError(askQuestion('list_lines', { ...input, cursor }, at));
const invalidCursor = { code: 'input', details: { field: 'cursor' } };

describe('the cursor of a list over many accounts', () => {
  it('is valid with another limit', async () => {
    const cursor = await getCursor({ limit: 50, status: ['up'] });
    const some = await askQuestion('list_lines', { status: ['up'], limit: 3, cursor }, accounts);
    const more = await askQuestion('list_lines', { status: ['up'], limit: 20, cursor }, accounts);
    expect(more.lines.slice(0, 3)).toEqual(some.lines);
    expect(some.lines.map(getLineKey)).toHaveLength(3);
  });

  it('leads to every line that matches, once and in order, with any limit', async () => {
    const { lines: all } = await askQuestion('list_lines', { limit: 500 }, accounts, unlimited);
    const status = fc.subarray([...lineStatuses], { minLength: 1 });
    const kind = fc.subarray([...lineKinds], { minLength: 1 });
    const property = fc.asyncProperty(status, kind, fc.integer({ min: 5, max: 60 }), async (status, kind, limit) => {
      const { lines } = await listAllLines({ status, kind, limit }, accounts);
      expect(lines).toEqual(all.filter(line => status.includes(line.status) && kind.includes(line.kind)));
    });
    await fc.assert(property, { numRuns: 15 });
  });

  it('costs about a request a page: lists behind those of the page are not read', async () => {
    let requests = 0;
    const count = () => {
      requests++;
      return false;
    };
    const rows = (id: string) => Array.from({ length: 600 }, (_, index) => ({ [id]: `${id}-${index}`, active: true, status: 'ON' }));
    const several = await Promise.all([
      startFakeAccount('telecomx', 'north', { 'GET /sip': rows('_id'), 'GET /pbx/sipphone': rows('_id') }, count),
      startFakeAccount('exolve', 'mobile', { GetList: rows('number_name') }, count),
    ]);
    let cursor: string | undefined;
    let lines = 0;
    for (let page = 0; page === 0 || cursor !== undefined; page++) {
      if (page === 1) requests = 0;
      const answer = await askQuestion('list_lines', { limit: 100, ...(cursor !== undefined && { cursor }) }, several, unlimited);
      lines += answer.lines.length;
      cursor = answer.next_cursor;
    }
    expect(lines).toBe(1_800);
    // Seventeen pages, and a few more where a list ends or has no rows.
    expect(requests).toBeLessThanOrEqual(24);
  });

  it.each([
    [{ status: ['up'] }, { status: ['down'] }],
    [{ status: ['up'] }, {}],
    [{}, { kind: ['sip_phone'] }],
    [{}, { account: ['copenhagen'] }],
    [{ account: ['copenhagen'] }, { account: ['moscow'] }],
    [{ text: 'a' }, { text: 'b' }],
    [{ owner: 'Hansen' }, { text: 'Hansen' }],
    [{ number_prefix: '+45' }, { number_prefix: '+7' }],
  ])('of %j is rejected with %j', async (before, after) => {
    const cursor = await getCursor({ ...before, limit: 1 });
    expect(await continueWith(after, cursor)).toMatchObject(invalidCursor);
  });

  it('is rejected with any one character changed', async () => {
    const cursor = await getCursor({ limit: 30 });
    for (let index = 0; index < cursor.length; index++) {
      const edited = `${cursor.slice(0, index)}${cursor[index] === '3' ? '4' : '3'}${cursor.slice(index + 1)}`;
      expect(await continueWith({}, edited), edited).toMatchObject(invalidCursor);
    }
  });

  it.each([
    ['a suffix', (cursor: string) => `${cursor}~x`],
    ['a prefix', (cursor: string) => `0${cursor}`],
    ['its second half missing', (cursor: string) => cursor.slice(0, 20)],
    ['an index only', () => '0~'],
    ['the index of another list', (cursor: string) => `3~${cursor.split('~')[1]}`],
    ['the index of an unknown list', (cursor: string) => `99~${cursor.split('~')[1]}`],
  ])('is rejected with %s', async (_, edit) => {
    expect(await continueWith({}, edit(await getCursor({ limit: 30 })))).toMatchObject(invalidCursor);
  });

  it('is rejected if other accounts are configured', async () => {
    expect(await continueWith({}, await getCursor({ limit: 60 }), accounts.slice(1))).toMatchObject(invalidCursor);
  });

  it('of another question is rejected', async () => {
    const { next_cursor: cursor } = await askQuestion('audit_lines', { limit: 1 }, accounts);
    expect(await catchError(askQuestion('list_lines', { cursor }, accounts))).toMatchObject(invalidCursor);
  });
});
