// Rows as columns: each field name stands once, and a value that all rows have in common stands once beside them.
import type { Cell, Row } from '../model/fields.ts';
import { isRecord } from '../text/json.ts';
import { countJsonChars } from './size-budget.ts';

/** Rows as columns. The field of a nested object is a column `group.field`; that of objects in a list is `list[].field`, with a list of values. */
export interface ColumnTable {
  /** The fields whose value is the same in all rows. */
  shared: Readonly<Record<string, Cell>>;
  columns: readonly string[];
  /** The values of each row in the order of the columns: null for a missing one, missing ones at the end left out. */
  rows: readonly (readonly (Cell | null)[])[];
}

/** Converts rows to columns. `groupBy`: columns that all rows have in common, even if there is one row. */
export function toColumnTable(rows: readonly Row[], groupBy: readonly string[] = []): ColumnTable {
  const flatRows = rows.map(flattenRow);
  const [first = new Map<string, Cell>()] = flatRows;
  const names = [...new Set(flatRows.flatMap(row => [...row.keys()]))];
  const isShared = (name: string) => groupBy.includes(name) || (rows.length > 1 && haveSameValue(flatRows, name));
  const columns = names.filter(name => !isShared(name));
  return {
    shared: Object.fromEntries([...first].filter(([name]) => !columns.includes(name))),
    columns,
    rows: flatRows.map(row => dropTrailingNulls(columns.map(name => row.get(name) ?? null))),
  };
}

function haveSameValue(rows: readonly ReadonlyMap<string, Cell>[], name: string): boolean {
  const [first, ...others] = rows.map(row => row.get(name));
  const text = JSON.stringify(first);
  return others.every(cell => cell === first || JSON.stringify(cell) === text);
}

const dropTrailingNulls = (cells: readonly (Cell | null)[]) => cells.slice(0, cells.findLastIndex(cell => cell !== null) + 1);

/** The cells of a row by the names of their columns. */
function flattenRow(row: Row): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  addCells(row, '', cells);
  return cells;
}

function addCells(row: Row, prefix: string, cells: Map<string, Cell>): void {
  for (const [name, cell] of Object.entries(row)) {
    if (isFilledRecord(cell)) addCells(cell, `${prefix}${name}.`, cells);
    else if (Array.isArray(cell) && cell.length > 0 && cell.every(isFilledRecord)) addList(cell, `${prefix}${name}[].`, cells);
    else cells.set(prefix + name, cell);
  }
}

/** Adds a list of values for each field of the entries, in the order of these. */
function addList(entries: readonly Row[], prefix: string, cells: Map<string, Cell>): void {
  const flatEntries = entries.map(flattenRow);
  // A list of values may hold null, as the JSON of a table does.
  for (const name of new Set(flatEntries.flatMap(entry => [...entry.keys()])))
    cells.set(prefix + name, flatEntries.map(entry => entry.get(name) ?? null) as readonly Cell[]);
}

/** An empty object has no field that could be a column. */
const isFilledRecord = (cell: unknown): cell is Row => isRecord(cell) && Object.keys(cell).length > 0;

/** Characters of `null,`, of the brackets and the comma around the cells of a row, and of what stands around the rows of a table. */
const nullChars = 5;
const rowChars = 3;
const tableChars = 27;

/**
 * Counts what each row adds to a list of tables, in characters of JSON; never less than it does. Rows in a run with equal values of the
 * columns `groupBy` share a table.
 */
export function createColumnSizer(groupBy: readonly string[]): (row: Row) => number {
  let names = new Set<string>();
  let rowCount = 0;
  let lastGroup: string | undefined;
  return row => {
    const cells = flattenRow(row);
    const group = toGroupKey(cells, groupBy);
    let size = rowChars;
    if (group !== lastGroup) {
      names = new Set();
      rowCount = 0;
      lastGroup = group;
      size += tableChars;
    }
    for (const [name, cell] of cells) {
      if (names.has(name) && groupBy.includes(name)) continue;
      size += countJsonChars(cell) + 1;
      if (names.has(name)) continue;
      names.add(name);
      size += countJsonChars(name) + 1 + nullChars * rowCount;
    }
    rowCount++;
    return size + nullChars * (names.size - cells.size);
  };
}

/** Splits rows into runs with equal values of the columns `groupBy`. */
export function splitIntoRuns(rows: readonly Row[], groupBy: readonly string[]): Row[][] {
  const runs: Row[][] = [];
  let lastGroup: string | undefined;
  for (const row of rows) {
    const group = toGroupKey(flattenRow(row), groupBy);
    if (group === lastGroup) runs.at(-1)?.push(row);
    else runs.push([row]);
    lastGroup = group;
  }
  return runs;
}

const toGroupKey = (cells: ReadonlyMap<string, Cell>, groupBy: readonly string[]): string =>
  JSON.stringify(groupBy.map(name => cells.get(name) ?? null));
