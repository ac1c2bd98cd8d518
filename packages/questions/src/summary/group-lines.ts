// Joins what was counted in each list to groups of lines with their fees.
import type { Fee } from '../lines/fee-columns.ts';
import type { PriceLists } from '../lines/price-lists.ts';
import type { CostCenters } from './cost-centers.ts';
import type { FeeTally, GroupProperty, GroupTally, LineTally } from './line-tally.ts';

/** Lines with the same values. */
export interface LineGroup extends Partial<Record<GroupProperty, string>> {
  owner_id?: string;
  count: number;
  monthly_fees?: Fee[];
}

/** What is known of the lines when all lists are read. */
interface GroupFacts {
  /** The prices of each account by product. */
  prices: PriceLists['prices'];
  costCenters: CostCenters;
}

/** A group of the lines of several lists. */
interface JoinedGroup {
  values: readonly string[];
  count: number;
  /** In the order of the lists and their lines. */
  fees: FeeTally[];
}

/** Joins the groups of all lists, largest first; those of one size in the order of the lists and their lines. */
export function joinTallies(
  tallies: readonly LineTally[],
  by: readonly GroupProperty[],
  { prices, costCenters: { byReference } }: GroupFacts,
): LineGroup[] {
  const joined = new Map<string, JoinedGroup>();
  for (const { groups } of tallies) {
    const fees: { group: JoinedGroup; fee: FeeTally }[] = [];
    for (const tally of groups.values()) {
      const values = resolveCostCenter(tally, by, byReference);
      const key = JSON.stringify(values);
      const group = joined.get(key) ?? { values, count: 0, fees: [] };
      joined.set(key, group);
      group.count += tally.count;
      for (const fee of tally.fees.values()) fees.push({ group, fee });
    }
    fees.sort((a, b) => a.fee.linesBefore - b.fee.linesBefore);
    for (const { group, fee } of fees) group.fees.push(fee);
  }
  const groups = [...joined.values()].map(({ values, count, fees: tallied }): LineGroup => {
    const groupValues = Object.fromEntries(by.flatMap((property, index) => (values[index] === '' ? [] : [[property, values[index]]])));
    const fees = sumFees(tallied, prices);
    const owner_id = values[by.length];
    return { ...groupValues, ...(owner_id && { owner_id }), count, ...(fees.length > 0 && { monthly_fees: fees }) };
  });
  return withOwnerIds(groups).sort((a, b) => b.count - a.count);
}

const resolveCostCenter = ({ values }: GroupTally, by: readonly GroupProperty[], byReference: CostCenters['byReference']) =>
  values.map((value, index) => (by[index] === 'cost_center' ? (byReference.get(value) ?? '') : value));

/** Keeps the owner id only where several owners have the same name. */
function withOwnerIds(groups: readonly LineGroup[]): LineGroup[] {
  const ids = new Map<string, Set<string>>();
  for (const { owner = '', owner_id = '' } of groups) ids.set(owner, (ids.get(owner) ?? new Set()).add(owner_id));
  return groups.map(({ owner_id, ...group }) => ((ids.get(group.owner ?? '')?.size ?? 0) > 1 && owner_id ? { ...group, owner_id } : group));
}

/** Sums fees by currency. A product without a known price has no fee. */
function sumFees(tallies: readonly FeeTally[], prices: PriceLists['prices']): Fee[] {
  const sums = new Map<string, { cents: number; lines: number }>();
  for (const tally of tallies) {
    const price = tally.currency === undefined ? prices.get(tally.account)?.get(tally.product) : undefined;
    const currency = tally.currency ?? price?.currency;
    if (currency === undefined) continue;
    const sum = sums.get(currency) ?? { cents: 0, lines: 0 };
    sums.set(currency, sum);
    sum.cents += price === undefined ? tally.cents : Math.round(price.monthly_fee * 100) * tally.lines;
    sum.lines += tally.lines;
  }
  return [...sums].map(([currency, { cents, lines }]) => ({ currency, amount: cents / 100, lines }));
}
