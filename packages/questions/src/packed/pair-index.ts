// Pairs of integers, eight bytes each, sorted when they are looked up.

/** The second integer has 26 bits, the first one the other 27 of an exact number. */
const maxSecond = 2 ** 26;

const initialCapacity = 16;

/** The second integers of each first one. */
export class PairIndex {
  #pairs = new Float64Array(initialCapacity);
  #length = 0;
  #isSorted = true;

  /** Adds a pair. Throws `RangeError` for a second integer of more than 26 bits: the question has too many lines. */
  add(first: number, second: number): void {
    if (second >= maxSecond) throw new RangeError(`More than ${maxSecond} entries`);
    if (this.#length === this.#pairs.length) {
      const pairs = new Float64Array(2 * this.#length);
      pairs.set(this.#pairs);
      this.#pairs = pairs;
    }
    this.#pairs[this.#length++] = first * maxSecond + second;
    this.#isSorted = false;
  }

  /** Yields the second integers of a first one in ascending order, each once. */
  *find(first: number): Generator<number> {
    const pairs = this.#sort();
    const smallest = first * maxSecond;
    let last: number | undefined;
    for (let index = findIndex(pairs, smallest); index < pairs.length; index++) {
      const second = (pairs[index] ?? 0) - smallest;
      if (second >= maxSecond) return;
      if (second !== last) yield second;
      last = second;
    }
  }

  /** Yields the second integers of each first one that has several of them, in ascending order. */
  *repeated(): Generator<number[]> {
    const pairs = this.#sort();
    const getFirst = (index: number) => Math.floor((pairs[index] ?? 0) / maxSecond);
    for (let start = 0, end = 0; start < pairs.length; start = end) {
      const first = getFirst(start);
      for (end = start + 1; end < pairs.length && getFirst(end) === first; ) end++;
      if (end - start === 1) continue;
      const group = new Set(pairs.subarray(start, end));
      if (group.size > 1) yield Array.from(group, pair => pair % maxSecond);
    }
  }

  #sort(): Float64Array {
    const pairs = this.#pairs.subarray(0, this.#length);
    if (!this.#isSorted) pairs.sort();
    this.#isSorted = true;
    return pairs;
  }
}

/** The index of the first pair that is not smaller. */
function findIndex(pairs: Float64Array, smallest: number): number {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((pairs[middle] ?? 0) < smallest) low = middle + 1;
    else high = middle;
  }
  return low;
}
