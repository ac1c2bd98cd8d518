// A set of row keys or other positive integers, eight bytes each in one array: the ids of a million rows need 17 MB, 25 MB while the array grows.

const initialSlots = 64;

/** Every key moves at each step of growth: an array of up to half a megabyte grows eightfold, a larger one would then be mostly empty. */
const getGrowth = (slots: number): number => (slots < 65_536 ? 8 : 2);

/** The share of slots that may be taken: fuller tables need long searches. */
const maxLoad = 0.6;

/** A set of row keys. Zero marks an empty slot, and is not a key. */
export class KeySet {
  size = 0;
  #slots = new Float64Array(initialSlots);

  has(key: number): boolean {
    return this.#slots[findSlot(this.#slots, key)] === key;
  }

  /** Adds a key; false if the set has it already. */
  add(key: number): boolean {
    const slot = findSlot(this.#slots, key);
    if (this.#slots[slot] === key) return false;
    this.#slots[slot] = key;
    if (++this.size > this.#slots.length * maxLoad) this.#grow();
    return true;
  }

  #grow(): void {
    const slots = new Float64Array(this.#slots.length * getGrowth(this.#slots.length));
    for (const key of this.#slots) if (key !== 0) slots[findSlot(slots, key)] = key;
    this.#slots = slots;
  }
}

/** The slot that has the key, or the empty one where it belongs. The number of slots is a power of two. */
function findSlot(slots: Float64Array, key: number): number {
  const mask = slots.length - 1;
  // Keys may be consecutive, as phone numbers are: the multiplication spreads them, and its highest bits depend on all of theirs.
  let slot = Math.imul(key ^ (key / 0x1_0000_0000), 0x9e3779b1) >>> Math.clz32(mask);
  while (slots[slot] !== 0 && slots[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}
