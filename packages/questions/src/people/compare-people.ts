// `compare_people`: its arguments, answer and columns. What it runs is loaded with the first comparison.
import { defineQuestion, type JsonSchema, type Question, type ToolContext, type ToolResult } from '@linekeeper/core';
import * as z from 'zod';
import { createFilterShape, type Filters } from '../lines/filters.ts';
import { warningsSchema } from '../lines/line-schema.ts';
import { peopleColumns } from './people-columns.ts';
import type { Person } from './person.ts';

/** The most people of one call: a longer list is a file for the shell. */
const maxPeople = 1_000;

/** The names say what they hold: descriptions would cost what another provider needs of the budget of tool definitions. */
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

/** Loads the comparison of names with the first question. */
async function runLazily(people: readonly Person[], filters: Filters, context: ToolContext): Promise<ToolResult> {
  const { runComparison } = await import('./run-comparison.ts');
  return await runComparison(people, filters, context);
}

/** The question behind `compare_people`. */
export const comparePeople = defineQuestion({
  ...definition,
  input: () =>
    z.strictObject({
      people: z.array(personSchema).min(1).max(maxPeople).describe('Everyone who works here'),
      ...createFilterShape(),
    }),
  run: ({ people, ...filters }, context) => runLazily(people, filters, context),
});

/** Creates the same question for a list of people that was read already, however long: it has only the filters as arguments. */
export const createPeopleQuestion = (people: readonly Person[]): Question =>
  defineQuestion({
    ...definition,
    input: () => z.strictObject(createFilterShape()),
    run: (filters, context) => runLazily(people, filters, context),
  });
