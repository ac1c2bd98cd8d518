// Rows of the local history as the values of the store interface.
import type { SQLOutputValue } from 'node:sqlite';
import type { FactName } from '@linekeeper/core';
import type { ChangeKind } from '../change.ts';
import type { Gap, KnownLine, ListState, StoredChange } from '../store.ts';

/** A row as SQLite returns it. */
export type SqlRow = Record<string, SQLOutputValue>;

/** Reads a line. */
export const toKnownLine = ({ line, since, status_changes }: SqlRow): KnownLine => ({
  text: String(line),
  ...(since !== null && { since: Number(since) }),
  ...(status_changes !== null && { statusChanges: JSON.parse(String(status_changes)) }),
});

/** Reads a list without its lines. */
export const toListState = ({ account, kind, facts, missed_facts, is_doubted }: SqlRow): Omit<ListState, 'lines'> => ({
  account: String(account),
  kind: String(kind),
  facts: parseFacts(facts),
  missedFacts: parseFacts(missed_facts),
  isUnconfirmed: is_doubted === 1,
});

// The store wrote them as a list of facts; the name of one that a newer version knows matches none.
const parseFacts = (value: SQLOutputValue | undefined): FactName[] => JSON.parse(String(value));

/** Reads the line of a change, which the store wrote. */
export const parseLine = (text: SQLOutputValue | undefined): StoredChange['line'] => JSON.parse(String(text));

/** Reads what a change replaced: for a line that came or went, nothing. */
export const parsePrevious = (text: SQLOutputValue | undefined): StoredChange['previous'] =>
  text === '{}' ? {} : JSON.parse(String(text));

/** Reads a change. */
export const toStoredChange = ({ at, position, account, kind, id, change, field, line, previous }: SqlRow): StoredChange => ({
  at: Number(at),
  index: Number(position),
  account: String(account),
  kind: String(kind),
  id: String(id),
  // The store wrote both.
  change: String(change) as ChangeKind,
  ...(field !== null && { field: String(field) as NonNullable<StoredChange['field']> }),
  line: parseLine(line),
  previous: parsePrevious(previous),
});

/** Reads a gap. */
export const toGap = ({ account, starts, ends, snapshots, outcome, reason }: SqlRow): Gap => ({
  account: String(account),
  from: Number(starts),
  until: Number(ends),
  snapshots: Number(snapshots),
  // The store wrote it.
  outcome: String(outcome) as Gap['outcome'],
  reason: String(reason),
});
