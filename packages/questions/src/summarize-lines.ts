// `summarize_lines`: counts the lines and sums their monthly fees, grouped by one or two properties.
import { defineQuestion, type Line, pluralize, type Row, type ToolContext, type ToolResult } from '@linekeeper/core';
import * as z from 'zod';
import { findFirstFailure, formatOutcomeNotes, shortOutcomesSchema, toAccountOutcomes } from './lines/account-outcomes.ts';
import { fitEntries } from './lines/answer-budget.ts';
import { reportsFields } from './lines/asked-capabilities.ts';
import { compileFilters } from './lines/compile-filters.ts';
import { type CostCenters, findCostCenters, noCostCenters } from './lines/cost-centers.ts';
import { createFeeColumns, type Fee } from './lines/fee-columns.ts';
import { createFilterShape, type Filters } from './lines/filters.ts';
import { collectItems, gather } from './lines/gather.ts';
import { warningsSchema } from './lines/line-schema.ts';
import { addProductFees } from './lines/product-fees.ts';

const properties = ['provider', 'account', 'kind', 'status', 'owner', 'reason', 'cost_center'] as const;
type GroupProperty = (typeof properties)[number];

const defaultProperties: readonly GroupProperty[] = ['kind', 'status'];

interface LineGroup extends Partial<Record<GroupProperty, string>> {
  count: number;
  monthly_fees?: Fee[];
}

/** The question behind `summarize_lines`. */
export const summarizeLines = defineQuestion({
  name: 'summarize_lines',
  title: 'Summarize lines',
  description:
    'Counts lines of every account, with monthly fees where they are known, by provider, account, kind, status, owner, reason or cost center. For the lines themselves use list_lines.',
  command: ['summary'],
  columns: [...properties, 'owner_id', 'count', 'monthly_fees', 'monthly_fee', 'currency'],
  input: () =>
    z.strictObject({
      ...createFilterShape(),
      by: z
        .array(z.enum(properties))
        .min(1)
        .max(2)
        .optional()
        .describe(
          'One or two; default kind, status. A line counts under each of its reasons. cost_center: department or groups of the owner',
        ),
    }),
  output: () => ({
    type: 'object',
    properties: {
      groups: {
        type: 'array',
        items: {
          type: 'object',
          properties: { count: { type: 'integer' }, monthly_fees: { type: 'array', items: { type: 'object' } } },
          required: ['count'],
        },
      },
      total: { type: 'integer' },
      numbers: { type: 'integer' },
      accounts: shortOutcomesSchema,
      warnings: warningsSchema,
    },
    required: ['groups', 'total', 'numbers', 'accounts'],
  }),
  run,
});

async function run(input: Filters & { by?: GroupProperty[] | undefined }, context: ToolContext): Promise<ToolResult> {
  const filters = compileFilters(input, context.registry);
  const by = [...new Set(input.by ?? defaultProperties)];
  const results = await gather(filters.sources, context, { inputFor: filters.pushDown, filter: filters.matches });
  const { lines, warnings: feeWarnings } = await addProductFees(collectItems(results), context);
  const costCenters = by.includes('cost_center') ? await findCostCenters(lines, context) : noCostCenters;
  const warnings = [
    ...results.flatMap(result => result.warnings),
    ...feeWarnings,
    ...costCenters.warnings,
    ...filters.ownerWarnings(results),
  ];
  const accounts = toAccountOutcomes(results, {
    countReturned: account => lines.filter(line => line.account === account).length,
    includeTotals: !filters.isFiltered,
    isReported: (provider, returned) => (returned > 0 || filters.isReported(provider)) && reportsFields(provider, by),
    budget: context.budget,
  });
  const all = groupLines(lines, by, costCenters.byLine);
  const groupColumns = [...by, ...(by.includes('owner') ? ['owner_id'] : []), 'count'];
  const groups = fitEntries(all.slice(0, context.rowLimit), {
    budget: context.budget,
    rest: { accounts, warnings },
    columns: [...groupColumns, 'monthly_fees'],
    toRow,
    warnings,
  });
  if (groups.length < Math.min(all.length, context.rowLimit ?? all.length))
    warnings.push(`The ${all.length - groups.length} smallest of ${all.length} groups are left out: filter, or group by something else.`);
  const feeColumns = createFeeColumns(groups.flatMap(({ monthly_fees = [] }) => monthly_fees));
  const numbers = new Set(lines.flatMap(line => line.numbers ?? [])).size;
  return {
    content: { groups, total: lines.length, numbers, accounts },
    table: {
      columns: [...groupColumns, 'monthly_fees'],
      fileColumns: [...groupColumns, ...feeColumns.names],
      rows: groups.map(group => ({ ...toRow(group), ...feeColumns.toCells(group.monthly_fees ?? []) })),
      total: all.length,
      hasMore: groups.length < all.length,
    },
    warnings,
    notes: formatOutcomeNotes(accounts),
    failure: findFirstFailure(results),
  };
}

const toRow = ({ monthly_fees = [], ...group }: LineGroup): Row => ({
  ...group,
  ...(monthly_fees.length > 0 && { monthly_fees: monthly_fees.map(formatFee) }),
});

const formatFee = ({ currency, amount, lines }: Fee) => `${amount} ${currency} (${lines} ${pluralize('line', lines)})`;

/** Groups lines by the combination of their values, largest group first. */
function groupLines(lines: readonly Line[], by: readonly GroupProperty[], costCenters: CostCenters['byLine']): LineGroup[] {
  const linesByKey = new Map<string, Line[]>();
  for (const line of lines) {
    // A line without reasons forms a group, too.
    for (const reason of by.includes('reason') && line.reasons !== undefined ? line.reasons : ['']) {
      const values = by.map(property => {
        if (property === 'cost_center') return costCenters.get(line) ?? '';
        return property === 'reason' ? reason : (line[property] ?? '');
      });
      // Owners with the same name are grouped by id.
      const key = JSON.stringify([...values, by.includes('owner') ? (line.owner_id ?? '') : '']);
      const group = linesByKey.get(key);
      if (group === undefined) linesByKey.set(key, [line]);
      else group.push(line);
    }
  }
  const groups = [...linesByKey].map(([key, group]): LineGroup & { owner_id?: string } => {
    const values: string[] = JSON.parse(key);
    const groupValues = Object.fromEntries(by.flatMap((property, index) => (values[index] === '' ? [] : [[property, values[index]]])));
    const fees = sumFees(group);
    const owner_id = values[by.length];
    return { ...groupValues, ...(owner_id && { owner_id }), count: group.length, ...(fees.length > 0 && { monthly_fees: fees }) };
  });
  return withOwnerIds(groups).sort((a, b) => b.count - a.count);
}

/** Keeps the owner id only where several owners have the same name. */
function withOwnerIds(groups: readonly (LineGroup & { owner_id?: string })[]): LineGroup[] {
  const ids = new Map<string, Set<string>>();
  for (const { owner = '', owner_id = '' } of groups) ids.set(owner, (ids.get(owner) ?? new Set()).add(owner_id));
  return groups.map(({ owner_id, ...group }) => ((ids.get(group.owner ?? '')?.size ?? 0) > 1 && owner_id ? { ...group, owner_id } : group));
}

/** Sums the fees by currency, in hundredths to avoid rounding errors. */
function sumFees(lines: readonly Line[]): Fee[] {
  const fees = new Map<string, { cents: number; lines: number }>();
  for (const { monthly_fee, currency } of lines) {
    if (monthly_fee === undefined || currency === undefined) continue;
    const { cents, lines: count } = fees.get(currency) ?? { cents: 0, lines: 0 };
    fees.set(currency, { cents: cents + Math.round(monthly_fee * 100), lines: count + 1 });
  }
  return [...fees].map(([currency, { cents, lines: count }]) => ({ currency, amount: cents / 100, lines: count }));
}
