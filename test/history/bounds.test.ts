// What a history keeps of a line whose texts or lists are very long, or whose id a store cannot keep as it is.
import type { Line } from '@linekeeper/core';
import { compareSnapshot } from '@linekeeper/history';
import { describe, expect, it } from 'vitest';
import { createLine, describeChanges, readAccount, takeSnapshots } from './readings.ts';
import { openHistory, readAllChanges, writeSnapshot } from './sqlite-store.ts';

const minute = 60_000;
const kib = 1_024;
const numbers = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => `+${prefix}${10_000_000 + index}`);

/** The changes of lines in a file, each reading a snapshot. */
async function compareInFile(readings: readonly (readonly Line[])[]) {
  const { history } = await openHistory();
  for (const [index, lines] of readings.entries()) await writeSnapshot(history, `s${index}`, (index + 1) * minute, [readAccount(lines)]);
  return { history, changes: await readAllChanges(history) };
}

describe('an id', () => {
  it('with a lone surrogate is one line at every snapshot', async () => {
    const lines = [createLine('x\ud800y'), createLine('2')];
    const { history, changes } = await compareInFile([lines, lines, [createLine('x\ud800y', { status: 'down' }), createLine('2')], lines]);
    expect(changes.map(({ id, change }) => [id, change])).toEqual([
      ['x\ufffdy', 'status'],
      ['x\ufffdy', 'status'],
    ]);
    const [known] = await history.readLines([{ account: 'a', kind: 'phone', id: 'x\ufffdy' }]);
    expect(known?.since).toBe(4 * minute);
  });

  it('that is very long is shortened, and stays apart from one that begins alike', async () => {
    const ids = ['a', 'b'].map(end => 'x'.repeat(500 * kib) + end);
    const [first = '', second = ''] = ids;
    const { changes } = await compareInFile([
      ids.map(id => createLine(id)),
      [createLine(first), createLine(second, { status: 'down' })],
      [createLine(first), createLine(second, { status: 'down' })],
      [createLine(first)],
    ]);
    expect(changes.map(({ change }) => change)).toEqual(['removed', 'status']);
    expect(changes[0]?.id).toBe(changes[1]?.id);
    for (const { id } of changes) expect(id.length).toBeLessThanOrEqual(400);
  });
});

describe('a line that is too large for an item', () => {
  const trunk = (prefix: string, fields: Partial<Line> = {}) => createLine('1', { numbers: numbers(20_000, prefix), ...fields });

  it('keeps the size of a list and a digest of it, in which a change shows, and nothing is removed that is still there', () => {
    const more = createLine('1', { numbers: [...numbers(20_000, '45'), '+4599999999'] });
    const records = takeSnapshots(
      [trunk('45'), trunk('45'), createLine('1', { numbers: numbers(20_000, '45').reverse() }), more, trunk('46')].map(line => [
        readAccount([line]),
      ]),
    );
    expect(records.map(({ changes }) => changes.map(({ change, field }) => `${change} ${field}`))).toEqual([
      [],
      [],
      [],
      ['number numbers'],
      ['number numbers'],
    ]);
    expect(describeChanges(records)[3]).toEqual([
      expect.stringMatching(/^1 number numbers 20000 entries \(digest \w{16}\) → 20001 entries \(digest \w{16}\)$/),
    ]);
  });

  it('keeps the beginning of a text and a digest of it, and its other fields as they are', () => {
    const name = 'n'.repeat(450 * kib);
    const some = { numbers: numbers(3, '45'), owner: 'Ida' };
    const records = takeSnapshots(
      [createLine('1', { name, ...some }), createLine('1', { name: `${name}x`, ...some }), createLine('1', { name: 'Desk', ...some })].map(
        line => [readAccount([line])],
      ),
    );
    expect(records.map(({ changes }) => changes.map(({ field }) => field))).toEqual([[], ['name'], ['name']]);
    expect(records[1]?.changes[0]?.line).toMatchObject({ ...some, name: expect.stringMatching(/^n{900,}…\w{16}$/) });
  });

  it('takes at most 180 KB in a change, whatever its fields hold', () => {
    const wide = (mark: string): Line =>
      createLine('1', {
        name: mark.repeat(200 * kib),
        owner: 'ж'.repeat(200 * kib),
        device: mark.repeat(kib),
        numbers: numbers(30_000, '45').map(number => number + mark),
        leads_to: Array.from({ length: 5_000 }, (_, index) => `${mark}${index}`.repeat(100)),
      });
    const [, record] = takeSnapshots([[readAccount([wide('a')])], [readAccount([wide('b')])]]);
    expect(record?.changes.length).toBeGreaterThan(2);
    for (const { line, previous } of record?.changes ?? [])
      for (const part of [line, previous]) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(180_000);
  });

  it('is compared with the whole line that an earlier version kept', () => {
    const whole = trunk('45');
    const lines = new Map([['1', { text: JSON.stringify(whole) }]]);
    const list = { account: 'a', kind: 'phone', lines, facts: [], missedFacts: [], isUnconfirmed: false };
    const state = { last: { id: 's1', at: minute }, lists: [list], openGaps: [] };
    const { changes } = compareSnapshot(state, { id: 's2', at: 2 * minute, accounts: [readAccount([whole], [])] });
    expect(changes).toEqual([]);
  });

  it('keeps a list of twelve thousand numbers', () => {
    const read = (prefix: string) => [readAccount([createLine('1', { numbers: numbers(12_000, prefix) })])];
    const [, record] = takeSnapshots([read('45'), read('46')]);
    expect(record?.changes[0]?.line.numbers).toHaveLength(12_000);
  });
});
