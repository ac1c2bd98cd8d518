// A cursor over many sources: which one, where in it, and bound to the question's arguments.
import { type Call, type Input, readCursor, writeCursor } from '@linekeeper/core';
import * as z from 'zod';

/** The parameters of a question whose answer goes on. */
export const pagingShape = (mostRows: number) => ({
  limit: z.int().min(1).max(mostRows).optional().describe('Default 25'),
  cursor: z.string().optional().describe('next_cursor'),
});

/** Where in a list of sources an answer begins. */
export interface Begin {
  source: number;
  offset: number;
}

/** Reads the cursor among the arguments; the beginning where there is none. Throws `input` where it fits another question. */
export function readBegin(tool: string, input: Input, sources: readonly string[], { directory: { digest } }: Call): Begin {
  const { cursor, limit: _, ...rest } = input;
  if (typeof cursor !== 'string') return { source: 0, offset: 0 };
  const [, at = '-1', inner = ''] = /^(0|[1-9]\d{0,3})~(.*)$/s.exec(cursor) ?? [];
  const source = Number(at);
  const { offset } = readCursor(inner, { tool, account: sources[source] ?? '', input: rest }, digest);
  return { source, offset };
}

/** The cursor to a place in a source. */
export function writeNext(tool: string, input: Input, sources: readonly string[], begin: Begin, { directory: { digest } }: Call): string {
  const { cursor: _c, limit: _l, ...rest } = input;
  const place = { offset: begin.offset, afterFull: false };
  return `${begin.source}~${writeCursor(place, { tool, account: sources[begin.source] ?? '', input: rest }, digest)}`;
}
