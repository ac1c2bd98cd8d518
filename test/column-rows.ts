// Reads answers in columns as the objects that they stand for, as a program would.
import type { Row } from '@linekeeper/core';

type Cell = Row[string] | null;

/** A table of an answer: fields of every row, and the columns of each. */
interface ColumnTable {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  [shared: string]: unknown;
}

/** The rows of a table. Nested fields have their objects again. */
export function expandColumns({ columns, rows, ...shared }: ColumnTable): Record<string, unknown>[] {
  return rows.map(cells => {
    const row: Record<string, unknown> = {};
    for (const [name, cell] of Object.entries(shared)) setCell(row, name, cell);
    for (const [index, name] of columns.entries()) setCell(row, name, cells[index]);
    return row;
  });
}

/** The content with objects in place of tables, as the tool answers by default; `accounts` are left out where all is well. */
export function expandContent(answer: unknown): Record<string, unknown> {
  const content = toRecord(answer);
  const { shared = {}, columns, rows, ...rest } = content;
  if (isList(columns) && isList(rows)) return { ...rest, rows: expandColumns({ ...toRecord(shared), columns, rows } as ColumnTable) };
  return Object.fromEntries(Object.entries(content).map(([name, value]) => [name, isList(value) ? value.flatMap(expandEntry) : value]));
}

const expandEntry = (entry: unknown): unknown[] => {
  const { columns, rows } = toRecord(entry);
  return isList(columns) && isList(rows) ? expandColumns(entry as ColumnTable) : [entry];
};

const isList = (value: unknown): value is unknown[] => Array.isArray(value);
const toRecord = (value: unknown): Record<string, unknown> => (typeof value === 'object' && value !== null ? { ...value } : {});

function setCell(row: Record<string, unknown>, name: string, cell: unknown): void {
  if (cell === undefined || cell === null) return;
  const [, list, listField] = /^(.*?)\[\]\.(.*)$/.exec(name) ?? [];
  const [, group, groupField] = /^([^.[]+)\.(.*)$/.exec(name) ?? [];
  if (group !== undefined && groupField !== undefined) {
    const inner = toRecord(row[group]);
    setCell(inner, groupField, cell);
    row[group] = inner;
  } else if (list !== undefined && listField !== undefined && isList(cell)) {
    const entries = isList(row[list]) ? row[list] : cell.map(() => ({}));
    row[list] = entries.map((entry, index) => {
      const inner = toRecord(entry);
      setCell(inner, listField, cell[index]);
      return inner;
    });
  } else row[name] = cell;
}
