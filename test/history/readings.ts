// Builds snapshots by hand, and keeps the state between them as a store does.
import type { FactName, Line } from '@linekeeper/core';
import {
  type AccountReading,
  type Change,
  compareSnapshot,
  type HistoryState,
  type KnownLine,
  type ListState,
  type SnapshotRecord,
} from '@linekeeper/history';

/** The facts that the lists of these tests report. */
export const allFacts: readonly FactName[] = ['registered', 'numbers', 'owner'];

/** Builds a line of the account `a` and the kind `phone`. */
export const createLine = (id: string, fields: Partial<Line> = {}): Line => ({
  account: 'a',
  provider: 'acme',
  kind: 'phone',
  id,
  status: 'up',
  ...fields,
});

/** An account whose one list was read to its end. */
export const readAccount = (lines: readonly Line[], facts: readonly FactName[] = allFacts): AccountReading => ({
  account: 'a',
  outcome: 'complete',
  lists: [{ kind: 'phone', lines, facts }],
});

/** The account, not read. */
export const failAccount = (outcome: 'failed' | 'partial' = 'failed'): AccountReading => ({
  account: 'a',
  outcome,
  reason: 'timeout (a): No answer.',
  lists: [],
});

/** The state before the first snapshot. */
export const emptyState: HistoryState = { lists: [], openGaps: [] };

/** Applies a record to the state that it was compared with. */
export function applyRecord(
  state: HistoryState,
  { id, at, lists, gaps }: SnapshotRecord,
  accounts: readonly AccountReading[],
): HistoryState {
  const byKey = new Map(state.lists.map(list => [`${list.account}/${list.kind}`, list]));
  for (const { upserts, removals, ...update } of lists) {
    const key = `${update.account}/${update.kind}`;
    const lines = new Map<string, KnownLine>(byKey.get(key)?.lines);
    for (const removal of removals) lines.delete(removal);
    for (const [lineId, line] of upserts) lines.set(lineId, line);
    byKey.set(key, { ...update, lines } satisfies ListState);
  }
  const read = new Set(accounts.map(({ account }) => account));
  const openGaps = [...state.openGaps.filter(gap => !read.has(gap.account)), ...gaps];
  return { last: { id, at }, lists: [...byKey.values()], openGaps };
}

/** Takes one snapshot after the other, a minute apart, and returns their records. */
export function takeSnapshots(readings: readonly (readonly AccountReading[])[]): SnapshotRecord[] {
  let state = emptyState;
  return readings.map((accounts, index) => {
    const record = compareSnapshot(state, { id: `s${index}`, at: (index + 1) * 60_000, accounts });
    state = applyRecord(state, record, accounts);
    return record;
  });
}

/** A change in short: `1 status up → down`. */
export const describeChange = ({ id, change, field, line, previous }: Change): string =>
  field === undefined ? `${id} ${change}` : `${id} ${change} ${field} ${previous[field] ?? '–'} → ${line[field] ?? '–'}`;

/** The changes of each snapshot in short. */
export const describeChanges = (records: readonly SnapshotRecord[]): string[][] =>
  records.map(({ changes }) => changes.map(describeChange));
