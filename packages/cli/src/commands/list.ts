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
  const call = { directory, deadline: { at: systemClock.now() + time }, wanted: all ? Number.POSITIVE_INFINITY : undefined };
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
  const { notice } = call.directory;
  const { columns } = listing.view;
  const print = format === 'csv' ? await import('../print/csv.ts') : undefined;
  if (print !== undefined) await io.write(print.csvHeader(columns));
  let shown = 0;
  let last: Batch | undefined;
  const cursor = async () => (last === undefined || last.end !== undefined ? undefined : await listing.cursor(last.place));
  const report = async () =>
    say(io, { shown, total: last?.total, cursor: await cursor(), warnings: [...(notice ? [notice] : []), ...listing.warnings()] });
  try {
    for await (const batch of listing.batches(call.wanted ?? listing.wanted, call.deadline)) {
      last = batch;
      shown += batch.rows.length;
      await io.write(print === undefined ? batch.rows.map(row => `${inertJson(row)}\n`).join('') : print.csvRows(columns, batch.rows));
      io.passing(bar(shown, batch.total));
    }
  } catch (thrown) {
    await report();
    throw thrown;
  }
  await report();
  return 0;
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
  if (typeof cursor === 'string')
    io.error(`note: ${shown}${of} rows shown. --all shows all; --cursor ${cursor} with the same options goes on.`);
  else if (shown === 0) io.error('note: no rows.');
}
