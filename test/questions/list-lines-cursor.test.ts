// The cursor of a list over many accounts: bound to its question, and to nothing that may change.
import { kinds, statuses } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { keyOf } from './answer-contents.ts';
import { ask, everyLine, ownSandbox, refusalOf, uncounted } from './harness.ts';

const sandbox = await ownSandbox();
const { accounts } = sandbox;

async function cursorOf(input: object): Promise<string> {
  const { next_cursor } = await ask('list_lines', input, accounts);
  if (next_cursor === undefined) throw new Error('the list ended');
  return next_cursor;
}

const going = async (input: object, cursor: string, at = accounts) => await refusalOf(ask('list_lines', { ...input, cursor }, at));
const foreign = { code: 'input', details: { field: 'cursor' } };

describe('the cursor of a list over many accounts', () => {
  it('goes on with another limit', async () => {
    const cursor = await cursorOf({ limit: 50, status: ['up'] });
    const some = await ask('list_lines', { status: ['up'], limit: 3, cursor }, accounts);
    const more = await ask('list_lines', { status: ['up'], limit: 20, cursor }, accounts);
    expect(more.lines.slice(0, 3)).toEqual(some.lines);
    expect(some.lines.map(keyOf)).toHaveLength(3);
  });

  it('leads to every line that a filter means, once and in order, whatever the limit', async () => {
    const { lines: all } = await ask('list_lines', { limit: 500 }, accounts, uncounted);
    const status = fc.subarray([...statuses], { minLength: 1 });
    const kind = fc.subarray([...kinds], { minLength: 1 });
    const walked = fc.asyncProperty(status, kind, fc.integer({ min: 5, max: 60 }), async (status, kind, limit) => {
      const { lines } = await everyLine({ status, kind, limit }, accounts);
      expect(lines).toEqual(all.filter(line => status.includes(line.status) && kind.includes(line.kind)));
    });
    await fc.assert(walked, { numRuns: 15 });
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
  ])('of %j is refused with %j', async (before, after) => {
    const cursor = await cursorOf({ ...before, limit: 1 });
    expect(await going(after, cursor)).toMatchObject(foreign);
  });

  it('is refused with one character changed, wherever', async () => {
    const cursor = await cursorOf({ limit: 30 });
    for (let at = 0; at < cursor.length; at++) {
      const edited = `${cursor.slice(0, at)}${cursor[at] === '3' ? '4' : '3'}${cursor.slice(at + 1)}`;
      expect(await going({}, edited), edited).toMatchObject(foreign);
    }
  });

  it.each([
    ['something behind it', (cursor: string) => `${cursor}~x`],
    ['something before it', (cursor: string) => `0${cursor}`],
    ['half of it', (cursor: string) => cursor.slice(0, 20)],
    ['nothing but a place', () => '0~'],
    ['nothing', () => ''],
    ['another list', (cursor: string) => `3~${cursor.split('~')[1]}`],
    ['a list that is not there', (cursor: string) => `99~${cursor.split('~')[1]}`],
  ])('is refused as %s', async (_, edit) => {
    expect(await going({}, edit(await cursorOf({ limit: 30 })))).toMatchObject(foreign);
  });

  it('is refused where other accounts are configured', async () => {
    expect(await going({}, await cursorOf({ limit: 60 }), accounts.slice(0, 1))).toMatchObject(foreign);
  });

  it('of another question is refused', async () => {
    const { next_cursor: cursor } = await ask('audit_lines', { limit: 1 }, accounts);
    expect(await refusalOf(ask('list_lines', { cursor }, accounts))).toMatchObject(foreign);
  });
});
