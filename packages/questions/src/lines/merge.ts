// Lines of many sources as one list: in the sources' order, as many as are wanted, and where it goes on.
import type { Item, Reading, Source } from './source.ts';

/** A line of the list, and where the list goes on before and behind it. */
export interface Merged {
  item: Item;
  source: Source;
  /** The offset before it. */
  before: number;
}

/** Where a list goes on. */
export interface Onward {
  source: Source;
  offset: number;
}

/** All lines that were read, in order. */
export function merged(readings: readonly Reading[]): Merged[] {
  return readings.flatMap(({ source, items, from }) =>
    items.map((item, index) => ({ item, source, before: items[index - 1]?.next ?? from })),
  );
}

/** Where the list goes on behind the first `taken` lines; undefined at its end. */
export function onward(readings: readonly Reading[], lines: readonly Merged[], taken: number): Onward | undefined {
  const next = lines[taken];
  const open = readings.find(({ more }) => more);
  if (next !== undefined && (open === undefined || readings.findIndex(({ source }) => source === next.source) <= readings.indexOf(open))) {
    return { source: next.source, offset: next.before };
  }
  return open && { source: open.source, offset: open.behind };
}

/** Lines in the whole list, where it is known: what the providers count, or what was counted to the end. */
export function totalOf(readings: readonly Reading[], filtered: boolean): number | undefined {
  const counts = readings.map(({ items, total, ended }) => (ended ? items.length : filtered ? undefined : total));
  return counts.every(count => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : undefined;
}
