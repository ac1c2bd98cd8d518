// The parameters that every list operation has beside the provider's own.
import * as z from 'zod';
import { defaultLimit } from '../listing/projection.ts';
import type { Operation } from '../model/operation.ts';

/** The largest `limit` where a model reads the answer. */
export const largestLimit = 500;

/** An operation with more parameters of its own describes the common ones in fewer words, to stay within its tokens. */
const many = 8;

/** The operation's own parameters and the common ones. `mostRows` is the largest `limit` (a shell has none). */
export function withCommonParameters({ input, lastOffset }: Operation, mostRows: number): z.ZodObject {
  const own = input().shape;
  const said = (long: string, short: string) => (Object.keys(own).length > many ? short : long);
  const offset = lastOffset === undefined ? z.int().min(0) : z.int().min(0).max(lastOffset);
  return z.strictObject({
    account: z.string().optional().describe(said('Account name; may be left out while there is one', 'If several')),
    ...own,
    fields: z.array(z.string()).min(1).optional().describe(said('Only these fields of each row; dotted for nested ones', 'Dotted names')),
    response_format: z
      .enum(['concise', 'detailed'])
      .optional()
      .describe(said('concise (default): the main fields; detailed: all', 'detailed: all')),
    limit: z
      .int()
      .min(1)
      .max(mostRows)
      .optional()
      .describe(said(`Rows, ${defaultLimit} by default`, `Default ${defaultLimit}`)),
    offset: offset.optional().describe(said('Rows to skip', 'Skip')),
    cursor: z.string().optional().describe(said('next_cursor of the last answer, with otherwise the same arguments', 'next_cursor')),
  });
}
