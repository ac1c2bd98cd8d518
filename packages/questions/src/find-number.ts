// `find_number`: who and what has a number, in any notation, in every account.
import type { Call, Input, Outcome, Question } from '@linekeeper/core';
import * as z from 'zod';
import { firstFailure, notesOf, outcomesOf, outcomesSchema } from './lines/account-outcomes.ts';
import { fitting, roomBeside } from './lines/answer-budget.ts';
import { sourcesFor } from './lines/filters.ts';
import { gather, itemsOf } from './lines/gather.ts';
import { columns, lineFields, someLine, warningsSchema } from './lines/line-schema.ts';
import { type Match, type Meant, matchesOf, meaningOf, soughtFor } from './lines/number-match.ts';
import type { Source } from './lines/source.ts';

const allColumns = ['match', 'role', ...lineFields];

export const findNumber: Question = {
  name: 'find_number',
  title: 'Find number',
  description:
    'Finds who and what has a number in any account: as its own, caller id, failover, redirection, direct number or extension. Any notation, or the last digits. For lists of lines use list_lines.',
  command: ['find'],
  columns: allColumns,
  input: () =>
    z.strictObject({ number: z.string().min(1).describe('+45 70 30 50 50, 70305050, sip:…@…, last four or more digits, or an extension') }),
  output: () => ({
    type: 'object',
    properties: {
      matches: {
        type: 'array',
        items: {
          type: 'object',
          properties: { line: someLine, role: { type: 'string' }, match: { type: 'string' } },
          required: ['line', 'role', 'match'],
        },
      },
      returned: { type: 'integer' },
      accounts: outcomesSchema,
      warnings: warningsSchema,
    },
    required: ['matches', 'returned', 'accounts'],
  }),
  run,
};

async function run(input: Input, call: Call): Promise<Outcome> {
  const sources = sourcesFor(call.directory, {});
  const meant = await meaningOf(String(input.number), countriesOf(sources));
  const sought = soughtFor(meant);
  const readings = await gather(sources, call, {
    inputOf: ({ operation }) => {
      if (!meant.suffix && meant.readings.length === 0 && !withExtensions.includes(operation.kind ?? '')) return 'nothing';
      return (sought && operation.forNumber?.(sought)) ?? {};
    },
    keep: item => matchesOf([item], meant).length > 0,
  });
  const matches = matchesOf(itemsOf(readings), meant);
  const warnings = readings.flatMap(reading => reading.warnings);
  const accounts = outcomesOf(readings, {
    returned: account => matches.filter(({ line }) => line.account === account).length,
    counted: false,
    characters: call.characters,
  });
  const kept = fitting(matches, roomBeside({ accounts, warnings }, call.characters), warnings);
  if (kept.length < matches.length)
    warnings.push(`${matches.length - kept.length} more matches${wayOn(meant, matches.slice(kept.length))}.`);
  return {
    content: { matches: kept, returned: kept.length, accounts },
    list: 'matches',
    columns: ['match', 'role', ...columns],
    allColumns,
    rows: kept.map(({ line, role, match }) => ({ match, role, ...line })),
    total: matches.length,
    more: kept.length < matches.length,
    warnings,
    notes: notesOf(accounts),
    failure: firstFailure(readings),
  };
}

/** Kinds that have short internal numbers. */
const withExtensions: readonly string[] = ['sip_line', 'sip_phone'];

/** Where the accounts' numbers are at home, each country once. */
const countriesOf = (sources: readonly Source[]): string[] => [
  ...new Set(sources.flatMap(({ account: { provider, settings } }) => provider.country(settings) ?? [])),
];

/** What finds the matches that had no room, where something does: lists know nothing of what leads to a number. */
function wayOn({ readings: [only], suffix }: Meant, left: readonly Match[]): string {
  if (suffix || only === undefined) return ": give more of the number's digits";
  const leading = left.filter(({ role }) => role === 'failover' || role === 'redirection').length;
  if (leading === left.length) return ', all of which lead to it';
  return `: list_lines with the text ${only.number} has them all${leading > 0 ? ` but ${leading}, which lead to it` : ''}`;
}
