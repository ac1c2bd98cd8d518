// A cursor over many sources, `INDEX[MARKS]~CURSOR`: the index of a source, how those before it were read, and a cursor in its list.
import { type Input, invalidCursorError, type ListPosition, readCursor, type ToolContext, writeCursor } from '@linekeeper/core';
import * as z from 'zod';

/** Creates the zod shape of the pagination parameters. */
export const createPaginationShape = (maxRows: number) => ({
  limit: z.int().min(1).max(maxRows).optional().describe('Default 25'),
  cursor: z.string().optional().describe('next_cursor'),
});

/** The pagination arguments, validated. */
export type PaginationInput = z.output<z.ZodObject<ReturnType<typeof createPaginationShape>>>;

/** The position at which a page of a question starts. */
export interface SourcePosition {
  /** Index in the list of sources. */
  source: number;
  /** Where the list of that source continues. */
  position: ListPosition;
  /** How the sources before it were read, as `writeMarks` writes it; empty if all of them to their end. */
  marks: string;
}

/** Reads the `cursor` argument; the first position without one. Throws `input` for an invalid cursor, or one of other arguments. */
export function readSourceCursor(
  tool: string,
  input: Input & PaginationInput,
  sources: readonly string[],
  { registry: { digest } }: ToolContext,
): SourcePosition {
  const { cursor, limit: _l, fields: _f, response_format: _r, ...rest } = input;
  if (cursor === undefined) return { source: 0, position: { offset: 0 }, marks: '' };
  const [, index = '-1', marks = '', sourceCursor = ''] = /^(0|[1-9]\d{0,3})([.a-zA-Z-]*)~(.*)$/s.exec(cursor) ?? [];
  const source = Number(index);
  const name = sources[source];
  // The checksum has no secret: a caller can write a cursor for a list beyond the last one.
  if (name === undefined) throw invalidCursorError();
  const position = readCursor(sourceCursor, { tool, account: `${name}${marks}`, input: rest }, digest);
  return { source, position, marks };
}

/** Writes the cursor for a position. */
export function writeSourceCursor(
  tool: string,
  input: Input & PaginationInput,
  sources: readonly string[],
  next: SourcePosition,
  { registry: { digest } }: ToolContext,
): string {
  const { cursor: _c, limit: _l, fields: _f, response_format: _r, ...rest } = input;
  const scope = { tool, account: `${sources[next.source] ?? ''}${next.marks}`, input: rest };
  return `${next.source}${next.marks}~${writeCursor(next.position, scope, digest)}`;
}
