// Deduplication of jobs: remembers the keys of recent jobs, so that a retry gets no second answer.
import { doubleClickMs } from '../ack/recent-presses.ts';
import { getButtonKey, type Job } from '../job.ts';

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

  /** When the key was added. */
  getTime(key: string): number | undefined {
    return this.#keys.get(key);
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

/** The jobs that were processed in the last five minutes. */
export class ProcessedJobs {
  readonly #keys = new RecentKeys();
  /** The last processed press of each button. */
  readonly #presses = new RecentKeys();

  /** True if the job was processed, or another one of the same double click: two processes that each got one of its presses may have created two keys. */
  has(job: Job): boolean {
    const pressedAt = this.#presses.getTime(getButtonKey(job));
    return this.#keys.has(job.key) || (pressedAt !== undefined && Math.abs(job.askedAt - pressedAt) < doubleClickMs);
  }

  /** Adds a job that was processed at `now`. */
  add(job: Job, now: number): void {
    this.#keys.add(job.key, now);
    if (job.by === 'button') this.#presses.add(getButtonKey(job), job.askedAt);
  }
}
