// A queue within the process: the work goes on after the acknowledgement, some at a time, each wish once.
import { LinekeeperError } from '@linekeeper/core';
import type { Job, Queue } from '../job.ts';
import { Seen } from './deduplicate.ts';

/** Jobs at work at once. */
const mostAtWork = 4;

/** Jobs that wait; beyond it a question is refused rather than forgotten. */
const mostWaiting = 10_000;

export class LocalQueue implements Queue {
  readonly #work: (job: Job) => Promise<void>;
  readonly #log: (line: string) => void;
  readonly #seen = new Seen();
  readonly #waiting: Job[] = [];
  #atWork = 0;
  #emptied: () => void = () => {};

  constructor(work: (job: Job) => Promise<void>, log: (line: string) => void) {
    this.#work = work;
    this.#log = log;
  }

  async send(job: Job): Promise<void> {
    this.#seen.forget(job.askedAt);
    if (this.#seen.has(job.key)) return;
    if (this.#waiting.length >= mostWaiting) {
      throw new LinekeeperError('unavailable', 'Too many questions are waiting. Ask again in a minute.', { retryAfterS: 60 });
    }
    this.#seen.add(job.key, job.askedAt);
    this.#waiting.push(job);
    // The acknowledgement goes first.
    setImmediate(() => this.#next());
  }

  /** Resolves when every job that was sent is done. */
  idle(): Promise<void> {
    return new Promise(resolve => {
      this.#emptied = resolve;
      setImmediate(() => this.#next());
    });
  }

  #next(): void {
    if (this.#atWork >= mostAtWork) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      if (this.#atWork === 0) this.#emptied();
      return;
    }
    this.#atWork++;
    this.#work(job)
      .catch((thrown: unknown) =>
        this.#log(`slack: an answer could not be posted: ${thrown instanceof LinekeeperError ? thrown.sentence : 'a bug'}`),
      )
      .finally(() => {
        this.#atWork--;
        setImmediate(() => this.#next());
      });
  }
}
