// One table for every printer: columns, cells and a note, so that surfaces cannot disagree.

import type { Cell, Row } from '../model/fields.ts';
import { asText } from '../text/sanitize.ts';
import { cellAt } from './cell-values.ts';

export interface Table {
  columns: readonly string[];
  /** A cell is text; empty where the row has no value. */
  rows: readonly (readonly string[])[];
  /** What a reader must know about the table: how many rows there are beside these. */
  note?: string;
}

/** The table of rows. `total` is the whole list's count, where it is known; `more` says that the list goes on. */
export function tableOf(
  columns: readonly string[],
  rows: readonly Row[],
  { total, more }: { total?: number | undefined; more: boolean },
): Table {
  const table = { columns, rows: rows.map(row => cellsOf(columns, row)) };
  return more ? { ...table, note: noteOf(rows.length, total) } : table;
}

/** One row's cells. */
export function cellsOf(columns: readonly string[], row: Row): string[] {
  return columns.map((name, index) => textOf(cellAt(row, name) ?? plainAt(columns, index, row)));
}

/** Where a provider sends a plain value instead of an object, it stands in the first of the object's columns. */
function plainAt(columns: readonly string[], index: number, row: Row): Cell | undefined {
  const group = columns[index]?.split('.').slice(0, -1).join('.');
  if (!group || columns.findIndex(name => name.startsWith(`${group}.`)) !== index) return undefined;
  const cell = cellAt(row, group);
  const plain = Array.isArray(cell) ? cell.filter(item => typeof item !== 'object') : cell;
  return typeof plain === 'object' && !(Array.isArray(plain) && plain.length > 0) ? undefined : plain;
}

/** The columns in which at least one row has a value. */
export function filledColumns(columns: readonly string[], rows: readonly Row[]): string[] {
  return columns.filter((name, index) => rows.some(row => textOf(cellAt(row, name) ?? plainAt(columns, index, row)) !== ''));
}

function noteOf(shown: number, total: number | undefined): string {
  return total === undefined || total <= shown ? `${shown} shown, there are more` : `${shown} of ${total} shown`;
}

/** A cell in words: lists joined, objects as JSON. */
function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (Array.isArray(cell)) return cell.map(textOf).join('; ');
  return asText(cell);
}
