// What a history is kept in: the state that the next snapshot is compared with, the changes, and the times that were not seen.
import type { FactName } from '@linekeeper/core';
import type { Change, ChangeKind } from './change.ts';

/** A line as the last snapshot that saw it left it. */
export interface KnownLine {
  /** The line as JSON: equal texts are equal lines, without parsing either. */
  text: string;
  /** When its status was first seen, in milliseconds since 1970; undefined if it was so at the first snapshot. */
  since?: number | undefined;
  /** The latest changes of its status, oldest first: as many as tell whether it flaps. */
  statusChanges?: readonly number[] | undefined;
}

/** Everything known of the lines of one kind of an account. */
export interface ListState {
  account: string;
  kind: string;
  /** By history id. */
  lines: ReadonlyMap<string, KnownLine>;
  /** Facts that some snapshot could see. */
  facts: readonly FactName[];
  /** Facts that the last snapshot missed in every row. */
  missedFacts: readonly FactName[];
  /** True if the last snapshot found it suddenly empty, which the next one must confirm. */
  isUnconfirmed: boolean;
}

/** A time in which an account, or some of its lists, changed nothing. */
export interface Gap {
  account: string;
  /** `refused`: lists with known lines were refused, the others were compared. `held`: lists were read, but not compared yet. */
  outcome: 'failed' | 'partial' | 'refused' | 'held';
  /** Why, as a sentence for people. */
  reason: string;
  /** The first and the last snapshot of the gap, in milliseconds since 1970. */
  from: number;
  until: number;
  snapshots: number;
}

/** What the next snapshot is compared with. */
export interface HistoryState {
  /** The last snapshot; undefined before the first. */
  last?: { id: string; at: number } | undefined;
  lists: readonly ListState[];
  /** The gaps of accounts that the last snapshot could not trust. */
  openGaps: readonly Gap[];
  /** True if the lines of the last snapshot are lost: the next one begins anew. */
  isLost?: boolean | undefined;
}

/** How the lines of one kind of an account differ from the state before. */
export interface ListUpdate extends Omit<ListState, 'lines'> {
  /** New lines, and lines with other fields, also with ones that are not compared; by history id. */
  upserts: ReadonlyMap<string, KnownLine>;
  removals: readonly string[];
}

/** One snapshot as the store writes it: all of it or nothing. */
export interface SnapshotRecord {
  /** A record is written once, however often it is delivered. */
  id: string;
  /** Later than that of the snapshot before. */
  at: number;
  /** The snapshot that it was compared with; undefined for the first. */
  previousId: string | undefined;
  changes: readonly Change[];
  lists: readonly ListUpdate[];
  /** New gaps and gaps that go on; the same account and `from` are the same gap. */
  gaps: readonly Gap[];
}

/** A position in the changes of a store: the changes of one snapshot have the same time. */
export interface ChangePosition {
  at: number;
  index: number;
}

/** A change as the store holds it. */
export interface StoredChange extends Change, ChangePosition {}

/** A span of time, both ends included, in milliseconds since 1970. */
export interface TimeSpan {
  since: number;
  until: number;
}

/** What tells which line changed, and how: the line after the change, and its fields before. */
export type ChangedLine = Pick<Change, 'line' | 'previous'>;

/** Which changes to read. */
export interface ChangeQuery extends TimeSpan {
  accounts: readonly string[];
  kinds?: readonly string[] | undefined;
  changes?: readonly ChangeKind[] | undefined;
  /** Tests the changes that the rest of the query selects: a store reads no more of those that it refuses. */
  matches?: ((change: ChangedLine) => boolean) | undefined;
  /** Continues with the changes older than this one. */
  olderThan?: ChangePosition | undefined;
}

/** The snapshots of a span of time. */
export interface SnapshotSummary {
  first?: number | undefined;
  last?: number | undefined;
  count: number;
  /** The first snapshot of the store; undefined if it has none. */
  begin?: number | undefined;
  /** Gaps of the accounts that overlap with the span, oldest first. */
  gaps: readonly Gap[];
}

/** Names a line in the history. */
export interface LineKey {
  account: string;
  kind: string;
  id: string;
}

/** Keeps a history. Every method throws `config` with a remedy if the store cannot be used. */
export interface HistoryStore {
  /** Reads what the next snapshot is compared with. */
  readState(): Promise<HistoryState>;
  /**
   * Writes a snapshot, all of it or nothing. Does nothing if one with this id was written before. Throws `unavailable` if another snapshot
   * was written after the one that this was compared with.
   */
  write(record: SnapshotRecord): Promise<void>;
  /** Reads changes in batches, newest first. */
  readChanges(query: ChangeQuery): AsyncIterable<readonly StoredChange[]>;
  /** Reads lines, in the order of the keys. */
  readLines(keys: readonly LineKey[]): Promise<readonly (KnownLine | undefined)[]>;
  /** Counts the snapshots of a span, and lists the gaps of these accounts in it. */
  readSnapshots(span: TimeSpan, accounts: readonly string[]): Promise<SnapshotSummary>;
  /** Lists the times of the snapshots of a span, oldest first. */
  readSnapshotTimes(span: TimeSpan): Promise<readonly number[]>;
  close(): Promise<void>;
}
