// `summarize_lines`: its arguments, answer and columns. What it runs is loaded with the first summary.
import { defineQuestion } from '@linekeeper/core';
import * as z from 'zod';
import { shortOutcomesSchema } from './lines/account-outcomes.ts';
import { createFilterShape } from './lines/filters.ts';
import { warningsSchema } from './lines/line-schema.ts';
import { groupProperties } from './summary/group-properties.ts';

/** The question behind `summarize_lines`. */
export const summarizeLines = defineQuestion({
  name: 'summarize_lines',
  title: 'Summarize lines',
  description:
    'Counts lines of every account, with monthly fees where they are known, by provider, account, kind, status, owner, reason or cost center. For the lines themselves use list_lines.',
  command: ['summary'],
  columns: [...groupProperties, 'owner_id', 'count', 'monthly_fees', 'monthly_fee', 'currency'],
  input: () =>
    z.strictObject({
      ...createFilterShape(),
      by: z
        .array(z.enum(groupProperties))
        .min(1)
        .max(2)
        .optional()
        .describe('One or two; default kind, status. A line counts under each reason; cost_center: department of the owner'),
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
  run: async (input, context) => await (await import('./summary/run-summary.ts')).runSummary(input, context),
});
