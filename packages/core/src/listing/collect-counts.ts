// Collects counts of a listing instead of its rows: the number of rows alone, or the number per group.
import { LinekeeperError } from '../errors.ts';
import type { Row } from '../model/fields.ts';
import type { Operation } from '../model/operation.ts';
import { type AnswerBudget, FittingEntries, getEntryBudget } from '../table/size-budget.ts';
import { pluralize } from '../text/phrases.ts';
import type { RowBatch } from './chunk-reader.ts';
import type { CollectOptions } from './collect.ts';
import type { ListPosition } from './cursor.ts';
import { GroupCounter } from './group-counter.ts';
import type { Listing } from './listing.ts';
import type { ListEnd } from './row-tracker.ts';

/** Where counting starts, whatever the arguments: counts are of the whole list. */
const firstRow: ListPosition = { offset: 0, inStableOrder: true };

/** Ends at which all rows have come, and are as many as they seem. */
const confirmedEnds: readonly (ListEnd | undefined)[] = ['complete', 'total-exceeded'];

/** What counting needs to know of an operation. */
type CountedOperation = Pick<Operation, 'pageSize' | 'maxOffset' | 'wholeList'>;

/**
 * Counts the rows of the whole list: with one or two requests if the provider reports a total, otherwise by reading to the end. Undefined if
 * the list could not be read to its end; the listing's warnings say why.
 */
export async function countRows(
  listing: Listing,
  operation: CountedOperation,
  { deadline, onProgress }: Pick<CollectOptions, 'deadline' | 'onProgress'>,
): Promise<number | undefined> {
  const total = await probeTotal(listing, operation, deadline);
  if (total !== undefined) return total;
  let count = 0;
  let lastEnd: ListEnd | undefined;
  for await (const { rows, total, end } of listing.batches(Number.POSITIVE_INFINITY, deadline, firstRow)) {
    count += rows.length;
    lastEnd = end;
    onProgress?.(count, total);
  }
  return confirmedEnds.includes(lastEnd) ? count : undefined;
}

/**
 * Returns the total that the provider reports with the first row. A provider that ignores a filter counts other rows, too: where rows show
 * whether they match, the first page and the last row must. Undefined without a total, or where a row does not match.
 */
async function probeTotal(
  listing: Listing,
  operation: CountedOperation,
  deadline: CollectOptions['deadline'],
): Promise<number | undefined> {
  const { pageSize, maxOffset = Number.POSITIVE_INFINITY, wholeList } = operation;
  // One request brings all rows anyway.
  if (listing.hasWhere || (listing.comparesRows && wholeList)) return undefined;
  const readFirst = async (count: number, offset: number): Promise<RowBatch | undefined> => {
    for await (const batch of listing.batches(count, deadline, { offset }, true)) return batch;
    return undefined;
  };
  const first = await readFirst(listing.comparesRows ? pageSize : 1, 0);
  if (first?.total === undefined) return confirmedEnds.includes(first?.end) ? first?.rows.length : undefined;
  if (!listing.comparesRows || first.total <= first.rows.length) return first.total;
  const last = await readFirst(1, Math.min(first.total - 1, maxOffset));
  return last?.rows.length === 1 ? first.total : undefined;
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
    ...(counter.ungroupedRows > 0
      ? [
          `Only the first ${groups.length} groups are counted: ${counter.ungroupedRows} ${pluralize('row', counter.ungroupedRows)} would be in others, too.`,
        ]
      : []),
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
  const entries = new FittingEntries<Group>(getEntryBudget(budget), group => budget?.sizeOf({ value: group, row: group, columns }) ?? 0);
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
