// `summarize_lines`: how many lines there are, and what they cost, by one or two of their properties.
import type { Call, Input, Line, Outcome, Question } from '@linekeeper/core';
import * as z from 'zod';
import { firstFailure, notesOf, outcomesOf, outcomesSchema } from './lines/account-outcomes.ts';
import { fitting, roomBeside } from './lines/answer-budget.ts';
import { filterShape, filtersOf, sourcesFor, wantedOf } from './lines/filters.ts';
import { gather, inputFor, itemsOf } from './lines/gather.ts';
import { warningsSchema } from './lines/line-schema.ts';
import { meantBy } from './lines/owner-matches.ts';

const properties = ['provider', 'account', 'kind', 'status', 'owner'] as const;
type Property = (typeof properties)[number];

interface Fee {
  currency: string;
  amount: number;
  /** For how many lines the fee is known. */
  lines: number;
}

interface Group extends Partial<Record<Property, string>> {
  count: number;
  monthly_fees?: Fee[];
}

export const summarizeLines: Question = {
  name: 'summarize_lines',
  title: 'Summarize lines',
  description:
    'Counts lines of every account, with monthly fees where they are known, by one or two of provider, account, kind, status, owner. For the lines themselves use list_lines.',
  command: ['summary'],
  columns: [...properties, 'owner_id', 'count', 'monthly_fees'],
  input: () =>
    z.strictObject({
      ...filterShape(),
      by: z.array(z.enum(properties)).min(1).max(2).optional().describe('One or two; default kind, status'),
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
      accounts: outcomesSchema,
      warnings: warningsSchema,
    },
    required: ['groups', 'total', 'numbers', 'accounts'],
  }),
  run,
};

async function run(input: Input, call: Call): Promise<Outcome> {
  const filters = filtersOf(input);
  // Checked by the schema above.
  const by = [...new Set((input.by as readonly Property[] | undefined) ?? (['kind', 'status'] as const))];
  const asked = wantedOf(filters);
  const { keep, people, filtered } = meantBy(filters);
  const readings = await gather(sourcesFor(call.directory, filters), call, {
    inputOf: source => inputFor(source, asked),
    keep,
  });
  const lines = itemsOf(readings).map(({ line }) => line);
  const warnings = [...readings.flatMap(reading => reading.warnings), ...people.warnings(readings)];
  const accounts = outcomesOf(readings, {
    returned: account => lines.filter(line => line.account === account).length,
    counted: !filtered,
    characters: call.characters,
  });
  const all = groupLines(lines, by);
  const groups = fitting(all, roomBeside({ accounts, warnings }, call.characters), warnings);
  if (groups.length < all.length)
    warnings.push(`The ${all.length - groups.length} smallest of ${all.length} groups are left out: filter, or group by something else.`);
  const numbers = new Set(lines.flatMap(line => line.numbers ?? [])).size;
  return {
    content: { groups, total: lines.length, numbers, accounts },
    list: 'groups',
    columns: [...by, ...(by.includes('owner') ? ['owner_id'] : []), 'count', 'monthly_fees'],
    rows: groups.map(({ monthly_fees = [], ...group }) => ({
      ...group,
      ...(monthly_fees.length > 0 && { monthly_fees: monthly_fees.map(written) }),
    })),
    total: all.length,
    more: groups.length < all.length,
    warnings,
    notes: notesOf(accounts),
    failure: firstFailure(readings),
  };
}

const written = ({ currency, amount, lines }: Fee) => `${amount} ${currency} (${lines} ${lines === 1 ? 'line' : 'lines'})`;

/** One group a combination of values, the largest first. */
function groupLines(lines: readonly Line[], by: readonly Property[]): Group[] {
  const linesByKey = new Map<string, Line[]>();
  for (const line of lines) {
    // Two people of one name are two owners.
    const key = JSON.stringify([...by.map(property => line[property] ?? ''), by.includes('owner') ? (line.owner_id ?? '') : '']);
    const group = linesByKey.get(key);
    if (group === undefined) linesByKey.set(key, [line]);
    else group.push(line);
  }
  const groups = [...linesByKey].map(([key, group]): Group & { owner_id?: string } => {
    const values: string[] = JSON.parse(key);
    const named = Object.fromEntries(by.flatMap((property, index) => (values[index] === '' ? [] : [[property, values[index]]])));
    const fees = feesOf(group);
    const owner_id = values[by.length];
    return { ...named, ...(owner_id && { owner_id }), count: group.length, ...(fees.length > 0 && { monthly_fees: fees }) };
  });
  return withOwnerIds(groups).sort((a, b) => b.count - a.count);
}

/** The id is shown where the name does not tell people apart. */
function withOwnerIds(groups: readonly (Group & { owner_id?: string })[]): Group[] {
  const ids = new Map<string, Set<string>>();
  for (const { owner = '', owner_id = '' } of groups) ids.set(owner, (ids.get(owner) ?? new Set()).add(owner_id));
  return groups.map(({ owner_id, ...group }) => ((ids.get(group.owner ?? '')?.size ?? 0) > 1 && owner_id ? { ...group, owner_id } : group));
}

/** Currencies are kept apart; kopecks and øre are summed as whole numbers. */
function feesOf(lines: readonly Line[]): Fee[] {
  const fees = new Map<string, { cents: number; lines: number }>();
  for (const { monthly_fee, currency } of lines) {
    if (monthly_fee === undefined || currency === undefined) continue;
    const { cents, lines: count } = fees.get(currency) ?? { cents: 0, lines: 0 };
    fees.set(currency, { cents: cents + Math.round(monthly_fee * 100), lines: count + 1 });
  }
  return [...fees].map(([currency, { cents, lines: count }]) => ({ currency, amount: cents / 100, lines: count }));
}
