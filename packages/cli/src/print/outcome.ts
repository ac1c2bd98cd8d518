// An answer that comes whole, in the format that was asked for.
import { cellAt, filledColumns, inertJson, type Outcome, type Row, tableOf } from '@linekeeper/core';
import type { Terminal } from '../terminal.ts';
import type { Format } from './index.ts';

/** `asked` are the columns that were asked for; the answer's own by default. */
export async function printed(outcome: Outcome, format: Format, io: Terminal, asked: readonly string[] | undefined): Promise<string> {
  const { content, list, columns, allColumns = columns, rows, total, more } = outcome;
  const entries = asked === undefined ? rows : rows.map(row => picked(row, asked));
  switch (format) {
    case 'json':
      return `${inertJson(asked === undefined || list === undefined ? content : { ...content, [list]: entries }, io.isTerminal ? 2 : undefined)}\n`;
    case 'ndjson':
      return ndjson(entries);
    case 'csv': {
      const { csvHeader, csvRows } = await import('@linekeeper/core/csv');
      return csvHeader(asked ?? allColumns) + csvRows(asked ?? allColumns, rows);
    }
    default: {
      const { printTable, withBars } = await import('./table.ts');
      if (rows.length === 0) return '';
      const table = tableOf(asked ?? filledColumns(columns, rows), rows, { total, more });
      return printTable(io.isTerminal ? withBars(table) : table, io.width);
    }
  }
}

/** A line for each row. */
export const ndjson = (rows: readonly object[]): string => rows.map(row => `${inertJson(row)}\n`).join('');

const picked = (row: Row, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, cellAt(row, name)]).filter(([, cell]) => cell !== undefined));
