// Formats a complete tool result as table, JSON, NDJSON or CSV.
import {
  escapeControlCharacters,
  getCell,
  getText,
  isRecord,
  type Row,
  stripControlCharacters,
  type ToolResult,
  toSafeJson,
} from '@linekeeper/core';
import { toLocalRows } from '../local-time.ts';
import type { Terminal } from '../terminal.ts';
import type { OutputFormat } from './output-formats.ts';
import type { Paint } from './style.ts';
import { wrapWords } from './text-width.ts';

/** How to print a result. */
export interface FormatResultOptions {
  format: OutputFormat;
  /** The columns that the user has chosen; undefined for the default ones. */
  requestedColumns: readonly string[] | undefined;
  /** The columns of a provider's list that get room first. */
  preferredColumns?: readonly string[] | undefined;
  /** Shows every column of a table that has a value. */
  isWide?: boolean | undefined;
  /** Begins a CSV with a byte order mark: for files that people open. */
  byteOrderMark?: boolean | undefined;
}

/** Formats a tool result for this output. An empty result has an empty table. */
export async function formatResult(
  { content, table }: ToolResult,
  io: Pick<Terminal, 'isTerminal' | 'width' | 'hasColor'>,
  options: FormatResultOptions,
): Promise<string> {
  const { format, requestedColumns, byteOrderMark } = options;
  const { columns, fileColumns = columns, rows } = table;
  const entries = requestedColumns === undefined ? rows : rows.map(row => pickColumns(row, requestedColumns));
  switch (format) {
    case 'json':
      return `${toSafeJson(requestedColumns === undefined ? content : replaceEntries(content, entries), io.isTerminal ? 2 : undefined)}\n`;
    case 'ndjson':
      return formatNdjson(entries);
    case 'csv': {
      const { formatCsvFile } = await import('@linekeeper/core/csv');
      return formatCsvFile(requestedColumns ?? fileColumns, rows, { byteOrderMark: byteOrderMark ?? false });
    }
    default:
      return rows.length === 0 ? '' : await formatForPeople({ content, table }, io, options);
  }
}

async function formatForPeople(
  { content, table }: Pick<ToolResult, 'content' | 'table'>,
  { width, hasColor = false }: Pick<Terminal, 'width' | 'hasColor'>,
  { requestedColumns: requested, isWide, preferredColumns }: FormatResultOptions,
): Promise<string> {
  const [{ formatTable }, { areFindings, formatFindings }, { splitFees }, { joinChangeValues }, { createPaint }] = await Promise.all([
    import('./table.ts'),
    import('./findings.ts'),
    import('./fee-columns.ts'),
    import('./change-values.ts'),
    import('./style.ts'),
  ]);
  const { columns, fileColumns } = table;
  const rows = toLocalRows(table);
  const paint = createPaint(hasColor);
  if (width !== undefined && requested === undefined && !isWide && areFindings(columns))
    return formatFindings(rows, { width, paint, counts: isRecord(content.counts) ? content.counts : {} });
  if (width !== undefined && requested === undefined && columns.includes('error') && rows.length > 1) {
    const table = formatTable(rows, { columns: columns.filter(name => name !== 'error'), isWide, width, paint });
    return table + formatErrors(rows, width, paint);
  }
  const data =
    requested === undefined && width !== undefined
      ? joinChangeValues(splitFees({ columns, rows }, readEntries(content)))
      : { columns, rows };
  return formatTable(data.rows, {
    columns: data.columns,
    moreColumns: selectMoreColumns(columns, fileColumns),
    preferredColumns,
    requested,
    isWide,
    width,
    paint,
  });
}

/** The errors of accounts, which are sentences: they stand below the table. */
const formatErrors = (rows: readonly Row[], width: number, paint: Paint): string =>
  rows
    .flatMap(row => getText(row, 'error') ?? [])
    .map(error => `${paint('red', '✗')} ${wrapWords(stripControlCharacters(error), width - 2, 0).replaceAll('\n', '\n  ')}\n`)
    .join('');

/** The columns of a file beside those of a table; sums have their own in both. */
const selectMoreColumns = (columns: readonly string[], fileColumns: readonly string[] | undefined) =>
  columns.includes('count') ? undefined : fileColumns;

/** Newline-delimited JSON: one object per row, with control characters escaped. */
export function formatNdjson(rows: readonly object[]): string {
  let text = '';
  for (const row of rows) text += `${JSON.stringify(row)}\n`;
  return escapeControlCharacters(text);
}

/** The entries of the rows: a content is JSON, and its first list has them. */
const readEntries = (content: ToolResult['content']): readonly Row[] =>
  (Object.values(content).find(value => Array.isArray(value)) ?? []) as readonly Row[];

/** The first list of the content holds its entries. */
function replaceEntries(content: ToolResult['content'], entries: readonly object[]): object {
  const list = Object.keys(content).find(name => Array.isArray(content[name]));
  return list === undefined ? content : { ...content, [list]: entries };
}

/** Picks the columns that a row has a value in. */
export const pickColumns = (row: Row, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, getCell(row, name)]).filter(([, cell]) => cell !== undefined));
