// `find_number`: finds the lines that have a number, in any notation and any role, in every account.
import {
  createAnswerFormShape,
  defineQuestion,
  type JsonSchema,
  type Line,
  type Row,
  type ToolContext,
  type ToolResult,
} from '@linekeeper/core';
import * as z from 'zod';
import { findFirstFailure, formatOutcomeNotes, shortOutcomesSchema, toAccountOutcomes } from './lines/account-outcomes.ts';
import { fitEntries } from './lines/answer-budget.ts';
import { selectAccounts } from './lines/filters.ts';
import { createOutcomeFitter } from './lines/fit-outcomes.ts';
import { collectItems, gather } from './lines/gather.ts';
import { createFieldsShape, createLineProjection, type FieldsInput } from './lines/line-fields.ts';
import { embeddedLineSchema, lineColumns, lineFields, warningsSchema } from './lines/line-schema.ts';
import {
  findMatches,
  formatNumberWarnings,
  type NumberMatch,
  type ParsedNumber,
  parseNumber,
  toNumberQuery,
} from './lines/number-match.ts';
import { formatFeeGaps } from './lines/price-lists.ts';
import { asksForFees, ProductFees, withProduct } from './lines/product-fees.ts';
import { getCountries, listSources, reportsFact, type SourceItem } from './lines/source.ts';
import { addStatusHistory } from './lines/status-history.ts';
import type { NumberRoutes } from './route/number-route.ts';

const fileColumns = ['match', 'role', 'matched', ...lineFields];

/** Shortened to save tokens. */
const routesSchema: JsonSchema = {
  type: 'array',
  items: { type: 'object', properties: { account: { type: 'string' }, steps: { type: 'array' } } },
};

/** The question behind `find_number`. */
export const findNumber = defineQuestion({
  name: 'find_number',
  title: 'Find number',
  description:
    'Finds who and what has a number in any account: as its own, caller id, failover, redirection, direct number or extension. Any notation, or the last digits. For lists of lines use list_lines.',
  command: ['find'],
  columns: fileColumns,
  columnLayout: { list: 'matches', groupBy: [] },
  input: () =>
    z.strictObject({
      number: z.string().min(1).describe('+45 70 30 50 50, 70305050, sip:…@…, last four or more digits, or an extension'),
      route: z.boolean().optional().describe('Also where its calls go, step by step; up to six requests an account'),
      ...createFieldsShape(),
      ...createAnswerFormShape(),
    }),
  output: () => ({
    type: 'object',
    properties: {
      matches: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            line: embeddedLineSchema,
            role: { type: 'string' },
            match: { type: 'string' },
            matched: { type: 'array', items: { type: 'string' } },
          },
        },
      },
      returned: { type: 'integer' },
      routes: routesSchema,
      accounts: shortOutcomesSchema,
      warnings: warningsSchema,
    },
    required: ['matches', 'returned'],
  }),
  run,
});

/** The arguments of the question, validated. */
type FindInput = { number: string; route?: boolean | undefined } & FieldsInput;

async function run({ number, route = false, fields }: FindInput, context: ToolContext): Promise<ToolResult> {
  const project = createLineProjection({ fields });
  const sources = listSources(selectAccounts(context.registry, {}));
  const parsed = await parseNumber(number, getCountries(context.registry.accounts));
  const query = toNumberQuery(parsed);
  const results = await gather(sources, context, {
    inputFor: ({ operation }) => {
      if (!parsed.matchesSuffix && parsed.candidates.length === 0 && !reportsFact(operation, 'extension')) return 'no-match';
      return (query && operation.numberQuery?.(query)) ?? {};
    },
    filter: item => findMatches([item], parsed).length > 0,
  });
  const fees = new ProductFees(context);
  const found = collectItems(results);
  const items = asksForFees(fields) ? await fees.add(found.map(withProduct)) : found;
  const numberMatches = findMatches(items, parsed);
  const matches = joinMatches(numberMatches);
  const { routes, notes, warnings: routeWarnings } = route ? await findRoutes(numberMatches, items, context) : noRoutes;
  const warnings = [
    ...formatNumberWarnings(parsed),
    ...results.flatMap(result => result.warnings),
    ...formatFeeGaps(fees.gaps),
    ...routeWarnings,
  ];
  const outcomes = toAccountOutcomes(results, {
    countReturned: account => matches.filter(({ line }) => line.account === account).length,
    includeTotals: false,
  });
  const { budget } = context;
  const { accounts, warnings: outcomeWarnings } = createOutcomeFitter({ budget, rest: routes, warnings })(outcomes);
  warnings.unshift(...outcomeWarnings);
  const columns = ['match', 'role', ...(fields ?? lineColumns)];
  const page = matches.slice(0, context.rowLimit);
  const lines = await addStatusHistory(
    page.map(({ line }) => line),
    { registry: context.registry, fields, warnings },
  );
  const requested = page.map((match, index) => ({ ...match, line: project(lines[index] ?? match.line) }));
  const shown = fitEntries(requested, { budget, rest: { accounts, routes }, columns, toRow, warnings });
  if (shown.length < requested.length)
    warnings.push(`${matches.length - shown.length} more matches${formatNarrowingHint(parsed, matches.slice(shown.length))}.`);
  return {
    content: { matches: shown, returned: shown.length, ...(route && { routes }), accounts },
    table: {
      columns,
      timeColumns: ['since'],
      fileColumns: fields === undefined ? fileColumns : ['match', 'role', 'matched', ...fields],
      rows: shown.map(toRow),
      total: matches.length,
      hasMore: shown.length < matches.length,
    },
    warnings,
    notes: [...notes, ...formatOutcomeNotes(outcomes)],
    failure: findFirstFailure(results),
  };
}

const noRoutes: NumberRoutes = { routes: [], notes: [], warnings: [] };

/** Loads what follows routes with the first question for one. */
async function findRoutes(matches: readonly NumberMatch[], items: readonly SourceItem[], context: ToolContext): Promise<NumberRoutes> {
  const { findNumberRoutes } = await import('./route/number-route.ts');
  return await findNumberRoutes(matches, items, context);
}

/** A line with all of its numbers that matched in one role. */
interface LineMatch extends Omit<NumberMatch, 'number'> {
  matched: string[];
}

/** Joins the matches of a line in one role; the best of them tells how it matched. */
function joinMatches(matches: readonly NumberMatch[]): LineMatch[] {
  const joined: (Omit<LineMatch, 'matched'> & { numbers: Set<string> })[] = [];
  const byLine = new Map<Line, typeof joined>();
  for (const { line, role, match, number } of matches) {
    const ofLine = byLine.get(line) ?? [];
    byLine.set(line, ofLine);
    const known = ofLine.find(one => one.role === role);
    known?.numbers.add(number);
    if (known !== undefined) continue;
    const lineMatch = { line, role, match, numbers: new Set([number]) };
    ofLine.push(lineMatch);
    joined.push(lineMatch);
  }
  return joined.map(({ numbers, ...lineMatch }) => ({ ...lineMatch, matched: [...numbers] }));
}

const toRow = ({ line, role, match, matched }: Omit<LineMatch, 'line'> & { line: Row }): Row => ({ match, role, matched, ...line });

/** Formats how to find the matches that did not fit. `list_lines` cannot find lines that lead to the number by failover or redirection. */
function formatNarrowingHint({ candidates: [candidate], matchesSuffix }: ParsedNumber, omitted: readonly LineMatch[]): string {
  if (matchesSuffix || candidate === undefined) return ": give more of the number's digits";
  const leading = omitted.filter(({ role }) => role === 'failover' || role === 'redirection').length;
  if (leading === omitted.length) return ', all of which lead to it';
  return `: list_lines with text ${candidate.number} finds them all${leading > 0 ? ` but ${leading}, which lead to it` : ''}`;
}
