// Counting rows by their fields.
import type { Row } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { GroupCounter } from '../../../packages/core/src/listing/group-counter.ts';
import fc from '../../random.ts';

function count(names: readonly string[], rows: readonly Row[]) {
  const counter = new GroupCounter(names);
  for (const row of rows) counter.add(row);
  return counter.list();
}

describe('groups', () => {
  it('come largest first, then by value, numbers in their order, none last', () => {
    const rows = [10, 9, '', 9, 'b', 10, 'c'].map(id => ({ id }));
    expect(count(['id'], rows)).toEqual([
      { id: 9, count: 2 },
      { id: 10, count: 2 },
      { id: 'b', count: 1 },
      { id: 'c', count: 1 },
      { count: 1 },
    ]);
  });

  it('combine fields, nested ones too', () => {
    const rows = [{ ip: { mode: 'OPEN' }, name: 'x' }, { ip: { mode: 'OPEN' } }, { name: 'x', ip: { mode: 'OPEN' } }];
    expect(count(['ip.mode', 'name'], rows)).toEqual([
      { ip: { mode: 'OPEN' }, name: 'x', count: 2 },
      { ip: { mode: 'OPEN' }, count: 1 },
    ]);
  });

  it('count a list once for each different entry, and keep the fields of an entry together', () => {
    const rows = [
      {
        calls: [
          { month: 1, key: 'a' },
          { month: 2, key: 'b' },
          { month: 1, key: 'a' },
        ],
      },
      { calls: [] },
    ];
    expect(count(['calls.month', 'calls.key'], rows)).toEqual([
      { calls: { month: 1, key: 'a' }, count: 1 },
      { calls: { month: 2, key: 'b' }, count: 1 },
      { count: 1 },
    ]);
  });

  it('count a plain value instead of an object as its first field', () => {
    expect(count(['ip.mode'], [{ ip: 'x' }, { ip: ['x', 'y'] }])).toEqual([
      { ip: { mode: 'x' }, count: 2 },
      { ip: { mode: 'y' }, count: 1 },
    ]);
  });

  it('stay few for lists whose combinations are many', () => {
    const list = Array.from({ length: 900 }, (_, index) => index);
    const counter = new GroupCounter(['a', 'b', 'c']);
    counter.add({ a: list, b: list, c: list });
    expect(counter.list().length).toBeLessThanOrEqual(1_000);
    expect(counter.truncatedRows).toBe(1);
  });

  it('of all rows stay few, and the rows with others are counted', () => {
    const counter = new GroupCounter(['a', 'b', 'c']);
    const list = (row: number) => Array.from({ length: 10 }, (_, index) => `${row} ${index}`);
    for (let row = 0; row < 100; row++) counter.add({ a: list(row), b: list(row), c: list(row) });
    expect(counter.list()).toHaveLength(50_000);
    expect([counter.rows, counter.ungroupedRows]).toEqual([100, 50]);
    counter.add({ a: '0 0', b: '0 0', c: '0 0' });
    expect(counter.list()[0]).toEqual({ a: '0 0', b: '0 0', c: '0 0', count: 2 });
  });

  it('of long texts are fewer', () => {
    const counter = new GroupCounter(['a']);
    for (let row = 0; row < 200; row++) counter.add({ a: `${row} ${'x'.repeat(100_000)}` });
    expect(counter.list().length).toBe(99);
    expect(counter.ungroupedRows).toBe(101);
  });

  it('add up to the number of rows', () => {
    const cell = fc.option(fc.oneof(fc.constantFrom('a', 'b'), fc.nat({ max: 3 }), fc.boolean()), { nil: undefined });
    const row = fc.record({ a: cell, b: cell }).map(({ a, b }): Row => ({ ...(a !== undefined && { a }), ...(b !== undefined && { b }) }));
    fc.assert(
      fc.property(fc.array(row), rows => {
        const groups = count(['a', 'b'], rows);
        expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(rows.length);
        expect(new Set(groups.map(({ a, b }) => JSON.stringify([a, b]))).size).toBe(groups.length);
        for (const group of groups)
          expect(rows.filter(one => String(one.a) === String(group.a) && String(one.b) === String(group.b))).toHaveLength(group.count);
      }),
    );
  });
});
