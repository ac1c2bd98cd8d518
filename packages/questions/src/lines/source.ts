// Line sources: one list operation of one account, read as lines with the provider rows behind them.
import {
  type Account,
  type AccountRegistry,
  buildLine,
  type Deadline,
  type FactName,
  findHiddenField,
  type Input,
  internalError,
  type Line,
  type LineFacts,
  LinekeeperError,
  Listing,
  type ListPosition,
  type Operation,
  type Row,
} from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { countUnreadNumbers, formatUnreadNumbers } from './unread-numbers.ts';

/** One list of lines: an operation of an account. */
export interface LineSource {
  account: Account;
  operation: Operation;
}

/** A line, and the provider row that it was mapped from. */
export interface SourceItem {
  line: Line;
  row: Row;
  /** The list that the row comes from. */
  operation: Operation;
}

/** The lines of one page of a source. */
export interface SourcePage {
  items: SourceItem[];
  /** Where the list continues so that the item with this index comes first. */
  positionBefore(index: number): ListPosition;
}

/** The outcome of reading a source. */
export interface SourceResult {
  source: LineSource;
  /** The number of lines that came, and were selected. */
  lineCount: number;
  /** Rows in the whole list, if the provider reports it. */
  total?: number | undefined;
  /** Where reading started. */
  start: ListPosition;
  /** Where the list continues after the last row that was read. */
  end: ListPosition;
  /** True if the list was read to its end, and did not change meanwhile. */
  reachedEnd: boolean;
  /** True if reading stopped at the limit. */
  hasMore: boolean;
  /** The error that stopped reading; the lines before it came. */
  failure?: LinekeeperError | undefined;
  /** Why the account has no such list, if the list is optional: not a failure. */
  unavailable?: LinekeeperError | undefined;
  /** Why not every row has what was asked for each of them. */
  problem?: string | undefined;
  warnings: string[];
  /** Fields that at least one row has, also if empty. */
  seenFields: ReadonlySet<string>;
}

/** True for a list of lines that answers may have: not one that only the audit reads. */
export const isLineList = ({ line, auditOnly }: Operation): boolean => line !== undefined && !auditOnly;

/** Returns every source of these accounts in the order of the lines: accounts as configured, lists as registered. `withAuditOnly`: also the lists that only the audit reads. */
export function listSources(accounts: readonly Account[], withAuditOnly = false): LineSource[] {
  const isSource = (operation: Operation) =>
    withAuditOnly ? operation.line !== undefined || operation.stage !== undefined : isLineList(operation);
  return accounts.flatMap(account =>
    operations
      .filter(operation => operation.provider === account.provider && isSource(operation))
      .map(operation => ({ account, operation })),
  );
}

/** Returns the countries whose national notation the accounts use, each once. */
export const getCountries = (accounts: readonly Account[]): string[] => [
  ...new Set(accounts.flatMap(({ provider, settings }) => provider.country(settings) ?? [])),
];

/** Returns the unique key of a source; cursors are bound to it. */
export const getSourceKey = ({ account, operation }: LineSource): string => `${account.name}/${operation.name}`;

/** Reads a fact from the row of a line; undefined if the list does not report it, or the row does not state it. */
export const readFact = <Name extends FactName>({ operation, row }: SourceItem, name: Name): LineFacts[Name] | undefined =>
  operation.facts?.[name]?.read(row);

/** Returns true if the list reports the fact for its lines. */
export const reportsFact = ({ facts }: Operation, name: FactName): boolean => facts?.[name] !== undefined;

/** Returns a field of the fact that came in no row, not even empty; undefined if the fact is visible, or no rows came. */
export function findHiddenFactField({ source, lineCount, seenFields }: SourceResult, name: FactName): string | undefined {
  const fact = source.operation.facts?.[name];
  return fact === undefined || lineCount === 0 ? undefined : findHiddenField(fact, seenFields);
}

/** How to read a source. */
export interface ReadOptions {
  registry: AccountRegistry;
  deadline: Deadline;
  /** Arguments for the list operation; all rows by default. */
  input?: Input | undefined;
  /** The position to start at; the first row by default. */
  startAt?: ListPosition | undefined;
  /** Selects the lines to keep; all by default. With a filter, whole pages are read. */
  filter?: ((item: SourceItem) => boolean) | undefined;
  /** Maximum number of lines; Infinity by default. */
  limit?: number | undefined;
  /** True to end at the provider's total without asking beyond it. */
  trustsTotal?: boolean | undefined;
  /** Called for each page with its number of rows. */
  onRows?: ((count: number) => void) | undefined;
}

/**
 * Reads a source: yields the selected lines page by page, and returns how it ended. An error is returned in the result: one bad account never
 * fails a question.
 */
export async function* readSource(
  source: LineSource,
  { registry, deadline, input = {}, startAt, filter, limit = Number.POSITIVE_INFINITY, trustsTotal, onRows }: ReadOptions,
): AsyncGenerator<SourcePage, SourceResult> {
  const { account, operation } = source;
  const listing = new Listing(operation, registry.getConnection(account), { ...input, response_format: 'detailed' }, registry.digest);
  // A question reads whole lists, if need be page by page.
  const start = startAt ?? { offset: 0, inStableOrder: true };
  const result: SourceResult = {
    source,
    lineCount: 0,
    start,
    end: start,
    reachedEnd: false,
    hasMore: false,
    warnings: [],
    seenFields: listing.seenFields,
  };
  let unreadNumbers = 0;
  let hasRead = start.offset > 0;
  try {
    const maxRows = filter === undefined ? limit : Number.POSITIVE_INFINITY;
    for await (const { rows, position, positionBefore, total, end } of listing.batches(maxRows, deadline, start, trustsTotal)) {
      result.total = total;
      hasRead = true;
      const items: SourceItem[] = [];
      const indexes: number[] = [];
      for (const [index, row] of rows.entries()) {
        const item = toItem(source, row);
        unreadNumbers += countUnreadNumbers(operation, row, item.line);
        if (filter?.(item) ?? true) indexes[items.push(item) - 1] = index;
      }
      result.lineCount += items.length;
      result.end = position;
      onRows?.(rows.length);
      result.reachedEnd = end === 'complete';
      result.hasMore = end === undefined && result.lineCount >= limit;
      yield { items, positionBefore: index => positionBefore(indexes[index] ?? index) };
      if (result.hasMore) break;
    }
  } catch (thrown) {
    const failure =
      thrown instanceof LinekeeperError
        ? thrown
        : internalError(thrown, message => registry.log?.(message)).withDetails({ account: account.name });
    // A list that is refused behind its first page exists: its other rows are missing.
    if (!hasRead && isUnavailable(operation, failure)) Object.assign(result, { unavailable: failure, reachedEnd: true, total: 0 });
    else result.failure = failure;
  }
  result.seenFields = listing.seenFields;
  result.problem = listing.enrichmentWarnings()[0];
  const unavailable = result.unavailable === undefined ? [] : [`${operation.title} is not available: ${result.unavailable.message}`];
  // Rows that only the audit reads are in no answer, so that their undeclared fields are missing nowhere.
  const withDroppedFields = operation.line !== undefined && !operation.auditOnly;
  result.warnings = [...listing.warnings({ withDroppedFields }), ...unavailable, ...formatUnreadNumbers(unreadNumbers)].map(
    warning => `${account.name}: ${warning}`,
  );
  return result;
}

/** A list that not every account has is refused where its component or its right is missing, or where the provider does not know it. */
const isUnavailable = ({ optional, line }: Operation, { code }: LinekeeperError): boolean =>
  (optional === true || line === undefined) && (code === 'denied' || code === 'not_found' || code === 'refused');

const toItem = ({ account, operation }: LineSource, row: Row): SourceItem => ({
  // Rows that are stages of routes alone are read for the audit; no answer has them.
  line:
    operation.line === undefined
      ? { account: account.name, provider: account.provider.name, kind: 'stage', status: 'unknown' }
      : buildLine(operation, account.name, row),
  row,
  operation,
});
