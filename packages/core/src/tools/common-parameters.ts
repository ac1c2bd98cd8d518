// The parameters that every list operation has besides those of its provider.
import * as z from 'zod';
import { defaultLimit } from '../listing/projection.ts';
import { describeEnrichment } from '../model/enrichment.ts';
import type { Operation } from '../model/operation.ts';

/** The largest `limit` of a tool whose result a model reads. */
export const maxLimit = 500;

/** The most fields to count by at once. */
const maxCountedFields = 3;

/** Above this many parameters of its own, an operation gets short descriptions of the common ones, to stay within its token budget. */
const maxParametersWithFullDescriptions = 3;

/** The operation's parameters and the common ones. `maxRows` is the largest `limit`; a shell passes Infinity. */
export function withCommonParameters({ input, maxOffset, columns, enrichment }: Operation, maxRows: number): z.ZodObject {
  const operationParameters = input().shape;
  const hasManyParameters = Object.keys(operationParameters).length > maxParametersWithFullDescriptions;
  const describe = (long: string, short: string) => (hasManyParameters ? short : long);
  const maxNamed = hasManyParameters ? 1 : 2;
  const offset = maxOffset === undefined ? z.int().min(0) : z.int().min(0).max(maxOffset);
  return z.strictObject({
    account: z.string().optional().describe(describe('Account, if several', 'If several')),
    ...operationParameters,
    ...(enrichment !== undefined && {
      enrich: z
        .boolean()
        .optional()
        .describe(`Also ${describeEnrichment(enrichment)}`),
    }),
    fields: z.array(z.string()).min(1).optional().describe(describe('Only these fields, dotted if nested', 'Dotted')),
    response_format: z
      .enum(['concise', 'detailed', 'columns'])
      .optional()
      .describe(describe('detailed: all fields; columns: half the tokens', 'columns: cheap')),
    where: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: describe('Any fields: value or list; "": none', 'Any'), properties: namedConditions(columns, maxNamed) }),
    count_by: z
      .array(z.string())
      .min(1)
      .refine(names => names.length <= maxCountedFields, `must be a list of at most ${maxCountedFields} fields`)
      .optional()
      .describe(describe('Count by 1–3 fields instead', 'Fields')),
    limit: z
      .int()
      .min(0)
      .max(maxRows)
      .optional()
      .describe(describe(`Rows (${defaultLimit}); 0: total alone`, `Default ${defaultLimit}; 0: total`)),
    offset: offset.optional().describe(describe('Rows to skip', 'Skip')),
    cursor: z.string().optional().describe(describe('next_cursor of the last answer, with the same arguments', 'Next')),
  });
}

/**
 * The fields that the advertised `where` names as examples, where any is accepted: hosts turn an object without properties into one that may hold
 * nothing. The shortest default columns, to save tokens; they are the states and types that people ask for.
 */
function namedConditions([id = '', ...columns]: readonly string[], maxCount: number): Record<string, { type: 'string' }> {
  const names = columns.filter(name => !name.includes('.')).sort((a, b) => a.length - b.length);
  if (names.length === 0) names.push(id);
  return Object.fromEntries(names.slice(0, maxCount).map(name => [name, { type: 'string' }]));
}
