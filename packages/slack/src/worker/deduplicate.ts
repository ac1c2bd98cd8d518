// Deduplication of jobs: remembers the keys of recent jobs, so that a retry gets no second answer.

/** The same as the deduplication interval of SQS FIFO queues. */
const ttlMs = 5 * 60_000;

/** The keys of the last five minutes. All times are in milliseconds since 1970 and must not decrease. */
export class RecentKeys {
  /** Time of each key, oldest first. */
  readonly #keys = new Map<string, number>();

  /** True if the key was added and has not been evicted. */
  has(key: string): boolean {
    return this.#keys.has(key);
  }

  /** Adds a key, and evicts those that have expired by `now`. */
  add(key: string, now: number): void {
    this.evictExpired(now);
    this.#keys.set(key, now);
  }

  /** Removes the keys that were added more than five minutes before `now`. */
  evictExpired(now: number): void {
    for (const [key, addedAt] of this.#keys) {
      if (addedAt >= now - ttlMs) return;
      this.#keys.delete(key);
    }
  }
}
