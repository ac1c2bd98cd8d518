// What stderr says about a result: warnings, an empty list, and how to continue one that was cut.
import { pluralize } from '@linekeeper/core';
import { formatLocalTime } from '../local-time.ts';
import type { Terminal } from '../terminal.ts';

/** How far a list was printed. */
export interface RunSummary {
  shown: number;
  /** True if a part could not be read: then missing rows do not mean that there are none. */
  failed: boolean;
  total: number | undefined;
  hasMore: boolean;
  cursor: unknown;
  notes: readonly string[];
}

const utcTimes = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z/g;

/** Prints the notes to stderr, with their times in the zone of this machine. */
export function printNotes(io: Pick<Terminal, 'error'>, { shown, failed, total, hasMore, cursor, notes }: RunSummary): void {
  for (const note of notes) io.error(`note: ${note.replace(utcTimes, time => formatLocalTime(time))}`);
  const of = total === undefined ? '' : ` of ${total}`;
  if (shown === 0 && !failed) io.error('note: nothing found.');
  if (!hasMore) return;
  const continuation = typeof cursor === 'string' ? `; --cursor ${cursor} with the same options continues` : '';
  io.error(`note: ${shown}${of} ${pluralize('row', total ?? shown)} shown. --all shows all${continuation}.`);
}
