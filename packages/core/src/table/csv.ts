// CSV by RFC 4180, with escaping against formula injection (OWASP).
import type { Row } from '../model/fields.ts';
import { stripControlCharacters } from '../text/sanitize.ts';
import { createRowFormatter } from './table.ts';

/** How to write a file. */
export interface CsvFileOptions {
  /** Begins the file with a byte order mark, without which spreadsheets garble letters beyond ASCII. For files that people open, not for pipes. */
  byteOrderMark?: boolean;
}

/** The header record, with CRLF. Names of columns are bare: only a name of a provider's may need quotes. */
export const formatCsvHeader = (columns: readonly string[]) =>
  toRecord(columns.map(stripControlCharacters).map(name => (/[",]/.test(name) ? quoteCell(name) : name)));

/** Returns a function that writes one record per row, each with CRLF. */
export function createCsvRowFormatter(columns: readonly string[]): (rows: readonly Row[]) => string {
  const formatRow = createRowFormatter(columns);
  return rows => {
    let text = '';
    for (const row of rows) text += toRecord(formatRow(row).map(formatCell));
    return text;
  };
}

/** Writes a cell by its text alone: rows are written before later ones are known, and equal cells of a column must be equal in the file. */
function formatCell(text: string): string {
  if (plainCell.test(text)) return `"${formatDate(text)}"`;
  const cell = formatDate(stripControlCharacters(text));
  return quoteCell(hasFormula(cell) ? escapeSigns(cell) : cell);
}

/** The header and all rows. */
export const formatCsvFile = (columns: readonly string[], rows: readonly Row[], { byteOrderMark = false }: CsvFileOptions = {}) =>
  (byteOrderMark ? '\ufeff' : '') + formatCsvHeader(columns) + createCsvRowFormatter(columns)(rows);

const toRecord = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** Every cell is quoted: many spreadsheets split a bare one at `;`. Line breaks were replaced before. */
const quoteCell = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

/** Most cells: a whole phone number, or Latin and Cyrillic text that begins with a letter or a digit. Such a cell needs no escapes. */
const plainCell = /^(?:\+\d+|[\wÀ-ɏЀ-ӿ][\wÀ-ɏЀ-ӿ .:()/+=@&#*'!?-]*)?$/;

/** A date with a blank before the time, as one provider writes it, in ISO 8601. */
const formatDate = (cell: string): string =>
  cell[10] === ' ' && cell[4] === '-' ? cell.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/, '$1T$2') : cell;

/** The signs that begin a formula, also full-width ones. */
const sign = '[=+\\-@＝＋－＠]';
const startsWithSign = new RegExp(`^[\\s"]*${sign}`);
/** Where a sign begins a cell: at the start, and behind the separator of many spreadsheets. */
const signAtStart = new RegExp(`^(?=\\s*${sign})`);
const signBehindSeparator = new RegExp(`;[\\s"]*(?=${sign})`, 'g');

/** A signed number or a phone number. */
const isNumber = (part: string): boolean => /^[+-]?\d[\d .]*$/.test(part.trim());

/** True if a spreadsheet would run a formula, also where it splits the cell at `;`. A number, a phone number or a list of them is data. */
function hasFormula(cell: string): boolean {
  const parts = cell.split(';');
  return !parts.every(isNumber) && (startsWithSign.test(cell) || parts.some(part => startsWithSign.test(part) && !isNumber(part)));
}

/** Puts an apostrophe before each sign that begins a cell. */
const escapeSigns = (cell: string): string => cell.replace(signAtStart, "'").replace(signBehindSeparator, "$&'");
