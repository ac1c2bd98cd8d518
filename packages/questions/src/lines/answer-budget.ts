// How much of an answer fits into what a model reads.
import { jsonSize, shortenedTo } from '@linekeeper/core';

/** Kept free for counts and a cursor, in characters. */
export const spare = 600;

/** A share of an answer that a list beside its entries may take; Infinity where nobody counts. */
export const quarterOf = (characters: number | undefined): number => (characters === undefined ? Number.POSITIVE_INFINITY : characters / 4);

/** What is left for entries beside the rest of an answer, a quarter at least; Infinity where nobody counts. */
export const roomBeside = (beside: unknown, characters: number | undefined): number =>
  characters === undefined ? Number.POSITIVE_INFINITY : Math.max(quarterOf(characters), characters - spare - jsonSize(beside));

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

/** The entries as they are where a quarter of the answer holds them; else a sentence that an earlier account has shrinks to its code. */
export function saidOnce<Name extends string, Entry extends { account: string } & { [name in Name]?: string }>(
  entries: Entry[],
  field: Name,
  characters: number | undefined,
): Entry[] {
  if (jsonSize(entries) <= quarterOf(characters)) return entries;
  const said = new Set<string>();
  return entries.map(entry => {
    const sentence: string | undefined = entry[field];
    if (sentence === undefined) return entry;
    // Sentences name the account in brackets, and some in quotes.
    const own = sentence.replace(`(${entry.account})`, '').replace(`"${entry.account}"`, '');
    if (said.has(own)) return { ...entry, [field]: /^\w*/.exec(sentence)?.[0] };
    said.add(own);
    return entry;
  });
}
