// The parameters that every list operation has besides those of its provider.
import * as z from 'zod';
import { defaultLimit } from '../listing/projection.ts';
import type { Operation } from '../model/operation.ts';

/** The largest `limit` of a tool whose result a model reads. */
export const maxLimit = 500;

/** The most fields to count by at once. */
const maxCountedFields = 3;

/** Above this many parameters of its own, an operation gets short descriptions of the common ones, to stay within its token budget. */
const maxParametersWithFullDescriptions = 8;

/** The operation's parameters and the common ones. `maxRows` is the largest `limit`; a shell passes Infinity. */
export function withCommonParameters({ input, maxOffset }: Operation, maxRows: number): z.ZodObject {
  const operationParameters = input().shape;
  const describe = (long: string, short: string) =>
    Object.keys(operationParameters).length > maxParametersWithFullDescriptions ? short : long;
  const offset = maxOffset === undefined ? z.int().min(0) : z.int().min(0).max(maxOffset);
  return z.strictObject({
    account: z.string().optional().describe(describe('Account name, if there are several', 'If several')),
    ...operationParameters,
    fields: z.array(z.string()).min(1).optional().describe(describe('Only these fields, dotted if nested', 'Dotted')),
    response_format: z
      .enum(['concise', 'detailed'])
      .optional()
      .describe(describe('concise (default): main fields; detailed: all', 'detailed: all')),
    where: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(describe('Values of fields: {"FIELD":"VALUE"}, or a list; "": none', '{field:value}')),
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
      .describe(describe(`Rows, ${defaultLimit} by default; 0: total alone`, `Default ${defaultLimit}; 0: total`)),
    offset: offset.optional().describe(describe('Rows to skip', 'Skip')),
    cursor: z.string().optional().describe(describe('next_cursor of the last answer; otherwise the same arguments', 'next_cursor')),
  });
}
