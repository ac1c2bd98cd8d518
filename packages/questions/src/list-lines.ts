// `list_lines`: every line and number of every account in one shape, side by side and in a stable order.
import { type Call, defaultLimit, type Input, type Outcome, type Question } from '@linekeeper/core';
import * as z from 'zod';
import { firstFailure, notesOf, outcomesOf, outcomesSchema } from './lines/account-outcomes.ts';
import { fitting, roomBeside } from './lines/answer-budget.ts';
import { filterShape, filtersOf, sourcesFor, wantedOf } from './lines/filters.ts';
import { gather, inputFor } from './lines/gather.ts';
import { columns, lineFields, lineSchema, warningsSchema } from './lines/line-schema.ts';
import { merged, onward, totalOf } from './lines/merge.ts';
import { pagingShape, readBegin, writeNext } from './lines/multi-source-cursor.ts';
import { meantBy } from './lines/owner-matches.ts';
import { nameOf } from './lines/source.ts';

const name = 'list_lines';

export const listLines: Question = {
  name,
  title: 'List lines',
  description:
    'Lists lines and numbers of every account in one shape: status and why, owner, numbers, caller id. Who has a number: find_number. What is wrong: audit_lines. Counts: summarize_lines.',
  command: ['lines'],
  columns: lineFields,
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
  const all = sourcesFor(call.directory, filters);
  const names = all.map(nameOf);
  const begin = readBegin(name, input, names, call);
  const sources = all.slice(begin.source);
  const wanted = call.wanted ?? Number(input.limit ?? defaultLimit);
  const { keep, people, filtered } = meantBy(filters);
  const asked = wantedOf(filters);
  const readings = await gather(sources, call, {
    inputOf: source => inputFor(source, asked),
    fromOf: source => (source === sources[0] && begin.offset > 0 ? { offset: begin.offset, afterFull: true } : undefined),
    keep,
    wanted,
  });
  const warnings = [...readings.flatMap(reading => reading.warnings), ...(input.cursor === undefined ? people.warnings(readings) : [])];
  const outcomes = (count: (account: string) => number) =>
    outcomesOf(readings, { returned: count, counted: !filtered, characters: call.characters });
  const found = merged(readings);
  const lines = fitting(
    found.slice(0, wanted).map(({ item }) => item.line),
    roomBeside([outcomes(() => 0), warnings], call.characters),
    warnings,
  );
  const next = onward(readings, found, lines.length);
  const cursor = next && writeNext(name, input, names, { source: all.indexOf(next.source), offset: next.offset }, call);
  const total = input.cursor === undefined ? totalOf(readings, filtered) : undefined;
  const accounts = outcomes(account => lines.filter(line => line.account === account).length);
  return {
    content: {
      lines,
      returned: lines.length,
      ...(total !== undefined && { total }),
      ...(cursor !== undefined && { next_cursor: cursor }),
      accounts,
    },
    list: 'lines',
    columns,
    allColumns: lineFields,
    rows: lines.map(line => ({ ...line })),
    total,
    more: cursor !== undefined,
    warnings,
    notes: notesOf(accounts),
    failure: firstFailure(readings),
  };
}
