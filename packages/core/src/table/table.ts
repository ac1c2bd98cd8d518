// The table model that all surfaces print: columns, cells as text and a note.
import type { Cell, Row } from '../model/fields.ts';
import { toText } from '../text/sanitize.ts';
import { getCell } from './cell-values.ts';

/** A table of text cells. */
export interface Table {
  columns: readonly string[];
  /** One array of cells per row; a cell without a value is empty. */
  rows: readonly (readonly string[])[];
  /** How many rows there are in total, if these are not all. */
  note?: string;
}

/** Builds a table. `total`: rows in the whole list, if known. `more`: true if the list continues after these rows. */
export function buildTable(
  columns: readonly string[],
  rows: readonly Row[],
  { total, more }: { total?: number | undefined; more: boolean },
): Table {
  const table = { columns, rows: rows.map(createRowFormatter(columns)) };
  return more ? { ...table, note: formatNote(rows.length, total) } : table;
}

/** The cells of one row, one per column. */
export const formatRow = (columns: readonly string[], row: Row): string[] => createRowFormatter(columns)(row);

/** Returns a function that formats the cells of a row, one per column. */
export function createRowFormatter(columns: readonly string[]): (row: Row) => string[] {
  const groups = columns.map((_, index) => getGroup(columns, index));
  return row => columns.map((name, index) => formatCell(getCell(row, name) ?? getPlainValue(row, groups[index])));
}

/** The name of the object whose first column this is. */
function getGroup(columns: readonly string[], index: number): string | undefined {
  const group = columns[index]?.split('.').slice(0, -1).join('.');
  return group && columns.findIndex(name => name.startsWith(`${group}.`)) === index ? group : undefined;
}

/** If a provider sends a plain value instead of an object, it is shown in the first of the object's columns. */
function getPlainValue(row: Row, group: string | undefined): Cell | undefined {
  if (group === undefined) return undefined;
  const cell = getCell(row, group);
  const plain = Array.isArray(cell) ? cell.filter(item => typeof item !== 'object') : cell;
  return typeof plain === 'object' && !(Array.isArray(plain) && plain.length > 0) ? undefined : plain;
}

/** The columns in which at least one row has a value, in the same order. */
export function getFilledColumns(columns: readonly string[], rows: readonly Row[]): string[] {
  return columns.filter((name, index) => {
    const group = getGroup(columns, index);
    return rows.some(row => formatCell(getCell(row, name) ?? getPlainValue(row, group)) !== '');
  });
}

function formatNote(shown: number, total: number | undefined): string {
  return total === undefined || total <= shown ? `${shown} shown, there are more` : `${shown} of ${total} shown`;
}

/** A value as text: lists joined with `; `, objects as JSON. */
function formatCell(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (Array.isArray(cell)) return cell.map(formatCell).join('; ');
  return typeof cell === 'object' ? toText(cell) : String(cell);
}
