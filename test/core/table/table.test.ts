// The table model: cells, notes and filled columns.
import { buildTable, getFilledColumns } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../packages/core/src/model/fields.ts';
import { formatRow } from '../../../packages/core/src/table/table.ts';
import fc from '../../random.ts';

const rows = [
  { id: 1, name: 'a', ip: { mode: 'OPEN' }, tags: ['x', 'y'], on: false },
  { id: 0, tags: [], calls: [{ month: 1 }, { month: 2 }] },
];

describe('a table', () => {
  it('has each value as text, empty if missing', () => {
    const table = buildTable(['id', 'name', 'ip.mode', 'ip', 'tags', 'on', 'calls', 'calls.month'], rows, { total: 2, more: false });
    expect(table).toEqual({
      columns: ['id', 'name', 'ip.mode', 'ip', 'tags', 'on', 'calls', 'calls.month'],
      rows: [
        ['1', 'a', 'OPEN', '{"mode":"OPEN"}', 'x; y', 'false', '', ''],
        ['0', '', '', '', '', '', '{"month":1}; {"month":2}', '1; 2'],
      ],
    });
  });

  it('has as many cells in each row as columns, whatever the row', () => {
    const scalar = fc.oneof(fc.string(), fc.double(), fc.boolean());
    const { cell } = fc.letrec<{ cell: Cell }>(tie => ({
      cell: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('cell')), fc.dictionary(fc.string(), tie('cell'))),
    }));
    fc.assert(
      fc.property(fc.array(fc.string()), fc.dictionary(fc.string(), cell), (names, row) => {
        const columns = [...names, ...Object.keys(row)];
        const cells = formatRow(columns, row);
        expect(cells).toHaveLength(columns.length);
        expect(cells.every(text => typeof text === 'string')).toBe(true);
      }),
    );
  });

  it.each([
    [{ more: false, total: 90 }, undefined],
    [{ more: true, total: 90 }, '2 of 90 shown'],
    [{ more: true }, '2 shown, there are more'],
    [{ more: true, total: 2 }, '2 shown, there are more'],
  ])('with %j has the note %j', (rest, note) => {
    expect(buildTable(['id'], rows, rest).note).toBe(note);
  });
});

describe('the filled columns', () => {
  it('are those in which at least one row has a value', () => {
    expect(getFilledColumns(['id', 'name', 'none', 'ip.mode', 'ip.none'], rows)).toEqual(['id', 'name', 'ip.mode']);
    expect(getFilledColumns(['id'], [])).toEqual([]);
  });

  it('omit an empty list', () => {
    expect(getFilledColumns(['tags', 'calls.other'], [{ tags: [] }, { calls: [{ month: 1 }] }])).toEqual([]);
  });
});
