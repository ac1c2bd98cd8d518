// What a history of snapshots tells about lines. `history` implements it; questions only read it.
import type { Line } from './line.ts';

/** What is known of the status that a line has now. */
export interface StatusHistory {
  /** When the status was first seen: ISO 8601 in UTC, to the minute. Absent if the line had it at the first snapshot. */
  since?: string;
  /** The status changed over six times in a day. */
  flapping?: true;
}

/** Earlier snapshots of the lines of an account registry. */
export interface LineHistory {
  /** Returns what is known of each line, in their order. Throws `config` if the history cannot be read. */
  readStatus(lines: readonly Line[]): Promise<readonly (StatusHistory | undefined)[]>;
}
