// The values of a change: from what to what, and of lists what came and went.
import { getCell, toText } from '@linekeeper/core';
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

/** `up → down`, or of lists only the entries that came and went. */
export function describeChange(before: unknown, after: unknown): string {
  if (!Array.isArray(before) || !Array.isArray(after)) return `${formatValue(before)} → ${formatValue(after)}`;
  const [added, removed] = [after.filter(entry => !before.includes(entry)), before.filter(entry => !after.includes(entry))];
  return [...added.map(entry => `added ${toText(entry)}`), ...removed.map(entry => `removed ${toText(entry)}`)].join(', ');
}

const formatValue = (value: unknown): string => (value === undefined ? '–' : [value].flat().map(toText).join(', '));
