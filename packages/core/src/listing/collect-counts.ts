// Collects counts of a listing instead of its rows: the number of rows alone, or the number per group.
import { LinekeeperError } from '../errors.ts';
import type { Row } from '../model/fields.ts';
import { type AnswerBudget, FittingEntries } from '../table/size-budget.ts';
import type { CollectOptions } from './collect.ts';
import type { ListPosition } from './cursor.ts';
import { GroupCounter } from './group-counter.ts';
import type { Listing } from './listing.ts';
import type { ListEnd } from './row-tracker.ts';

/** Where counting starts, whatever the arguments: counts are of the whole list. */
const firstRow: ListPosition = { offset: 0, inStableOrder: true };

/** Reserved for account, total and warnings, in characters of JSON. */
const reservedChars = 2_000;

/** Ends at which all rows have come, and are as many as they seem. */
const confirmedEnds: readonly (ListEnd | undefined)[] = ['complete', 'total-exceeded'];

/**
 * Counts the rows of the whole list: with one small request if the provider reports a total, otherwise by reading to the end. Undefined if
 * the list could not be read to its end; the listing's warnings say why.
 */
export async function countRows(
  listing: Listing,
  { deadline, onProgress }: Pick<CollectOptions, 'deadline' | 'onProgress'>,
): Promise<number | undefined> {
  if (!listing.hasWhere) {
    for await (const { rows, total, end } of listing.batches(1, deadline, { offset: 0 }, true)) {
      if (total !== undefined) return total;
      if (confirmedEnds.includes(end)) return rows.length;
    }
  }
  let count = 0;
  let lastEnd: ListEnd | undefined;
  for await (const { rows, total, end } of listing.batches(Number.POSITIVE_INFINITY, deadline, firstRow)) {
    count += rows.length;
    lastEnd = end;
    onProgress?.(count, total);
  }
  return confirmedEnds.includes(lastEnd) ? count : undefined;
}

/** Rows counted by fields. */
export interface CollectedGroups {
  result: {
    account: string;
    groups: Row[];
    /** The number of rows; absent if the list could not be read to its end. */
    total?: number;
    warnings?: string[];
  };
  /** The error that ended the listing early. The rows before it are counted. */
  failure?: LinekeeperError;
}

/** Counts the rows of the whole list by the listing's `countBy`. An error after the first rows is returned with their counts. */
export async function collectGroups(
  listing: Listing,
  { deadline, budget, rowLimit, onProgress }: CollectOptions,
): Promise<CollectedGroups> {
  const counter = new GroupCounter(listing.countBy ?? []);
  let failure: LinekeeperError | undefined;
  let lastEnd: ListEnd | undefined;
  try {
    for await (const { rows, total, end } of listing.batches(Number.POSITIVE_INFINITY, deadline, firstRow)) {
      for (const row of rows) counter.add(row);
      lastEnd = end;
      onProgress?.(counter.rows, total);
    }
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError) || thrown.code === 'input' || counter.rows === 0) throw thrown;
    failure = thrown;
  }
  const groups = counter.list();
  const shown = takeFitting(groups.slice(0, rowLimit), [...(listing.countBy ?? []), 'count'], budget);
  const warnings = [
    ...describeOmitted(groups.slice(shown.length)),
    ...(counter.truncatedRows > 0 ? [`${counter.truncatedRows} rows have lists too long to count in full.`] : []),
    ...listing.warnings(),
    ...(failure === undefined ? [] : [`Incomplete, only the first ${counter.rows} rows are counted: ${failure.displayMessage}`]),
  ];
  const result = {
    account: listing.account,
    groups: shown,
    ...(failure === undefined && confirmedEnds.includes(lastEnd) && { total: counter.rows }),
    ...(warnings.length > 0 && { warnings }),
  };
  return { result, ...(failure !== undefined && { failure }) };
}

/** The first groups, as many as fit into the budget. */
function takeFitting<Group extends Row>(groups: readonly Group[], columns: readonly string[], budget: AnswerBudget | undefined): Group[] {
  const maxSize = budget === undefined ? Number.POSITIVE_INFINITY : budget.maxSize - (budget.countsWholeAnswer ? reservedChars : 0);
  const entries = new FittingEntries<Group>(maxSize, group => budget?.sizeOf({ value: group, row: group, columns }) ?? 0);
  entries.add(groups);
  return entries.kept;
}

function describeOmitted(omitted: readonly { count: number }[]): string[] {
  if (omitted.length === 0) return [];
  const count = omitted.reduce((sum, group) => sum + group.count, 0);
  return [
    `${omitted.length} smaller ${omitted.length === 1 ? 'group is' : 'groups are'} left out, with ${count} ${count === 1 ? 'row' : 'rows'}.`,
  ];
}
