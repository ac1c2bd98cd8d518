// Runs a list command: rows as they come for programs, all at once for people.
import {
  type Batch,
  type Call,
  type Environment,
  filledColumns,
  inertJson,
  LinekeeperError,
  type Listing,
  type ListTool,
  type Row,
  tableOf,
} from '@linekeeper/core';
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { openDirectory } from '../directory.ts';
import { type Format, formatFor } from '../print/index.ts';
import { bar } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

export interface Asking {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  format: Format | undefined;
  /** All rows, and all the time that they take. */
  all: boolean;
}

/** A pause that a provider asks for is said, or the command would seem to hang. */
const sayWait = (io: Terminal) => (ms: number) => {
  if (ms >= 1_000) io.error(`note: the provider asks to wait ${Math.ceil(ms / 1000)} s.`);
};

interface Running {
  call: Call;
  io: Terminal;
}

/** Prints what the tool lists; the answer is the exit code. Errors before the first row are thrown. */
export async function runTool(tool: ListTool, input: Record<string, unknown>, asking: Asking): Promise<number> {
  const { environment, io, sandbox, all } = asking;
  if (all && input.limit !== undefined) throw new LinekeeperError('input', 'Give --all or --limit, not both.', { field: 'limit' });
  const time = all ? Number.POSITIVE_INFINITY : deadlineMs(environment);
  const directory = await openDirectory(environment, sandbox);
  const call = {
    directory,
    deadline: { at: systemClock.now() + time, onWait: sayWait(io) },
    wanted: all ? Number.POSITIVE_INFINITY : undefined,
  };
  const format = formatFor(asking.format, io);
  if (format === 'ndjson' || format === 'csv') return await stream(tool.open(input, directory), format, { call, io });
  return await whole(tool, input, format, { call, io });
}

async function whole(tool: ListTool, input: Record<string, unknown>, format: 'table' | 'json', { call, io }: Running): Promise<number> {
  const onProgress = (received: number, total: number | undefined) => io.passing(bar(received, total));
  const { content, columns, rows, total, more, warnings, failure } = await tool.run(input, { ...call, onProgress });
  if (format === 'json') await io.write(`${inertJson(content, io.isTerminal ? 2 : undefined)}\n`);
  else {
    const { printTable } = await import('../print/table.ts');
    await io.write(printTable(tableOf(filledColumns(columns, rows), rows, { total, more }), io.width));
  }
  say(io, { shown: rows.length, total, cursor: content.next_cursor, warnings });
  return failure?.exit ?? 0;
}

async function stream(listing: Listing, format: 'ndjson' | 'csv', { call, io }: Running): Promise<number> {
  const { directory, deadline, wanted = listing.wanted } = call;
  const print = format === 'csv' ? await csvPrinter(listing) : ndjson;
  let shown = 0;
  let last: Batch | undefined;
  let failure: unknown;
  try {
    for await (const batch of listing.batches(wanted, deadline)) {
      await io.write(print(batch.rows, last === undefined));
      last = batch;
      shown += batch.rows.length;
      io.passing(bar(shown, batch.total));
    }
  } catch (thrown) {
    failure = thrown;
  }
  const cursor = last === undefined || last.end !== undefined ? undefined : listing.cursor(last.place);
  const warnings = [...(directory.notice === undefined ? [] : [directory.notice]), ...listing.warnings()];
  say(io, { shown, total: last?.total, cursor, warnings });
  // The rows that came are printed; the error behind them ends the command.
  if (failure !== undefined) throw failure;
  return 0;
}

const ndjson = (rows: readonly Row[]) => rows.map(row => `${inertJson(row)}\n`).join('');

async function csvPrinter({ view: { columns } }: Listing): Promise<(rows: readonly Row[], first: boolean) => string> {
  const { csvHeader, csvRows } = await import('../print/csv.ts');
  return (rows, first) => (first ? csvHeader(columns) : '') + csvRows(columns, rows);
}

interface Report {
  shown: number;
  total: number | undefined;
  cursor: unknown;
  warnings: readonly string[];
}

/** What is no data goes to stderr: that a listing was cut, and every warning. */
function say(io: Terminal, { shown, total, cursor, warnings }: Report): void {
  io.passing('');
  for (const warning of warnings) io.error(`note: ${warning}`);
  const of = total === undefined ? '' : ` of ${total}`;
  if (typeof cursor !== 'string') return;
  io.error(`note: ${shown}${of} ${shown === 1 ? 'row' : 'rows'} shown. --all shows all; --cursor ${cursor} with the same options goes on.`);
}
