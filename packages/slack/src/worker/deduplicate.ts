// Wishes that were met lately, so that a repeat of one gets no second answer.

/** How long a wish is known, in milliseconds: as long as the queues of a cloud do. */
const lifetime = 5 * 60_000;

export class Seen {
  /** When, by key; the oldest stand first. */
  readonly #keys = new Map<string, number>();

  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** `at` is in milliseconds since 1970; what is older than five minutes by then is forgotten. */
  add(key: string, at: number): void {
    this.forget(at);
    this.#keys.set(key, at);
  }

  forget(now: number): void {
    for (const [key, at] of this.#keys) {
      if (at >= now - lifetime) return;
      this.#keys.delete(key);
    }
  }
}
