// CSV by RFC 4180, with escaping against formula injection (OWASP).
import { stringify } from 'csv-stringify/sync';
import type { Row } from '../model/fields.ts';
import { stripControlCharacters } from '../text/sanitize.ts';
import { formatRow } from './table.ts';

/** The header record, with CRLF. */
export const formatCsvHeader = (columns: readonly string[]) => formatCsv([columns]);

/** One record per row, each with CRLF. */
export const formatCsvRows = (columns: readonly string[], rows: readonly Row[]) => formatCsv(rows.map(row => formatRow(columns, row)));

/** The header and all rows. */
export const formatCsvFile = (columns: readonly string[], rows: readonly Row[]) => formatCsvHeader(columns) + formatCsvRows(columns, rows);

const formatCsv = (cells: (readonly string[])[]) =>
  stringify(
    cells.map(row => row.map(cell => escapeFormula(stripControlCharacters(cell)))),
    { record_delimiter: 'windows' },
  );

/** Prefixes an apostrophe to a cell that a spreadsheet would run as a formula, also with full-width signs. Signed numbers stay as they are. */
function escapeFormula(cell: string): string {
  return /^\s*[=+\-@＝＋－＠]/.test(cell) && !/^[+-]?\d[\d .]*$/.test(cell) ? `'${cell}` : cell;
}
