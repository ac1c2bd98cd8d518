// CSV by RFC 4180, with escaping against formula injection (OWASP).
import { stringify } from 'csv-stringify/sync';
import type { Row } from '../model/fields.ts';
import { stripControlCharacters } from '../text/sanitize.ts';
import { formatRow } from './table.ts';

/** How to write a file. */
export interface CsvFileOptions {
  /** Begins the file with a byte order mark, without which spreadsheets garble letters beyond ASCII. For files that people open, not for pipes. */
  byteOrderMark?: boolean;
}

/** The header record, with CRLF. */
export const formatCsvHeader = (columns: readonly string[]) => stringifyRecords([columns.map(stripControlCharacters)]);

/**
 * Returns a function that writes one record per row, each with CRLF. A column in which a formula came is escaped from those rows on in every
 * cell that begins with the sign of a formula, so that its cells can be compared.
 */
export function createCsvRowFormatter(columns: readonly string[]): (rows: readonly Row[]) => string {
  const escapedColumns = new Set<number>();
  return rows => {
    const records = rows.map(row => formatRow(columns, row).map(cell => formatDate(stripControlCharacters(cell))));
    for (const record of records) for (const [index, cell] of record.entries()) if (hasFormula(cell)) escapedColumns.add(index);
    return stringifyRecords(records.map(record => record.map((cell, index) => (escapedColumns.has(index) ? escapeSigns(cell) : cell))));
  };
}

/** The header and all rows. */
export const formatCsvFile = (columns: readonly string[], rows: readonly Row[], { byteOrderMark = false }: CsvFileOptions = {}) =>
  (byteOrderMark ? '\ufeff' : '') + formatCsvHeader(columns) + createCsvRowFormatter(columns)(rows);

const stringifyRecords = (records: (readonly string[])[]) => stringify(records, { record_delimiter: 'windows' });

/** A date with a blank before the time, as one provider writes it, in ISO 8601. */
const formatDate = (cell: string): string => cell.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/, '$1T$2');

/** The signs that begin a formula, also full-width ones. */
const sign = '[=+\\-@＝＋－＠]';
const startsWithSign = new RegExp(`^[\\s"]*${sign}`);
/** Where a sign begins a cell: at the start, and behind the separator of many spreadsheets. */
const signStarts = new RegExp(`^(?=\\s*${sign})|(?<=;[\\s"]*)(?=${sign})`, 'g');

/** A signed number or a phone number. */
const isNumber = (part: string): boolean => /^[+-]?\d[\d .]*$/.test(part.trim());

/** True if a spreadsheet would run a formula, also where it splits the cell at `;`. A number, a phone number or a list of them is data. */
function hasFormula(cell: string): boolean {
  const parts = cell.split(';');
  return !parts.every(isNumber) && (startsWithSign.test(cell) || parts.some(part => startsWithSign.test(part) && !isNumber(part)));
}

/** Puts an apostrophe before each sign that begins a cell. */
const escapeSigns = (cell: string): string => cell.replace(signStarts, "'");
