// Rate limiter: at most four concurrent requests of an account, and none while the provider asks for a pause.

import { abortedError, type Clock, type Deadline, deadlineError } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { Quota } from '../model/provider.ts';

/** Concurrent requests per account. */
export const maxConcurrentRequests = 4;

/** The longest pause of the limiter; a daily quota is reported instead of waited for. */
const maxPauseSeconds = 300;

/** A request that waits. */
interface Waiter {
  /** Lets it look again whether it may be sent. */
  wake(): void;
}

/** Limits concurrency, pauses after a rate limit, and slows down before a quota is used up. */
export class RateLimiter {
  readonly #clock: Clock;
  readonly #maxConcurrency: number;
  #inFlight = 0;
  #remaining = Number.POSITIVE_INFINITY;
  #quotaResetsAt = 0;
  #pausedUntil = 0;
  /** Requests that wait, in their order: each keeps its place until it is sent or fails. */
  readonly #waiters = new Set<Waiter>();

  constructor(clock: Clock, maxConcurrency = maxConcurrentRequests) {
    this.#clock = clock;
    this.#maxConcurrency = maxConcurrency;
  }

  /** Waits for permission to send a request; call the result when it is done. A wait past the deadline fails at once as `rate_limited`. */
  async acquire({ at, signal, onWait }: Deadline): Promise<() => void> {
    const waiter: Waiter = { wake() {} };
    try {
      for (;;) {
        if (signal?.aborted) throw abortedError();
        const pauseMs = this.#getPauseMs();
        if (this.#clock.now() + pauseMs >= at) throw waitTooLongError(pauseMs);
        if (pauseMs === 0 && this.#inFlight < this.#getMaxConcurrency()) break;
        if (pauseMs > 0) onWait?.(pauseMs);
        const waitMs = pauseMs > 0 ? pauseMs : Math.min(at, this.#getNextReset()) - this.#clock.now();
        await this.#waitForChange(waiter, waitMs, signal);
      }
      this.#inFlight++;
    } finally {
      // It was woken for a place that it did not take, or there are more.
      if (this.#waiters.delete(waiter)) this.#wakeWaiters();
    }
    return () => {
      this.#inFlight--;
      this.#wakeWaiters();
    };
  }

  /** Sends no request for that long, at most `maxPauseSeconds`. An earlier, longer pause stays in force. */
  pauseFor(seconds: number): void {
    const until = this.#clock.now() + Math.min(seconds, maxPauseSeconds) * 1000;
    if (until <= this.#pausedUntil) return;
    this.#pausedUntil = until;
    // Some may not have the time; the others set a timer for the end.
    for (const { wake } of this.#waiters) wake();
  }

  /** Records the reported quota. Responses arrive out of order, so within one period the lowest count wins. */
  recordQuota({ remaining, resetS }: Quota): void {
    const resetsAt = this.#clock.now() + resetS * 1000;
    const isSamePeriod = this.#clock.now() < this.#quotaResetsAt && resetsAt < this.#quotaResetsAt + 2_000;
    this.#remaining = isSamePeriod ? Math.min(this.#remaining, remaining) : remaining;
    this.#quotaResetsAt = resetsAt;
    if (this.#remaining <= 0) this.pauseFor(resetS);
  }

  #getMaxConcurrency(): number {
    const isQuotaCurrent = this.#clock.now() < this.#quotaResetsAt;
    return isQuotaCurrent ? Math.min(this.#maxConcurrency, Math.max(1, this.#remaining)) : this.#maxConcurrency;
  }

  /** When the quota resets, and more concurrent requests may be allowed. */
  #getNextReset(): number {
    return this.#quotaResetsAt > this.#clock.now() ? this.#quotaResetsAt : Number.POSITIVE_INFINITY;
  }

  #getPauseMs(): number {
    return Math.max(0, this.#pausedUntil - this.#clock.now());
  }

  /** Wakes as many as may be sent now. In a pause, each has a timer for its end. */
  #wakeWaiters(): void {
    let count = this.#getPauseMs() > 0 ? 0 : this.#getMaxConcurrency() - this.#inFlight;
    for (const { wake } of this.#waiters) {
      if (count-- <= 0) return;
      wake();
    }
  }

  /** Resolves when the waiter is woken, after `ms`, or when the caller aborts. */
  #waitForChange(waiter: Waiter, ms: number, signal: AbortSignal | undefined): Promise<void> {
    this.#waiters.add(waiter);
    return new Promise(resolve => {
      const wake = () => {
        stopTimer();
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const stopTimer = Number.isFinite(ms) ? this.#clock.setTimer(ms, wake) : () => {};
      signal?.addEventListener('abort', wake, { once: true });
      waiter.wake = wake;
    });
  }
}

function waitTooLongError(pauseMs: number): LinekeeperError {
  if (pauseMs === 0) return deadlineError();
  const retryAfterS = Math.ceil(pauseMs / 1000);
  return new LinekeeperError('rate_limited', "The provider's rate limit is reached; the request was not sent.", {
    retryAfterS,
    retryable: false,
  });
}
