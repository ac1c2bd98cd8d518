// Counts the lines and sums their monthly fees, grouped by one or two properties.
import { type Account, pluralize, type Row, type ToolContext, type ToolResult } from '@linekeeper/core';
import { findFirstFailure, formatOutcomeNotes, toAccountOutcomes, type UnreportedFinder } from '../lines/account-outcomes.ts';
import { fitEntries } from '../lines/answer-budget.ts';
import { findUnreportedFields } from '../lines/asked-properties.ts';
import { compileFilters } from '../lines/compile-filters.ts';
import { createFeeColumns, type Fee } from '../lines/fee-columns.ts';
import type { Filters } from '../lines/filters.ts';
import { createOutcomeFitter } from '../lines/fit-outcomes.ts';
import { gatherInto } from '../lines/gather.ts';
import { countLines } from '../lines/merge.ts';
import { formatFeeGaps, readPriceLists } from '../lines/price-lists.ts';
import { PhoneNumberSet } from '../packed/phone-number-set.ts';
import { findCostCenters, noCostCenters } from './cost-centers.ts';
import { joinTallies, type LineGroup } from './group-lines.ts';
import { type GroupProperty, LineTally } from './line-tally.ts';

const defaultProperties: readonly GroupProperty[] = ['kind', 'status'];

/** Answers `summarize_lines`. Throws `input` for an unknown account, and `config` without accounts. */
export async function runSummary(input: Filters & { by?: GroupProperty[] | undefined }, context: ToolContext): Promise<ToolResult> {
  const filters = compileFilters(input, context.registry);
  const by = [...new Set(input.by ?? defaultProperties)];
  const numbers = new PhoneNumberSet();
  const options = { inputFor: filters.pushDown, filter: filters.matches };
  const results = await gatherInto(filters.sources, context, options, () => new LineTally(by, numbers));
  const tallies = results.map(({ kept }) => kept);
  const products = new Map<Account, Set<string>>();
  for (const { source, kept } of results)
    products.set(source.account, new Set([...(products.get(source.account) ?? []), ...kept.products]));
  const { prices, gaps } = await readPriceLists(products, context);
  const costCenters = by.includes('cost_center')
    ? await findCostCenters(
        tallies.map(({ owners }) => owners),
        context,
      )
    : noCostCenters;
  const warnings = [
    ...filters.selectionWarnings,
    ...results.flatMap(result => result.warnings),
    ...formatFeeGaps(gaps),
    ...costCenters.warnings,
    ...filters.ownerWarnings(results),
  ];
  const findUnreported: UnreportedFinder = (provider, returned) => [
    ...(returned > 0 ? [] : filters.findUnreported(provider)),
    ...findUnreportedFields(provider, by),
  ];
  const outcomes = toAccountOutcomes(results, {
    countReturned: account => countLines(results.filter(({ source }) => source.account.name === account)),
    includeTotals: !filters.isFiltered,
    findUnreported,
    withoutList: filters.withoutList,
  });
  const { budget } = context;
  const { accounts, warnings: outcomeWarnings } = createOutcomeFitter({ budget, rest: [], warnings })(outcomes);
  warnings.unshift(...outcomeWarnings);
  const all = joinTallies(tallies, by, { prices, costCenters });
  const groupColumns = [...by, ...(by.includes('owner') ? ['owner_id'] : []), 'count'];
  const groups = fitEntries(all.slice(0, context.rowLimit), {
    budget,
    rest: accounts,
    columns: [...groupColumns, 'monthly_fees'],
    toRow,
    warnings,
  });
  // Without a budget only the caller's own limit cuts.
  if (budget !== undefined && groups.length < all.length)
    warnings.push(`The ${all.length - groups.length} smallest of ${all.length} groups are left out: filter, or group by something else.`);
  const feeColumns = createFeeColumns(groups.flatMap(({ monthly_fees = [] }) => monthly_fees));
  return {
    content: { groups, total: countLines(results), numbers: numbers.size, accounts },
    table: {
      columns: [...groupColumns, 'monthly_fees'],
      fileColumns: [...groupColumns, ...feeColumns.names],
      rows: groups.map(group => ({ ...toRow(group), ...feeColumns.toCells(group.monthly_fees ?? []) })),
      total: all.length,
      hasMore: groups.length < all.length,
    },
    warnings,
    notes: formatOutcomeNotes(outcomes, findUnreported),
    failure: findFirstFailure(results),
  };
}

const toRow = ({ monthly_fees = [], ...group }: LineGroup): Row => ({
  ...group,
  ...(monthly_fees.length > 0 && { monthly_fees: monthly_fees.map(formatFee) }),
});

const formatFee = ({ currency, amount, lines }: Fee) => `${amount} ${currency} (${lines} ${pluralize('line', lines)})`;
