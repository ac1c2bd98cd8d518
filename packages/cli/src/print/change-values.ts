// The values of a change: from what to what, and of lists what came and went.
import { describeChange, getCell } from '@linekeeper/core';
import type { TableData } from './fee-columns.ts';

/** The column that stands for those of the value before and after. */
export const changeColumn = 'before → after';

/** Puts the values before and after a change into one column, if the table has them. */
export function joinChangeValues({ columns, rows }: TableData): TableData {
  if (!columns.includes('before') || !columns.includes('after')) return { columns, rows };
  return {
    columns: columns.flatMap(name => (name === 'before' ? [changeColumn] : name === 'after' ? [] : [name])),
    rows: rows.map(row => {
      const [before, after] = [getCell(row, 'before'), getCell(row, 'after')];
      return before === undefined && after === undefined ? row : { ...row, [changeColumn]: describeChange(before, after) };
    }),
  };
}
