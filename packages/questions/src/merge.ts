// Lines of many sources as one list: in the sources' order, as many as are wanted and fit, and where it goes on.
import type { Item, Reading, Source } from './source.ts';

export interface Merged {
  items: Item[];
  /** Where the list goes on; undefined at its end. */
  next?: { source: Source; offset: number };
}

/** Takes at most `wanted` lines and `room` characters of JSON; the first line always fits. */
export function merge(readings: readonly Reading[], wanted: number, room: number): Merged {
  const items: Item[] = [];
  let left = room;
  for (const { source, items: own, from, behind, more } of readings) {
    for (const [index, item] of own.entries()) {
      left -= JSON.stringify(item.line).length + 1;
      if (items.length >= wanted || (left < 0 && items.length > 0))
        return { items, next: { source, offset: own[index - 1]?.next ?? from } };
      items.push(item);
    }
    if (more) return { items, next: { source, offset: behind } };
  }
  return { items };
}

/** Lines in the whole list, where it is known: what the providers count, or what was counted to the end. */
export function totalOf(readings: readonly Reading[], filtered: boolean): number | undefined {
  const counts = readings.map(({ items, total, ended }) => (ended ? items.length : filtered ? undefined : total));
  return counts.every(count => count !== undefined) ? counts.reduce((sum, count) => sum + count, 0) : undefined;
}
