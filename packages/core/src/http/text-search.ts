// Looks for many texts in a text at once (the algorithm of Wu and Manber): every response is searched for every credential.

/** Slots of the table of shifts, a power of two. Pairs with the same low bits share one. */
const slotCount = 16_384;

/** A shift is one byte. */
const maxWindowChars = 255;

const pairChars = 2;

/** Searches for a fixed set of texts. Its time hardly depends on how many they are. */
export class TextSearch {
  /** Texts shorter than a pair of characters. */
  readonly #shortNeedles: readonly string[];
  /** The texts by the slot of the last pair in their first `#windowChars` characters. */
  readonly #needles = new Map<number, string[]>();
  /** How far the window may move on at least if it ends in a pair; 0 where a text may begin with the window. */
  readonly #shifts = new Uint8Array(slotCount);
  readonly #windowChars: number;

  constructor(needles: readonly string[]) {
    const longNeedles = needles.filter(({ length }) => length >= pairChars);
    this.#shortNeedles = needles.filter(({ length }) => length < pairChars);
    this.#windowChars = longNeedles.reduce((min, { length }) => Math.min(min, length), maxWindowChars);
    const maxShift = this.#windowChars - pairChars + 1;
    this.#shifts.fill(maxShift);
    for (const needle of longNeedles) this.#add(needle);
  }

  #add(needle: string): void {
    const last = this.#windowChars - 1;
    for (let index = 1; index <= last; index++) {
      const slot = getSlot(needle, index);
      this.#shifts[slot] = Math.min(this.#shifts[slot] ?? 0, last - index);
    }
    const slot = getSlot(needle, last);
    this.#needles.set(slot, [...(this.#needles.get(slot) ?? []), needle]);
  }

  /** True if the text contains one of the texts. */
  isIn(text: string): boolean {
    if (this.#shortNeedles.some(needle => text.includes(needle))) return true;
    if (this.#needles.size === 0) return false;
    const shifts = this.#shifts;
    const last = this.#windowChars - 1;
    for (let end = last; end < text.length; ) {
      const slot = getSlot(text, end);
      const shift = shifts[slot] ?? 0;
      if (shift === 0 && this.#hasNeedleAt(slot, text, end - last)) return true;
      end += shift || 1;
    }
    return false;
  }

  /** A function of its own: a closure in the loop would allocate its variables anew for each of its steps. */
  #hasNeedleAt(slot: number, text: string, start: number): boolean {
    return this.#needles.get(slot)?.some(needle => text.startsWith(needle, start)) ?? false;
  }
}

/** The slot of the two characters that end at `index`. */
const getSlot = (text: string, index: number): number => (text.charCodeAt(index - 1) * 131 + text.charCodeAt(index)) & (slotCount - 1);
