// How much of an answer fits into what a model reads.

/** Kept free for counts and a cursor, in characters. */
const spare = 400;

/** As many entries from the beginning as fit beside the rest of the answer; the first always does. */
export function fitting<T>(entries: readonly T[], beside: unknown, characters: number | undefined): T[] {
  let room = (characters ?? Number.POSITIVE_INFINITY) - spare - JSON.stringify(beside).length;
  const kept = entries.findIndex((entry, index) => {
    room -= JSON.stringify(entry).length + 1;
    return room < 0 && index > 0;
  });
  return kept < 0 ? [...entries] : entries.slice(0, kept);
}
