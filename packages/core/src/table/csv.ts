// CSV by RFC 4180, in which no cell is a formula to the program that opens it.
import { stringify } from 'csv-stringify/sync';
import type { Row } from '../model/fields.ts';
import { inert } from '../text/sanitize.ts';
import { cellsOf } from './table.ts';

/** The header's line. */
export const csvHeader = (columns: readonly string[]) => lines([columns]);

/** A line for each row. */
export const csvRows = (columns: readonly string[], rows: readonly Row[]) => lines(rows.map(row => cellsOf(columns, row)));

const lines = (cells: (readonly string[])[]) =>
  stringify(
    cells.map(row => row.map(cell => defused(inert(cell)))),
    { record_delimiter: 'windows' },
  );

/** A spreadsheet runs what begins like a formula; a number with its sign is none. */
function defused(cell: string): string {
  return /^\s*[=+\-@＝＋－＠]/.test(cell) && !/^[+-]?\d[\d .]*$/.test(cell) ? `'${cell}` : cell;
}
