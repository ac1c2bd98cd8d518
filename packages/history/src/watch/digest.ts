// The digest of a channel: how the accounts are, and how the lines differ from those at the last digest. States, not a queue of events.
import { type Line, lineStatuses } from '@linekeeper/core';
import { diffLine, toPreviousLine } from '../change.ts';
import { changeColumns, toAnswerChange, toChangeRow } from '../change-entry.ts';
import { parseLine } from '../diff.ts';
import { formatGap } from '../format-gap.ts';
import type { HistoryState, StoredChange } from '../store.ts';
import { type Announcement, countLines } from './announcement.ts';
import { toLineMapKey } from './track.ts';
import { getValueAfter, getValueBefore, present, toWatchedField } from './watched-value.ts';

/** What a digest is made of. */
export interface DigestInput {
  accounts: readonly string[];
  /** Since the last digest, oldest first. */
  changes: readonly StoredChange[];
  state: HistoryState;
  /** The time for which the digest is due, in milliseconds since 1970. */
  slot: number;
}

/** Creates a digest; undefined if no line differs, and every account could be read. */
export function createDigest({ accounts, changes, state, slot }: DigestInput): Announcement | undefined {
  const differences = summarizeChanges(changes);
  const gaps = state.openGaps.filter(({ account }) => accounts.includes(account));
  if (differences.length === 0 && gaps.length === 0) return undefined;
  const rows = differences.map(change => toChangeRow(toAnswerChange(change)));
  return {
    title:
      differences.length === 0
        ? 'Digest: no line has changed'
        : `Digest: ${differences.length} ${rows.length === 1 ? 'change' : 'changes'}`,
    textLines: [...accounts.flatMap(account => describeAccount(account, state)), ...gaps.map(gap => formatGap(gap, 'since'))],
    table: rows.length === 0 ? undefined : { columns: changeColumns, timeColumns: ['at'], rows, hasMore: false },
    at: slot,
  };
}

/** Counts the lines of an account by status: `moscow: 84 lines (60 up, 20 down, 4 blocked)`. */
function describeAccount(account: string, { lists }: HistoryState): string[] {
  const lines = lists.filter(list => list.account === account).flatMap(list => [...list.lines.values()]);
  if (lines.length === 0) return [];
  const byStatus = Map.groupBy(lines.map(parseLine), ({ status }: Line) => status);
  const counts = lineStatuses.flatMap(status => {
    const count = byStatus.get(status)?.length ?? 0;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  return [`${account}: ${countLines(lines.length)} (${counts.join(', ')})`];
}

/** One change for each field that differs, from its value before the first one to that after the last one; the latest first. */
function summarizeChanges(changes: readonly StoredChange[]): StoredChange[] {
  const byLine = Map.groupBy(changes, toLineMapKey);
  return [...byLine.values()].flatMap(summarizeLine).sort((a, b) => b.at - a.at || b.index - a.index);
}

function summarizeLine(changes: readonly StoredChange[]): StoredChange[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return [];
  const latest = changes.filter(({ at }) => at === last.at);
  const fields = Map.groupBy(changes, toWatchedField);
  const existence = fields.get('existence')?.[0];
  if (existence === undefined) return summarizeFields(fields, latest);
  const exists = getValueAfter('existence', latest);
  if (getValueBefore(existence) !== exists) {
    const { field: _, ...change } = last;
    return [{ ...change, change: exists === present ? 'added' : 'removed', previous: {} }];
  }
  // A line that was removed and came back has no changes of what differs.
  return exists === present ? diffLine(last.id, toPreviousLine(first), last.line).map(change => ({ ...last, ...change })) : [];
}

/** Of a line that was there all the time. */
function summarizeFields(byField: ReadonlyMap<string, readonly StoredChange[]>, latest: readonly StoredChange[]): StoredChange[] {
  const [{ line } = { line: undefined }] = latest;
  return [...byField.values()].flatMap(([first, ...others]) => {
    if (first?.field === undefined || line === undefined) return [];
    const { field, previous } = first;
    if (getValueBefore(first) === getValueAfter(field, latest)) return [];
    const last = others.at(-1) ?? first;
    return [{ ...last, line, previous: { [field]: previous[field] ?? null } }];
  });
}
