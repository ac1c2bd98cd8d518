// Cursors of `list_changes`, `TIME~CURSOR`: the time of a snapshot, and a position in its changes, bound to the arguments.
import { readCursor, type ToolContext, writeCursor } from '@linekeeper/core';
import type { ChangePosition } from './store.ts';

interface CursorInput extends Readonly<Record<string, unknown>> {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Reads the `cursor` argument; undefined without one. Throws `input` for an invalid cursor, or one of other arguments. */
export function readChangeCursor(
  tool: string,
  { cursor, limit: _l, response_format: _r, ...input }: CursorInput,
  { registry: { digest } }: ToolContext,
): ChangePosition | undefined {
  if (cursor === undefined) return undefined;
  const [, time = '0', position = ''] = /^(\d{1,15})~(.*)$/s.exec(cursor) ?? [];
  return { at: Number(time), index: readCursor(position, { tool, account: time, input }, digest).offset };
}

/** Writes the cursor that continues behind a change. */
export function writeChangeCursor(
  tool: string,
  { cursor: _c, limit: _l, response_format: _r, ...input }: CursorInput,
  { at, index }: ChangePosition,
  { registry: { digest } }: ToolContext,
): string {
  const scope = { tool, account: String(at), input };
  return `${at}~${writeCursor({ offset: index }, scope, digest)}`;
}
