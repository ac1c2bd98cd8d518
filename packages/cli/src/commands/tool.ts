// Runs the shell command of a tool: lists are streamed as NDJSON or CSV, everything else is printed when it is complete.
import {
  type Environment,
  LinekeeperError,
  type Listing,
  type ListTool,
  pluralize,
  type Row,
  type RowBatch,
  type Tool,
  type ToolContext,
  unknownNameMessage,
} from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { openAccounts } from '../accounts.ts';
import { localTimeZone } from '../local-time.ts';
import { chooseFormat, type OutputFormat } from '../print/index.ts';
import { formatProgress } from '../print/progress-bar.ts';
import { formatNdjson, formatResult } from '../print/result.ts';
import type { Terminal } from '../terminal.ts';

/** How to run a tool and print its result. */
export interface RunToolOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  /** The value of `--history`. */
  history?: string | undefined;
  format: OutputFormat | undefined;
  /** Columns to print; undefined: the tool's default columns. */
  columns: readonly string[] | undefined;
  /** Fetch all rows, without a timeout unless one is configured. */
  all: boolean;
  /** Rows to print of a tool without a `limit` parameter. */
  rowLimit: number | undefined;
}

/** Reports that a provider asks to wait, since the command would seem to hang. */
const logWaits = (io: Terminal) => (ms: number) => {
  if (ms >= 1_000) io.error(`note: the provider asks to wait ${Math.ceil(ms / 1000)} s.`);
};

/** Runs the tool, prints its result and returns the exit code. Throws errors that occur before the first row. */
export async function runTool(tool: Tool, input: Record<string, unknown>, options: RunToolOptions): Promise<number> {
  const { environment, io, sandbox, history, all, rowLimit } = options;
  if (all && (input.limit ?? rowLimit) !== undefined)
    throw new LinekeeperError('input', 'Give --all or --limit, not both.', { field: 'limit' });
  if (options.columns !== undefined) checkColumns(options.columns, tool.columns ?? []);
  const timeoutMs = readTimeoutMs(environment, all ? Number.POSITIVE_INFINITY : undefined);
  const registry = await openAccounts({ environment, sandbox, history, io });
  const context: ToolContext = {
    registry,
    deadline: { at: systemClock.now() + timeoutMs, onWait: logWaits(io) },
    timeZone: localTimeZone,
    rowLimit: all ? Number.POSITIVE_INFINITY : rowLimit,
  };
  const format = chooseFormat(options.format, io);
  if (isListTool(tool) && (format === 'ndjson' || format === 'csv')) {
    const listing = tool.open(input, registry);
    if (!listing.countsOnly) return await streamRows(listing, format, { context, io });
  }
  const onProgress = (received: number, total: number | undefined) => io.statusLine(formatProgress(received, total));
  const result = await tool.run(input, { ...context, onProgress });
  await io.write(await formatResult(result, format, io, options.columns));
  printNotes(io, {
    shown: result.table.rows.length,
    total: result.table.total,
    hasMore: result.table.hasMore,
    failed: result.failure !== undefined,
    cursor: result.content.next_cursor,
    notes: [...result.warnings, ...(result.notes ?? [])],
  });
  return result.failure?.exitCode ?? 0;
}

const isListTool = (tool: Tool): tool is ListTool => tool.operation !== undefined;

/** Throws `input` for a column that the tool does not have. */
function checkColumns(requested: readonly string[], valid: readonly string[]): void {
  const unknown = requested.find(name => !valid.includes(name));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownNameMessage('field', unknown, valid), { field: 'fields' });
}

interface StreamOptions {
  context: ToolContext;
  io: Terminal;
}

async function streamRows(listing: Listing, format: 'ndjson' | 'csv', { context, io }: StreamOptions): Promise<number> {
  const { registry, deadline, rowLimit = listing.rowLimit } = context;
  const formatRows = format === 'csv' ? await createCsvFormatter(listing) : formatNdjson;
  let shown = 0;
  let last: RowBatch | undefined;
  let failure: unknown;
  try {
    for await (const batch of listing.batches(rowLimit, deadline)) {
      await io.write(formatRows(batch.rows, last === undefined));
      last = batch;
      shown += batch.rows.length;
      io.statusLine(formatProgress(shown, batch.total));
    }
  } catch (thrown) {
    failure = thrown;
  }
  const cursor = last === undefined || last.end !== undefined ? undefined : listing.createCursor(last.position);
  const notes = [...(registry.notice === undefined ? [] : [registry.notice]), ...listing.warnings()];
  printNotes(io, { shown, failed: failure !== undefined, total: last?.total, hasMore: cursor !== undefined, cursor, notes });
  // The received rows are printed; the error ends the command.
  if (failure !== undefined) throw failure;
  return 0;
}

async function createCsvFormatter({ projection: { columns } }: Listing): Promise<(rows: readonly Row[], first: boolean) => string> {
  const { createCsvRowFormatter, formatCsvHeader } = await import('@linekeeper/core/csv');
  const formatRows = createCsvRowFormatter(columns);
  return (rows, first) => (first ? formatCsvHeader(columns) : '') + formatRows(rows);
}

interface RunSummary {
  shown: number;
  /** True if a part could not be read: then missing rows do not mean that there are none. */
  failed: boolean;
  total: number | undefined;
  hasMore: boolean;
  cursor: unknown;
  notes: readonly string[];
}

/** Prints warnings to stderr, and how to continue a listing that was cut off. */
function printNotes(io: Terminal, { shown, failed, total, hasMore, cursor, notes }: RunSummary): void {
  io.statusLine('');
  for (const note of notes) io.error(`note: ${note}`);
  const of = total === undefined ? '' : ` of ${total}`;
  if (shown === 0 && !failed) io.error('note: nothing found.');
  if (!hasMore) return;
  const continuation = typeof cursor === 'string' ? `; --cursor ${cursor} with the same options continues` : '';
  io.error(`note: ${shown}${of} ${pluralize('row', total ?? shown)} shown. --all shows all${continuation}.`);
}
