// Runs the shell command of a tool: lists of rows are printed as they come, everything else when it is complete.
import {
  getText,
  LinekeeperError,
  type ListTool,
  type Tool,
  type ToolContext,
  type ToolResult,
  unknownNameMessage,
} from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { openAccounts } from '../accounts.ts';
import type { CommandOptions } from '../context.ts';
import { limitHeapGrowth } from '../heap-growth.ts';
import { localTimeZone } from '../local-time.ts';
import { getFormatOfFile, writeToFile } from '../output-file.ts';
import { writePaged } from '../pager.ts';
import { listPreferredColumns } from '../print/column-order.ts';
import { formatCountLine } from '../print/count-line.ts';
import { printNotes } from '../print/notes.ts';
import { chooseFormat, type OutputFormat } from '../print/output-formats.ts';
import { formatResult } from '../print/result.ts';
import { createPaint } from '../print/style.ts';
import { formatAttempt } from '../request-log.ts';
import { startStatusLine } from '../status-line.ts';
import type { Terminal } from '../terminal.ts';
import { printListing, printStream } from './stream-rows.ts';

/** How to run a tool and print its result. */
export interface RunToolOptions extends CommandOptions {
  format: OutputFormat | undefined;
  /** Columns to print; undefined: the tool's default columns. */
  columns: readonly string[] | undefined;
  /** Fetch all rows, without a timeout unless one is configured. */
  all: boolean;
  /** Rows to print of a tool without a `limit` parameter. */
  rowLimit: number | undefined;
  /** Show every column of a table. */
  wide: boolean;
  /** Write the data to this file instead of stdout. */
  output: string | undefined;
  /** Report each request on stderr. */
  verbose: boolean;
  /** Exit with `failOnExitCode` for a finding of one of these severities. */
  failOn: readonly string[];
}

/** The exit code of `--fail-on`. */
const failOnExitCode = 1;

/** Reports that a provider asks to wait, since the command would seem to hang. */
const logWaits = (io: Terminal) => (ms: number) => {
  if (ms >= 1_000) io.error(`note: the provider asks to wait ${Math.ceil(ms / 1000)} s.`);
};

/** Runs the tool, prints its result and returns the exit code. Throws errors that occur before the first row. */
export async function runTool(tool: Tool, input: Record<string, unknown>, options: RunToolOptions): Promise<number> {
  const { environment, sandbox, history, all, rowLimit, output, verbose } = options;
  if (all && (input.limit ?? rowLimit) !== undefined)
    throw new LinekeeperError('input', 'Give --all or --limit, not both.', { field: 'limit' });
  if (options.columns !== undefined) checkColumns(options.columns, tool.columns ?? []);
  limitHeapGrowth();
  const timeoutMs = readTimeoutMs(environment, all ? Number.POSITIVE_INFINITY : undefined);
  const onAttempt = verbose ? (event: Parameters<typeof formatAttempt>[0]) => options.io.error(formatAttempt(event)) : undefined;
  const registry = await openAccounts({ environment, sandbox, history, io: options.io, onAttempt });
  const file = output === undefined ? undefined : writeToFile(options.io, output);
  const io = file ?? options.io;
  const status = startStatusLine(io);
  const context: ToolContext = {
    registry,
    deadline: { at: systemClock.now() + timeoutMs, onWait: logWaits(io) },
    timeZone: localTimeZone,
    rowLimit: all ? Number.POSITIVE_INFINITY : rowLimit,
    onProgress: status.onProgress,
    onAccount: status.onAccount,
  };
  const format = options.format ?? (output === undefined ? undefined : getFormatOfFile(output)) ?? chooseFormat(undefined, io);
  try {
    if (isListTool(tool) && (format === 'ndjson' || format === 'csv')) {
      const listing = tool.open(input, registry);
      status.describe(`asking ${listing.account}…`);
      if (!listing.countsOnly) return await printListing(listing, format, context, { io, status, byteOrderMark: file !== undefined });
    } else if (isListTool(tool)) status.describe(`asking ${tool.operation.provider.title}…`);
    // On a terminal, rows are held to be paged.
    const stream = all && !io.isTerminal ? tool.stream?.(input, context) : undefined;
    if (stream !== undefined && format !== 'table')
      return await printStream(stream, { format, io, status, requestedColumns: options.columns, byteOrderMark: file !== undefined });
    const result = await tool.run(input, context);
    status.stop();
    await printResult(result, format, io, {
      ...options,
      preferredColumns: isListTool(tool) ? listPreferredColumns(tool.operation) : undefined,
    });
    return result.failure?.exitCode ?? (isFailing(result, options.failOn) ? failOnExitCode : 0);
  } finally {
    status.stop();
    await file?.close();
  }
}

const isListTool = (tool: Tool): tool is ListTool => tool.operation !== undefined;

/** Findings come worst first, so that the first page tells. */
const isFailing = ({ table }: ToolResult, severities: readonly string[]): boolean =>
  table.rows.some(row => severities.includes(getText(row, 'severity') ?? ''));

async function printResult(
  result: ToolResult,
  format: OutputFormat,
  io: Terminal,
  options: RunToolOptions & { preferredColumns: readonly string[] | undefined },
): Promise<void> {
  const { columns, wide, output, environment, preferredColumns } = options;
  const text = await formatResult(result, io, {
    format,
    requestedColumns: columns,
    preferredColumns,
    isWide: wide,
    byteOrderMark: output !== undefined,
  });
  // A table ends with its count: below it on a terminal, on stderr where stdout carries data alone.
  const isTable = format === 'table' && text !== '';
  const countLine = formatCountLine(result);
  const footer = isTable && io.isTerminal ? `${createPaint(io.hasColor ?? false)('dim', countLine)}\n` : '';
  await writePaged(text + footer, io, environment);
  printNotes(io, {
    shown: result.table.rows.length,
    total: result.table.total,
    hasMore: result.table.hasMore && !isTable,
    failed: result.failure !== undefined,
    cursor: result.content.next_cursor,
    notes: [...result.warnings, ...(result.notes ?? [])],
  });
  if (isTable && !io.isTerminal) io.error(countLine);
}

/** Throws `input` for a column that the tool does not have. */
function checkColumns(requested: readonly string[], valid: readonly string[]): void {
  const unknown = requested.find(name => !valid.includes(name));
  if (unknown !== undefined) throw new LinekeeperError('input', unknownNameMessage('field', unknown, valid), { field: 'fields' });
}
