// Runs a tool's command: rows as they come where a program reads a list, all at once otherwise.
import {
  type Batch,
  type Call,
  type Environment,
  LinekeeperError,
  type Listing,
  type ListTool,
  type Outcome,
  type Row,
  type Tool,
  unknownName,
} from '@linekeeper/core';
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { openDirectory } from '../accounts.ts';
import { type Format, formatFor } from '../print/index.ts';
import { ndjson, printed } from '../print/outcome.ts';
import { bar } from '../print/progress-bar.ts';
import type { Terminal } from '../terminal.ts';

export interface Asking {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  format: Format | undefined;
  /** The columns to print; the tool's own by default. */
  columns: readonly string[] | undefined;
  /** All rows, and all the time that they take. */
  all: boolean;
  /** Rows of a tool that has no limit of its own. */
  most: number | undefined;
}

/** A pause that a provider asks for is said, or the command would seem to hang. */
const sayWait = (io: Terminal) => (ms: number) => {
  if (ms >= 1_000) io.error(`note: the provider asks to wait ${Math.ceil(ms / 1000)} s.`);
};

/** Prints the tool's answer; what it returns is the exit code. Errors before the first row are thrown. */
export async function runTool(tool: Tool, input: Record<string, unknown>, asking: Asking): Promise<number> {
  const { environment, io, sandbox, all, most } = asking;
  if (all && (input.limit ?? most) !== undefined)
    throw new LinekeeperError('input', 'Give --all or --limit, not both.', { field: 'limit' });
  if (asking.columns !== undefined) checkColumns(asking.columns, tool.columns ?? []);
  const time = deadlineMs(environment, all ? Number.POSITIVE_INFINITY : undefined);
  const directory = await openDirectory({ environment, sandbox, io });
  const call = {
    directory,
    deadline: { at: systemClock.now() + time, onWait: sayWait(io) },
    wanted: all ? Number.POSITIVE_INFINITY : undefined,
  };
  const format = formatFor(asking.format, io);
  if (isList(tool) && (format === 'ndjson' || format === 'csv')) return await stream(tool.open(input, directory), format, { call, io });
  const onProgress = (received: number, total: number | undefined) => io.passing(bar(received, total));
  const outcome = cut(await tool.run(input, { ...call, onProgress }), most);
  await io.write(await printed(outcome, format, io, asking.columns));
  say(io, {
    shown: outcome.rows.length,
    total: outcome.total,
    failed: outcome.failure !== undefined,
    cursor: outcome.content.next_cursor,
    notes: [...outcome.warnings, ...(outcome.notes ?? [])],
  });
  return outcome.failure?.exit ?? 0;
}

/** The first rows of an answer that comes whole. */
function cut(outcome: Outcome, most = outcome.rows.length): Outcome {
  const { content, list = '', rows, warnings } = outcome;
  const entries = content[list];
  if (rows.length <= most || !Array.isArray(entries)) return outcome;
  return {
    ...outcome,
    content: { ...content, [list]: entries.slice(0, most), ...('returned' in content && { returned: most }) },
    rows: rows.slice(0, most),
    warnings: [...warnings, `${most} of ${rows.length} rows shown. --all shows all.`],
  };
}

const isList = (tool: Tool): tool is ListTool => tool.operation !== undefined;

/** Throws `input` for a column that the tool does not have. */
function checkColumns(asked: readonly string[], valid: readonly string[]): void {
  const unknown = asked.find(name => !valid.includes(name));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownName('field', unknown, valid), { field: 'fields' });
}

interface Running {
  call: Call;
  io: Terminal;
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
  const notes = [...(directory.notice === undefined ? [] : [directory.notice]), ...listing.warnings()];
  say(io, { shown, failed: failure !== undefined, total: last?.total, cursor, notes });
  // The rows that came are printed; the error behind them ends the command.
  if (failure !== undefined) throw failure;
  return 0;
}

async function csvPrinter({ view: { columns } }: Listing): Promise<(rows: readonly Row[], first: boolean) => string> {
  const { csvHeader, csvRows } = await import('@linekeeper/core/csv');
  return (rows, first) => (first ? csvHeader(columns) : '') + csvRows(columns, rows);
}

interface Report {
  shown: number;
  /** True where a part could not be read: then nothing is known of what is not there. */
  failed: boolean;
  total: number | undefined;
  cursor: unknown;
  notes: readonly string[];
}

/** What is no data goes to stderr: that a listing was cut, and every warning. */
function say(io: Terminal, { shown, failed, total, cursor, notes }: Report): void {
  io.passing('');
  for (const note of notes) io.error(`note: ${note}`);
  const of = total === undefined ? '' : ` of ${total}`;
  if (shown === 0 && !failed) io.error('note: nothing found.');
  if (typeof cursor !== 'string') return;
  io.error(
    `note: ${shown}${of} ${(total ?? shown) === 1 ? 'row' : 'rows'} shown. --all shows all; --cursor ${cursor} with the same options goes on.`,
  );
}
