// Prints rows while they are being read, as NDJSON, CSV or JSON.
import { type Listing, type Row, type RowBatch, type RowStream, type ToolContext, toSafeJson } from '@linekeeper/core';
import { printNotes } from '../print/notes.ts';
import type { OutputFormat } from '../print/output-formats.ts';
import { formatNdjson, pickColumns } from '../print/result.ts';
import type { StatusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';

interface StreamOptions {
  format: Exclude<OutputFormat, 'table'>;
  io: Terminal;
  status: StatusLine;
  /** Begins a CSV with a byte order mark. */
  byteOrderMark: boolean;
}

/** Prints the rows as they come, and the notes after them. Returns the exit code: that of the first account that failed. */
export async function printStream(
  { columns, rowsField, rows }: RowStream,
  { io, status, format, requestedColumns, byteOrderMark }: StreamOptions & { requestedColumns: readonly string[] | undefined },
): Promise<number> {
  const writer =
    format === 'json'
      ? new JsonWriter(io, rowsField)
      : new LineWriter(io, await createFormatter(format, requestedColumns ?? columns, byteOrderMark));
  let shown = 0;
  let step = await rows.next();
  for (; !step.done; step = await rows.next()) {
    await writer.add(requestedColumns === undefined ? step.value : step.value.map(row => pickColumns(row, requestedColumns)));
    shown += step.value.length;
  }
  const { content, table, warnings, notes = [], failure } = step.value;
  await writer.end(content);
  status.stop();
  printNotes(io, {
    shown,
    total: table.total,
    hasMore: table.hasMore,
    failed: failure !== undefined,
    cursor: content.next_cursor,
    notes: [...warnings, ...notes],
  });
  return failure?.exitCode ?? 0;
}

/** Prints the rows of one list as they come, and the notes after them. Throws the error that ended the list; the rows before it are printed. */
export async function printListing(
  listing: Listing,
  format: 'ndjson' | 'csv',
  { registry, deadline, rowLimit = listing.rowLimit }: ToolContext,
  { io, status, byteOrderMark }: Omit<StreamOptions, 'format'>,
): Promise<number> {
  const writer = new LineWriter(io, await createFormatter(format, listing.projection.columns, byteOrderMark));
  let shown = 0;
  let last: RowBatch | undefined;
  let failure: unknown;
  try {
    for await (const batch of listing.batches(rowLimit, deadline)) {
      await writer.add(batch.rows);
      last = batch;
      shown += batch.rows.length;
      status.onProgress(shown, batch.total);
    }
  } catch (thrown) {
    failure = thrown;
  }
  status.stop();
  const cursor = last === undefined || last.end !== undefined ? undefined : listing.createCursor(last.position);
  const notes = [...(registry.notice === undefined ? [] : [registry.notice]), ...listing.warnings()];
  printNotes(io, { shown, failed: failure !== undefined, total: last?.total, hasMore: cursor !== undefined, cursor, notes });
  if (failure !== undefined) throw failure;
  return 0;
}

/** Formats rows, and what stands before the first one. */
interface Formatter {
  header: string;
  formatRows(rows: readonly Row[]): string;
}

async function createFormatter(format: 'ndjson' | 'csv', columns: readonly string[], byteOrderMark: boolean): Promise<Formatter> {
  if (format === 'ndjson') return { header: '', formatRows: formatNdjson };
  const { createCsvRowFormatter, formatCsvHeader } = await import('@linekeeper/core/csv');
  return { header: (byteOrderMark ? '\ufeff' : '') + formatCsvHeader(columns), formatRows: createCsvRowFormatter(columns) };
}

/** Writes one line for each row. */
class LineWriter {
  readonly #io: Terminal;
  readonly #formatter: Formatter;
  #hasBegun = false;

  constructor(io: Terminal, formatter: Formatter) {
    this.#io = io;
    this.#formatter = formatter;
  }

  async add(rows: readonly Row[]): Promise<void> {
    const header = this.#hasBegun ? '' : this.#formatter.header;
    this.#hasBegun = true;
    await this.#io.write(header + this.#formatter.formatRows(rows));
  }

  async end(): Promise<void> {
    if (!this.#hasBegun) await this.add([]);
  }
}

/** Writes the structured content: its first list as the rows come, the rest at the end. */
class JsonWriter {
  readonly #io: Terminal;
  readonly #rowsField: string;
  #separator: string;

  constructor(io: Terminal, rowsField: string) {
    this.#io = io;
    this.#rowsField = rowsField;
    this.#separator = `{${toSafeJson(rowsField)}:[`;
  }

  async add(rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#io.write(this.#separator + rows.map(row => toSafeJson(row)).join(','));
    this.#separator = ',';
  }

  async end({ [this.#rowsField]: _, ...rest }: Readonly<Record<string, unknown>>): Promise<void> {
    const start = this.#separator === ',' ? '' : this.#separator;
    await this.#io.write(`${start}],${toSafeJson(rest).slice(1)}\n`);
  }
}
