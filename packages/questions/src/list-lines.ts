// `list_lines`: every line and number of every account in one shape, side by side and in a stable order.
import { type Call, defaultLimit, type Input, type Outcome, type Question } from '@linekeeper/core';
import * as z from 'zod';
import { filterShape, filtersOf, isFiltered, predicateOf, sourcesFor, wantedOf } from './filter.ts';
import { gather, inputFor } from './gather.ts';
import { columns, lineSchema, warningsSchema } from './line-schema.ts';
import { merge, totalOf } from './merge.ts';
import { firstFailure, outcomesOf, outcomesSchema } from './outcome.ts';
import { pagingShape, readBegin, writeNext } from './paging.ts';
import { People } from './people.ts';
import { nameOf } from './source.ts';

const name = 'list_lines';

/** Kept free of lines for counts and the cursor, in characters. */
const frame = 400;

export const listLines: Question = {
  name,
  title: 'Lines of all accounts',
  description:
    'Lists lines and numbers of every account in one shape: status and why, owner, numbers, caller id. Who has a number: find_number. What is wrong: audit_lines. Counts: summarize_lines.',
  command: ['lines'],
  input: mostRows => z.strictObject({ ...filterShape(), ...pagingShape(mostRows) }),
  output: () => ({
    type: 'object',
    properties: {
      lines: { type: 'array', items: lineSchema },
      returned: { type: 'integer' },
      total: { type: 'integer' },
      next_cursor: { type: 'string' },
      accounts: outcomesSchema,
      warnings: warningsSchema,
    },
    required: ['lines', 'returned', 'accounts'],
  }),
  run,
};

async function run(input: Input, call: Call): Promise<Outcome> {
  const filters = filtersOf(input);
  const all = sourcesFor(call.directory.accounts, filters);
  const names = all.map(nameOf);
  const begin = readBegin(name, input, names, call);
  const sources = all.slice(begin.source);
  const wanted = call.wanted ?? Number(input.limit ?? defaultLimit);
  const asked = wantedOf(filters);
  const fits = predicateOf(filters);
  const filtered = isFiltered(filters);
  const people = new People();
  const readings = await gather(sources, call, {
    inputOf: source => inputFor(source, asked),
    fromOf: source => (source === sources[0] && begin.offset > 0 ? { offset: begin.offset, afterFull: true } : undefined),
    keep: filtered
      ? ({ line }) => {
          const meant = fits(line);
          people.note(line, meant);
          return meant;
        }
      : undefined,
    wanted,
  });
  const found = readings.some(({ items }) => items.length > 0);
  const warnings = [
    ...readings.flatMap(reading => reading.warnings),
    ...(filters.owner === undefined || input.cursor !== undefined ? [] : people.warnings(filters.owner, found)),
  ];
  const outcomes = (count: (account: string) => number) => outcomesOf(readings, count, !filtered);
  const room = (call.characters ?? Number.POSITIVE_INFINITY) - frame - JSON.stringify([outcomes(() => 0), warnings]).length;
  const { items, next } = merge(readings, wanted, room);
  const lines = items.map(({ line }) => line);
  const total = input.cursor === undefined ? totalOf(readings, filtered) : undefined;
  const cursor = next && writeNext(name, input, names, { source: all.indexOf(next.source), offset: next.offset }, call);
  const content = {
    lines,
    returned: lines.length,
    ...(total !== undefined && { total }),
    ...(cursor !== undefined && { next_cursor: cursor }),
    accounts: outcomes(account => lines.filter(line => line.account === account).length),
  };
  return {
    content,
    columns,
    rows: lines.map(line => ({ ...line })),
    total,
    more: cursor !== undefined,
    warnings,
    failure: firstFailure(readings),
  };
}
