// The gate before one account: at most four requests at once, and none while its provider wants a pause.

import { type Clock, cancelled, type Deadline, late } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Quota } from '../model/provider.ts';

/** Requests under way at once to one account. */
export const mostAtOnce = 4;

/** Seconds that a provider can close the gate for. */
const longestPause = 300;

export class Gate {
  readonly #clock: Clock;
  #inside = 0;
  #remaining = Number.POSITIVE_INFINITY;
  #renewedAt = 0;
  #closedUntil = 0;
  #queue: (() => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits for a place; the answer gives it back. A wait beyond the deadline is refused at once as `rate_limited`. */
  async enter({ at, signal, onWait }: Deadline): Promise<() => void> {
    for (;;) {
      if (signal?.aborted) throw cancelled();
      const pause = this.#pause();
      if (this.#clock.now() + pause >= at) throw tooLong(pause);
      if (pause === 0 && this.#inside < this.#places()) break;
      if (pause > 0) onWait?.(pause);
      await this.#change(pause > 0 ? pause : Math.min(at, this.#nextPeriod()) - this.#clock.now(), signal);
    }
    this.#inside++;
    return () => {
      this.#inside--;
      this.#wake();
    };
  }

  /** No request enters for so many seconds. A longer time than any provider's period is not believed. */
  close(forS: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#clock.now() + Math.min(forS, longestPause) * 1000);
  }

  /** Takes note of the budget. Answers overtake each other, so within one period the lowest count is believed. */
  budget({ remaining, resetS }: Quota): void {
    const renewedAt = this.#clock.now() + resetS * 1000;
    const samePeriod = this.#clock.now() < this.#renewedAt && renewedAt < this.#renewedAt + 2_000;
    this.#remaining = samePeriod ? Math.min(this.#remaining, remaining) : remaining;
    this.#renewedAt = renewedAt;
    if (this.#remaining <= 0) this.close(resetS);
  }

  #places(): number {
    return this.#clock.now() < this.#renewedAt ? Math.min(mostAtOnce, Math.max(1, this.#remaining)) : mostAtOnce;
  }

  /** When the budget is renewed, and with it the places. */
  #nextPeriod(): number {
    return this.#renewedAt > this.#clock.now() ? this.#renewedAt : Number.POSITIVE_INFINITY;
  }

  #pause(): number {
    return Math.max(0, this.#closedUntil - this.#clock.now());
  }

  #wake(): void {
    for (const waiting of this.#queue.splice(0)) waiting();
  }

  #change(ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise(resolve => {
      const go = () => {
        stop();
        signal?.removeEventListener('abort', go);
        resolve();
      };
      const stop = Number.isFinite(ms) ? this.#clock.after(ms, go) : () => {};
      signal?.addEventListener('abort', go, { once: true });
      this.#queue.push(go);
    });
  }
}

function tooLong(pause: number): LinekeeperError {
  if (pause === 0) return late();
  const retryAfterS = Math.ceil(pause / 1000);
  return new LinekeeperError('rate_limited', "The provider's limit of calls is used up for now; nothing was sent.", {
    retryAfterS,
    retry: false,
  });
}
