// A set of public numbers, eight bytes each.
import { isE164, KeySet } from '@linekeeper/core';

/** Distinct numbers of lines. At most 15 digits, none of the numbers is rounded: two of them are never taken for one. */
export class PhoneNumberSet {
  readonly #numbers = new KeySet();
  /** What a provider sends instead of a public number. */
  readonly #others = new Set<string>();

  get size(): number {
    return this.#numbers.size + this.#others.size;
  }

  has(number: string): boolean {
    return isE164(number) ? this.#numbers.has(Number(number)) : this.#others.has(number);
  }

  add(number: string): void {
    if (isE164(number)) this.#numbers.add(Number(number));
    else this.#others.add(number);
  }
}
