// Where lines come from: one account's list of one kind, read as lines with the rows behind them.
import {
  type Account,
  type Deadline,
  type Directory,
  type Input,
  type Line,
  type LineFacts,
  LinekeeperError,
  Listing,
  lineOf,
  type Operation,
  type Place,
  type Row,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';

export interface Source {
  account: Account;
  operation: Operation;
}

/** A line, the row that it was made from, and where in its list it stands. */
export interface Item {
  line: Line;
  row: Row;
  /** Numbers that are not the line's own. */
  others: LineFacts['others'];
  /** The offset behind it. */
  next: number;
}

/** What became of reading a source. */
export interface Reading {
  source: Source;
  items: Item[];
  /** Rows in the whole list, where the provider said it. */
  total?: number | undefined;
  /** The offsets between which it was read. */
  from: number;
  behind: number;
  /** True where the list was read to its end. */
  ended: boolean;
  /** True where it stopped because enough lines had come. */
  more: boolean;
  failure?: LinekeeperError | undefined;
  warnings: string[];
  /** Fields that came in at least one row, with a value or without. */
  seen: ReadonlySet<string>;
}

/** Every source of these accounts, in the order in which lines are listed: accounts as configured, lists as registered. */
export function sourcesOf(accounts: readonly Account[]): Source[] {
  return accounts.flatMap(account =>
    operations
      .filter(({ provider, line }) => provider === account.provider && line !== undefined)
      .map(operation => ({ account, operation })),
  );
}

/** What tells a source from all others. */
export const nameOf = ({ account, operation }: Source): string => `${account.name}/${operation.name}`;

export interface Asking {
  directory: Directory;
  deadline: Deadline;
  /** Arguments for the provider; all rows where there are none. */
  input?: Input | undefined;
  /** Where to begin; the beginning by default. */
  from?: Place | undefined;
  /** Lines to keep; all by default. Whole pages are read where some may be left out. */
  keep?: ((item: Item) => boolean) | undefined;
  /** Enough lines; Infinity by default. */
  wanted?: number | undefined;
  /** Told of each page, with its number of rows. */
  onRows?: ((count: number) => void) | undefined;
}

/** Reads a source. A failure is part of the reading: what came before it is kept. Bugs of ours are thrown. */
export async function read(
  source: Source,
  { directory, deadline, input = {}, from, keep, wanted = Number.POSITIVE_INFINITY, onRows }: Asking,
): Promise<Reading> {
  const { account, operation } = source;
  const listing = new Listing(operation, directory.connection(account), { ...input, response_format: 'detailed' });
  const begin = from?.offset ?? 0;
  const reading: Reading = { source, items: [], from: begin, behind: begin, ended: false, more: false, warnings: [], seen: listing.seen };
  try {
    const rowsWanted = keep === undefined ? wanted : Number.POSITIVE_INFINITY;
    for await (const { rows, place, total, end } of listing.batches(rowsWanted, deadline, from)) {
      const first = place.offset - rows.length;
      reading.total = total ?? reading.total;
      const items = rows.map((row, index) => itemOf(source, row, first + index + 1));
      for (const item of items) if (keep?.(item) ?? true) reading.items.push(item);
      reading.behind = place.offset;
      onRows?.(rows.length);
      reading.ended = end === 'complete';
      reading.more = end === undefined && reading.items.length >= wanted;
      if (reading.more) break;
    }
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    reading.failure = thrown;
  }
  reading.warnings = listing.warnings().map(warning => `${account.name}: ${warning}`);
  return reading;
}

function itemOf({ account, operation }: Source, row: Row, next: number): Item {
  const { line, kind } = operation;
  if (line === undefined || kind === undefined) throw new Error(`${operation.name} has no lines`);
  const facts = line(row);
  return { line: lineOf({ account: account.name, provider: account.provider.name, kind }, facts), row, others: facts.others, next };
}
