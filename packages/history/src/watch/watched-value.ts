// The values of a watched field as comparable JSON, and what ends a change.
import type { Line, Row } from '@linekeeper/core';
import type { Change, PreviousFields } from '../change.ts';
import type { PostedChange, WatchedField } from './posted-change.ts';

/** The value of `existence` of a line that is there. */
export const present = 'true';
const absent = 'false';
const upValue = JSON.stringify('up');

/** True for the value of a status. */
export const isUp = (value: string): boolean => value === upValue;

/** The field that a change is about. */
export const toWatchedField = ({ field }: Change): WatchedField => field ?? 'existence';

/** The value before a change. */
export const getValueBefore = ({ change, field, previous }: Change): string =>
  field === undefined ? (change === 'added' ? absent : present) : toValue(previous[field]);

/** The value of a field after all changes that one snapshot found of a line. */
export function getValueAfter(field: WatchedField, changes: readonly Change[]): string {
  const [first] = changes;
  const isRemoved = changes.some(({ change }) => change === 'removed');
  if (field === 'existence') return isRemoved ? absent : present;
  if (first === undefined || isRemoved || field === 'reading') return absent;
  return toValue(first.line[field]);
}

/** True if the value ends the change: the one before is back, or the line is up or gone. */
export const isEnd = (change: Pick<PostedChange, 'field' | 'origin'>, value: string): boolean =>
  value === change.origin || isGone(change, value) || (change.field === 'status' && isUp(value));

/** True if the line that had the field is gone. */
export const isGone = ({ field }: Pick<PostedChange, 'field'>, value: string): boolean => field !== 'existence' && value === absent;

/** The value as people read it. */
export const toShownValue = (value: string): Row[string] | undefined => (value === absent ? 'removed' : (JSON.parse(value) ?? undefined));

const toValue = (value: Line[keyof Line] | PreviousFields[keyof Line]): string =>
  JSON.stringify(Array.isArray(value) ? [...value].sort() : (value ?? null));
