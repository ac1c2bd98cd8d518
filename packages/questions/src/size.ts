// How much of an answer fits into what a model reads.
import { jsonSize, shortenedTo } from '@linekeeper/core';

/** Kept free for counts and a cursor, in characters. */
export const spare = 600;

/** What is left for entries beside the rest of an answer; Infinity where nobody counts. */
export const roomBeside = (beside: unknown, characters: number | undefined): number =>
  characters === undefined ? Number.POSITIVE_INFINITY : characters - spare - jsonSize(beside);

/** As many entries from the beginning as fit; the first is shortened where it does not, so that the list always goes on. */
export function fitting<Entry extends object>(entries: readonly Entry[], room: number, warnings: string[]): Entry[] {
  if (!Number.isFinite(room)) return [...entries];
  const kept: Entry[] = [];
  let left = room;
  for (const entry of entries) {
    left -= jsonSize(entry) + 1;
    if (left >= 0) kept.push(entry);
    else if (kept.length > 0) break;
    else {
      const { record, warning } = shortenedTo(entry, room);
      warnings.push(warning);
      return [record];
    }
  }
  return kept;
}
