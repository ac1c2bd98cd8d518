// Tells whether a list of texts has a text, many times for the same list.

/** A shorter list is searched: that takes less than to make a set of it. */
const minSetTexts = 16;

/** Lists of texts as sets, for as long as the lists live. */
export class ListedTexts {
  readonly #sets = new WeakMap<readonly (string | undefined)[], ReadonlySet<string | undefined>>();

  /** Returns true if the list has the text. The list must not change. */
  has(list: readonly (string | undefined)[] | undefined, text: string): boolean {
    if (list === undefined || list.length < minSetTexts) return list?.includes(text) ?? false;
    const texts = this.#sets.get(list) ?? new Set(list);
    this.#sets.set(list, texts);
    return texts.has(text);
  }
}
