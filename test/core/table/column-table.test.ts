// Rows as columns: nothing is lost or reordered, what repeats stands once, and the count of characters is an upper bound.
import type { Row } from '@linekeeper/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumnSizer, splitIntoRuns, toColumnTable } from '../../../packages/core/src/table/column-table.ts';
import { countJsonChars } from '../../../packages/core/src/table/size-budget.ts';
import { expandColumns } from '../../column-rows.ts';

describe('a table of columns', () => {
  it('names each column once, and leaves out missing cells at the end', () => {
    const rows = [
      { id: 1, name: 'a', owner: 'x' },
      { id: 2, owner: 'y' },
      { id: 3, name: 'c' },
    ];
    expect(toColumnTable(rows)).toEqual({
      shared: {},
      columns: ['id', 'name', 'owner'],
      rows: [
        [1, 'a', 'x'],
        [2, null, 'y'],
        [3, 'c'],
      ],
    });
  });

  it('shares what all rows have in common, of one row only what it is grouped by', () => {
    const rows = [
      { id: 1, kind: 'phone', tags: ['a'] },
      { id: 2, kind: 'phone', tags: ['a'] },
    ];
    expect(toColumnTable(rows)).toEqual({ shared: { kind: 'phone', tags: ['a'] }, columns: ['id'], rows: [[1], [2]] });
    expect(toColumnTable(rows.slice(1), ['kind'])).toEqual({ shared: { kind: 'phone' }, columns: ['id', 'tags'], rows: [[2, ['a']]] });
  });

  it('has a column for each field of a nested object, and for each of the objects in a list', () => {
    const rows = [
      { ip: { mode: 'OPEN' }, phones: [{ id: 1, state: 'on' }, { id: 2 }] },
      { ip: {}, phones: [] },
      { ip: 'plain', phones: [{ id: 3, sites: [{ n: 4 }] }, 5] },
    ];
    expect(toColumnTable(rows)).toEqual({
      shared: {},
      columns: ['ip.mode', 'phones[].id', 'phones[].state', 'ip', 'phones'],
      rows: [
        ['OPEN', [1, 2], ['on', null]],
        [null, null, null, {}, []],
        [null, null, null, 'plain', [{ id: 3, sites: [{ n: 4 }] }, 5]],
      ],
    });
  });

  it('is empty without rows', () => {
    expect(toColumnTable([])).toEqual({ shared: {}, columns: [], rows: [] });
  });
});

const names = fc.constantFrom('id', 'name', 'kind', 'tags', 'ip', 'account');
const scalars = fc.oneof(fc.string({ maxLength: 8 }), fc.integer(), fc.boolean(), fc.constantFrom('a', 'b', '\u202e', '🎺'));
const records = fc.dictionary(fc.constantFrom('x', 'y'), scalars, { minKeys: 1, maxKeys: 2 });
const cells = fc.oneof(scalars, fc.array(scalars, { maxLength: 3 }), records, fc.array(records, { maxLength: 3 }));
const rowLists: fc.Arbitrary<Row[]> = fc.array(fc.dictionary(names, cells, { maxKeys: 5 }), { maxLength: 12 });

/** The tables of the runs, as an answer has them. */
const toTables = (rows: readonly Row[], groupBy: readonly string[]) =>
  splitIntoRuns(rows, groupBy).map(run => {
    const { shared, ...table } = toColumnTable(run, groupBy);
    return { ...shared, ...table };
  });

describe('the tables of any rows', () => {
  it('stand for the same rows in the same order', () => {
    fc.assert(
      fc.property(rowLists, fc.subarray(['kind', 'account']), (rows, groupBy) => {
        expect(toTables(rows, groupBy).flatMap(expandColumns)).toEqual(rows);
      }),
    );
  });

  it('have at most as many characters as were counted for their rows', () => {
    fc.assert(
      fc.property(rowLists, fc.subarray(['kind', 'account']), (rows, groupBy) => {
        const sizeOf = createColumnSizer(groupBy);
        const counted = rows.reduce((sum, row) => sum + sizeOf(row), 0);
        expect(countJsonChars(toTables(rows, groupBy))).toBeLessThanOrEqual(counted + '[]'.length);
      }),
    );
  });
});
