// An in-process job queue with limited concurrency and deduplication, for `linekeeper slack`.
import { LinekeeperError } from '@linekeeper/core';
import type { Job, JobQueue } from '../job.ts';
import { RecentKeys } from './deduplicate.ts';

const maxConcurrentJobs = 4;

/** Further jobs are rejected, so that the requester learns of it, instead of being dropped later. */
const maxQueuedJobs = 10_000;

/** Runs jobs in the order of `send`, four at a time. Failures are logged, not retried. */
export class LocalQueue implements JobQueue {
  readonly #processJob: (job: Job) => Promise<void>;
  readonly #log: (message: string) => void;
  readonly #recentKeys = new RecentKeys();
  readonly #queued: Job[] = [];
  #running = 0;
  #resolveIdle: () => void = () => {};

  constructor(processJob: (job: Job) => Promise<void>, log: (message: string) => void) {
    this.#processJob = processJob;
    this.#log = log;
  }

  /** Queues the job unless its key was sent within five minutes. Throws `unavailable` if the queue is full. */
  async send(job: Job): Promise<void> {
    this.#recentKeys.evictExpired(job.askedAt);
    if (this.#recentKeys.has(job.key)) return;
    if (this.#queued.length >= maxQueuedJobs) {
      throw new LinekeeperError('unavailable', 'Too many questions are waiting. Ask again in a minute.', { retryAfterS: 60 });
    }
    this.#recentKeys.add(job.key, job.askedAt);
    this.#queued.push(job);
    // Lets the acknowledgement be sent first.
    setImmediate(() => this.#startNext());
  }

  /** Resolves when all queued and running jobs are finished. Only one caller may wait. */
  onIdle(): Promise<void> {
    return new Promise(resolve => {
      this.#resolveIdle = resolve;
      setImmediate(() => this.#startNext());
    });
  }

  #startNext(): void {
    if (this.#running >= maxConcurrentJobs) return;
    const job = this.#queued.shift();
    if (job === undefined) {
      if (this.#running === 0) this.#resolveIdle();
      return;
    }
    this.#running++;
    this.#processJob(job)
      .catch((thrown: unknown) =>
        this.#log(`slack: an answer could not be posted: ${thrown instanceof LinekeeperError ? thrown.displayMessage : 'internal error'}`),
      )
      .finally(() => {
        this.#running--;
        setImmediate(() => this.#startNext());
      });
  }
}
