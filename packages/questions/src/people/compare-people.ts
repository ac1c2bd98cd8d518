// `compare_people`: compares the owners of lines with a list of people: who left and still has lines, who has none.
import { defineQuestion, type JsonSchema, type Question, type ToolContext, type ToolResult } from '@linekeeper/core';
import * as z from 'zod';
import { compileFilters } from '../lines/compile-filters.ts';
import { createFilterShape, type Filters } from '../lines/filters.ts';
import { gatherInto, LineList } from '../lines/gather.ts';
import { warningsSchema } from '../lines/line-schema.ts';
import { matchPeople, type Person } from './match-people.ts';
import { collectOwners, lacksOwnerName, readPeople } from './owners.ts';
import { buildPeopleResult, peopleColumns } from './people-answer.ts';

/** The most people of one call: a longer list is a file for the shell. */
const maxPeople = 1_000;

const personSchema = z.strictObject({
  name: z.string().min(1),
  email: z.string().optional(),
  id: z.string().optional(),
  department: z.string().optional(),
});

/** Lists of objects; what they hold stands in docs/people.md, to save tokens. */
const entries: JsonSchema = { type: 'array', items: { type: 'object' } };

const definition = {
  name: 'compare_people',
  title: 'Compare people',
  description:
    'Compares line owners with the people who work here: leavers with lines, people without one, doubtful ones. One person: list_lines.',
  command: ['people'],
  columns: peopleColumns,
  output: () => ({
    type: 'object',
    properties: {
      leavers: entries,
      without_line: entries,
      ambiguous: entries,
      matched: { type: 'integer' },
      matched_by: { type: 'object' },
      accounts: entries,
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
      people: z.array(personSchema).min(1).max(maxPeople).describe('Everyone who works here'),
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
  const reading = people.some(({ email }) => email !== undefined) ? readPeople(filters.accounts, context) : undefined;
  const options = { inputFor: filters.pushDown, filter: filters.isFiltered ? filters.matches : undefined };
  const results = await gatherInto(filters.sources, context, options, () => new LineList());
  const lines = results.flatMap(({ kept }) => kept.lines);
  const needsPeople = reading !== undefined || lines.some(lacksOwnerName);
  const directory = needsPeople ? await (reading ?? readPeople(filters.accounts, context)) : { people: new Map(), warnings: [] };
  const owners = collectOwners(lines, directory.people);
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
