// Prints a list as NDJSON or CSV while it is being read.
import type { Listing, Row, RowBatch, ToolContext } from '@linekeeper/core';
import { printNotes } from '../print/notes.ts';
import { formatNdjson } from '../print/result.ts';
import type { StatusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';

interface StreamOptions {
  context: ToolContext;
  io: Terminal;
  status: StatusLine;
  /** Begins a CSV with a byte order mark. */
  byteOrderMark: boolean;
}

/** Prints the rows as they come, and the notes after them. Throws the error that ended the list; the rows before it are printed. */
export async function streamRows(
  listing: Listing,
  format: 'ndjson' | 'csv',
  { context, io, status, byteOrderMark }: StreamOptions,
): Promise<number> {
  const { registry, deadline, rowLimit = listing.rowLimit } = context;
  const formatRows = format === 'csv' ? await createCsvFormatter(listing, byteOrderMark) : formatNdjson;
  let shown = 0;
  let last: RowBatch | undefined;
  let failure: unknown;
  try {
    for await (const batch of listing.batches(rowLimit, deadline)) {
      await io.write(formatRows(batch.rows, last === undefined));
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

async function createCsvFormatter(
  { projection: { columns } }: Listing,
  byteOrderMark: boolean,
): Promise<(rows: readonly Row[], first: boolean) => string> {
  const { createCsvRowFormatter, formatCsvHeader } = await import('@linekeeper/core/csv');
  const formatRows = createCsvRowFormatter(columns);
  const header = (byteOrderMark ? '\ufeff' : '') + formatCsvHeader(columns);
  return (rows, first) => (first ? header : '') + formatRows(rows);
}
