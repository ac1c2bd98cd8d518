// `audit_lines`: its arguments, answer and columns. What it runs is loaded with the first audit.
import { createAnswerFormShape, defineQuestion } from '@linekeeper/core';
import * as z from 'zod';
import { shortOutcomesSchema } from '../lines/account-outcomes.ts';
import { createFilterShape } from '../lines/filters.ts';
import { createFieldsShape } from '../lines/line-fields.ts';
import { embeddedLineSchema, warningsSchema } from '../lines/line-schema.ts';
import { createPaginationShape } from '../lines/multi-source-cursor.ts';
import { auditColumns, auditName } from './audit-input.ts';
import { severities } from './check.ts';
import { checkCodes } from './check-codes.ts';

/** The question behind `audit_lines`. */
export const auditLines = defineQuestion({
  name: auditName,
  title: 'Audit lines',
  description:
    'Audits the lines of every account: blocked, unregistered, duplicate, ownerless, leading nowhere, idle. "skipped" names checks that could not be made. For lists use list_lines.',
  command: ['audit'],
  columns: auditColumns,
  columnLayout: { list: 'findings', groupBy: ['code', 'severity'] },
  input: maxRows =>
    z.strictObject({
      ...createFilterShape(),
      severity: z.array(z.enum(severities)).min(1).optional().describe('Only these'),
      check: z.array(z.enum(checkCodes)).min(1).optional().describe('Only these checks; paid_but_idle only if named'),
      ...createFieldsShape(),
      ...createAnswerFormShape(),
      ...createPaginationShape(maxRows),
    }),
  output: () => ({
    type: 'object',
    properties: {
      findings: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            code: { type: 'string' },
            severity: { type: 'string' },
            line: embeddedLineSchema,
            evidence: { type: 'string' },
          },
        },
      },
      advice: { type: 'object' },
      counts: { type: 'object' },
      skipped: {
        type: 'array',
        items: { type: 'object', properties: { account: { type: 'string' }, check: { type: 'string' }, reason: { type: 'string' } } },
      },
      returned: { type: 'integer' },
      next_cursor: { type: 'string' },
      accounts: shortOutcomesSchema,
      warnings: warningsSchema,
    },
    required: ['findings', 'advice', 'counts', 'skipped', 'returned'],
  }),
  run: async (input, context) => await (await import('./run-audit.ts')).runAudit(input, context),
});
