// `compare_people`: compares the owners of lines with a list of people: who left and still has lines, who has none.
import { defineQuestion, type Question, type ToolContext, type ToolResult } from '@linekeeper/core';
import * as z from 'zod';
import { accountOutcomesSchema } from '../lines/account-outcomes.ts';
import { compileFilters } from '../lines/compile-filters.ts';
import { createFilterShape, type Filters } from '../lines/filters.ts';
import { collectItems, gather } from '../lines/gather.ts';
import { warningsSchema } from '../lines/line-schema.ts';
import { matchPeople, type Person } from './match-people.ts';
import { collectOwners, readPeople } from './owners.ts';
import { buildPeopleResult, peopleColumns } from './people-answer.ts';

/** The most people of one call: a longer list is a file for the shell. */
const maxPeople = 1_000;

const personSchema = z.strictObject({
  name: z.string().min(1),
  email: z.string().optional(),
  id: z.string().optional(),
  department: z.string().optional(),
});

const definition = {
  name: 'compare_people',
  title: 'Compare people',
  description:
    'Compares line owners with the list of people who work here: leavers with lines, people without one, doubtful ones. One person: list_lines with owner.',
  command: ['people'],
  columns: peopleColumns,
  output: () => ({
    type: 'object',
    properties: {
      leavers: { type: 'array', items: { type: 'object', properties: { owner: { type: 'string' } } } },
      without_line: { type: 'array', items: { type: 'object' } },
      ambiguous: { type: 'array', items: { type: 'object', properties: { why: { type: 'string' } } } },
      matched: { type: 'integer' },
      matched_by: { type: 'object' },
      accounts: accountOutcomesSchema,
      warnings: warningsSchema,
    },
    required: ['leavers', 'without_line', 'ambiguous', 'matched', 'accounts'],
  }),
} satisfies Partial<Question>;

/** The question behind `compare_people`. */
export const comparePeople = defineQuestion({
  ...definition,
  input: () =>
    z.strictObject({
      people: z
        .array(personSchema)
        .min(1)
        .max(maxPeople)
        .describe('Everyone who should have lines: [{"name", "email"?, "id"?, "department"?}]'),
      ...createFilterShape(),
    }),
  run: ({ people, ...filters }, context) => run(people, filters, context),
});

/** Creates the same question for a list of people that was read already, however long: it has only the filters as arguments. */
export const createPeopleQuestion = (people: readonly Person[]): Question =>
  defineQuestion({
    ...definition,
    input: () => z.strictObject(createFilterShape()),
    run: (filters, context) => run(people, filters, context),
  });

async function run(people: readonly Person[], input: Filters, context: ToolContext): Promise<ToolResult> {
  const filters = compileFilters(input, context.registry);
  const hasEmail = people.some(({ email }) => email !== undefined);
  const [results, directory] = await Promise.all([
    gather(filters.sources, context, { inputFor: filters.pushDown, filter: filters.isFiltered ? filters.matches : undefined }),
    hasEmail ? readPeople(filters.accounts, context) : { people: new Map(), warnings: [] },
  ]);
  const owners = collectOwners(
    collectItems(results).map(({ line }) => line),
    directory.people,
  );
  return buildPeopleResult({
    people,
    owners,
    matching: matchPeople(people, owners),
    isFiltered: filters.isFiltered,
    results,
    warnings: [...results.flatMap(result => result.warnings), ...directory.warnings, ...filters.ownerWarnings(results)],
    context,
  });
}
