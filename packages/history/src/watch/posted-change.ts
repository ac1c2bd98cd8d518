// What a channel was told of a field of a line: the memory that keeps a change from being posted twice, and finds the thread of its end.
import type { Change } from '../change.ts';
import type { LineKey } from '../store.ts';

/** The fields that are watched: those of a line, whether it exists, and whether its account could be read. */
export type WatchedField = NonNullable<Change['field']> | 'existence' | 'reading';

/** Names a field of a line. A field `reading` belongs to an account: kind and id are empty. */
export interface FieldKey extends LineKey {
  field: WatchedField;
}

/** The last change of a field that was posted. */
export interface PostedChange extends FieldKey {
  /** The value before the first change of the thread, and the one after the last; as JSON. */
  origin: string;
  value: string;
  /** The snapshot that found it, in milliseconds since 1970. */
  at: number;
  /** False after its end. */
  isOpen: boolean;
  /** The chat's timestamp of the message; empty if it was not confirmed. */
  thread: string;
}

/** Reads a change as both logs store it: the fields under their names, `is_open` as a boolean or 1. */
export const readPostedChange = ({
  account,
  kind,
  id,
  field,
  origin,
  value,
  at,
  is_open,
  thread,
}: Readonly<Record<string, unknown>>): PostedChange => ({
  account: String(account),
  kind: String(kind),
  id: String(id),
  // The log wrote it.
  field: String(field) as PostedChange['field'],
  origin: String(origin),
  value: String(value),
  at: Number(at),
  isOpen: is_open === true || is_open === 1,
  thread: String(thread),
});

/** How long a change that could not be posted is remembered, and the thread of one that is not about a status. */
export const maxMemoryMs = 7 * 86_400_000;

/** The fields whose change is a state that lasts until it ends, however long; others are facts, as a new owner is. */
export const ongoingFields: readonly WatchedField[] = ['status', 'reasons', 'provider_status', 'reading'];

/** Names a field of a line in a map. */
export const toFieldMapKey = ({ account, kind, id, field }: FieldKey): string => JSON.stringify([account, kind, id, field]);

/** The posted changes that need not be remembered any more: ended before, or not about a status and old. */
export const listForgotten = (posted: readonly PostedChange[], settledUntil: number): PostedChange[] =>
  posted.filter(({ isOpen, at, field }) =>
    isOpen ? !ongoingFields.includes(field) && at < settledUntil - maxMemoryMs : at <= settledUntil,
  );

/** Replaces the posted changes of the same fields. */
export function mergePosted(posted: readonly PostedChange[], newer: readonly PostedChange[]): PostedChange[] {
  const byName = new Map(posted.map(change => [toFieldMapKey(change), change]));
  for (const change of newer) byName.set(toFieldMapKey(change), change);
  return [...byName.values()];
}
