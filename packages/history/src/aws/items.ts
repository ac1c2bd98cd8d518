// Items of the DynamoDB table as the values of the store interface, and back.
import type { ChangeKind } from '../change.ts';
import type { Gap, KnownLine, LineKey, StoredChange } from '../store.ts';
import { type ItemKey, toChangeSk, toGapKey, toLineKey, toLineName, toMonthPk } from './keys.ts';

/** An item as the document client takes and returns it. */
export type Item = Readonly<Record<string, unknown>>;

/** How long the history is kept, unless the deployment says otherwise. */
export const defaultRetentionDays = 400;

const secondsPerDay = 86_400;
const msPerSecond = 1_000;

/** When DynamoDB may delete what was written at a time in milliseconds, in seconds since 1970. */
export const toExpiry = (at: number, retentionDays: number): number => Math.ceil(at / msPerSecond) + retentionDays * secondsPerDay;

/** Converts a change. `expires` is when DynamoDB may delete it, in seconds since 1970. */
export function toChangeItem(stored: StoredChange, expires: number): ItemKey & Item {
  const { at, index, account, kind, id, change, field, line, previous } = stored;
  return {
    pk: toMonthPk(at),
    sk: toChangeSk(stored),
    line_name: toLineName(stored),
    at,
    index,
    account,
    kind,
    id,
    change,
    ...(field !== undefined && { field }),
    line: JSON.stringify(line),
    previous: JSON.stringify(previous),
    expires,
  };
}

/** Reads a change. */
export const toStoredChange = ({ at, index, account, kind, id, change, field, line, previous }: Item): StoredChange => ({
  at: Number(at),
  index: Number(index),
  account: String(account),
  kind: String(kind),
  id: String(id),
  // `toChangeItem` wrote both.
  change: String(change) as ChangeKind,
  ...(field !== undefined && { field: String(field) as NonNullable<StoredChange['field']> }),
  line: JSON.parse(String(line)),
  previous: JSON.parse(String(previous)),
});

/** Converts what is known of a line. */
export const toLineItem = (key: LineKey, { text, since, statusChanges }: KnownLine): ItemKey & Item => ({
  ...toLineKey(key),
  line: text,
  ...(since !== undefined && { since }),
  ...(statusChanges !== undefined && { status_changes: [...statusChanges] }),
});

/** Reads what is known of a line. */
export const toKnownLine = ({ line, since, status_changes }: Item): KnownLine => ({
  text: String(line),
  ...(since !== undefined && { since: Number(since) }),
  ...(Array.isArray(status_changes) && { statusChanges: status_changes.map(Number) }),
});

/** Converts a gap. */
export const toGapItem = ({ account, from, until, outcome, reason, snapshots }: Gap, expires: number): ItemKey & Item => ({
  ...toGapKey(account, from),
  account,
  from,
  until,
  outcome,
  reason,
  snapshots,
  expires,
});

/** Reads a gap. */
export const toGap = ({ account, from, until, outcome, reason, snapshots }: Item): Gap => ({
  account: String(account),
  // `toGapItem` wrote it.
  outcome: String(outcome) as Gap['outcome'],
  reason: String(reason),
  from: Number(from),
  until: Number(until),
  snapshots: Number(snapshots),
});
