// A compact index from keys to positions: one sorted array of numbers, since a map of small lists takes ten times the memory.

import type { NameForm } from './name-form.ts';

/** Positions are below this, so that a hash and a position fit into one double without loss. */
const maxPositions = 2 ** 20;

/** An index from keys to positions. Keys are hashed: a lookup may return a few positions of other keys, which the caller must check. */
export class PostingList {
  /** `hash * maxPositions + position`, ascending. */
  readonly #entries: Float64Array;

  /** Items are found by each of their keys; their positions are those of the list. */
  constructor(items: readonly NameForm[], toKeys: (item: NameForm) => readonly string[]) {
    if (items.length > maxPositions) throw new RangeError(`an index holds at most ${maxPositions} items`);
    const entries: number[] = [];
    for (const [position, item] of items.entries()) for (const key of toKeys(item)) entries.push(hash(key) * maxPositions + position);
    this.#entries = Float64Array.from(entries).sort();
  }

  /** Adds the positions of a key to a set. */
  collect(key: string, found: Set<number>): void {
    const start = hash(key) * maxPositions;
    for (let index = this.#findFirst(start); index < this.#entries.length; index++) {
      const position = (this.#entries[index] ?? 0) - start;
      if (position >= maxPositions) return;
      found.add(position);
    }
  }

  /** The index of the first entry that is not smaller. */
  #findFirst(entry: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle] ?? 0) < entry) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** FNV-1a, 32 bits. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
