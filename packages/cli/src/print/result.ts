// Formats a complete tool result as table, JSON, NDJSON or CSV.
import { buildTable, getCell, getFilledColumns, type Row, type ToolResult, toSafeJson } from '@linekeeper/core';
import { toLocalRows } from '../local-time.ts';
import type { Terminal } from '../terminal.ts';
import type { OutputFormat } from './index.ts';

/** Formats a tool result; `requestedColumns` replaces its default columns. An empty result has an empty table. */
export async function formatResult(
  { content, table }: ToolResult,
  format: OutputFormat,
  io: Terminal,
  requestedColumns: readonly string[] | undefined,
): Promise<string> {
  const { columns, fileColumns = columns, rows, total, hasMore } = table;
  const entries = requestedColumns === undefined ? rows : rows.map(row => pickColumns(row, requestedColumns));
  switch (format) {
    case 'json':
      return `${toSafeJson(requestedColumns === undefined ? content : replaceEntries(content, entries), io.isTerminal ? 2 : undefined)}\n`;
    case 'ndjson':
      return formatNdjson(entries);
    case 'csv': {
      const { formatCsvFile } = await import('@linekeeper/core/csv');
      return formatCsvFile(requestedColumns ?? fileColumns, rows);
    }
    default: {
      const { formatTable, addBars } = await import('./table.ts');
      if (rows.length === 0) return '';
      const textTable = buildTable(requestedColumns ?? getFilledColumns(columns, rows), toLocalRows(table), { total, more: hasMore });
      return formatTable(io.isTerminal ? addBars(textTable) : textTable, io.width);
    }
  }
}

/** Newline-delimited JSON: one object per row, with control characters escaped. */
export const formatNdjson = (rows: readonly object[]): string => rows.map(row => `${toSafeJson(row)}\n`).join('');

/** The first list of the content holds its entries. */
function replaceEntries(content: ToolResult['content'], entries: readonly object[]): object {
  const list = Object.keys(content).find(name => Array.isArray(content[name]));
  return list === undefined ? content : { ...content, [list]: entries };
}

const pickColumns = (row: Row, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, getCell(row, name)]).filter(([, cell]) => cell !== undefined));
