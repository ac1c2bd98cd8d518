// Clock, deadlines and timeouts. The clock is injected, so that tests control time.
import { LinekeeperError } from './errors.ts';

/** The current time and timers. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `callback` once after `ms` milliseconds; call the result to stop the timer. */
  setTimer(ms: number, callback: () => void): () => void;
}

/** When a tool call must be done, retries included, and how its caller aborts it. */
export interface Deadline {
  /** Milliseconds since 1970; Infinity for no deadline. */
  at: number;
  signal?: AbortSignal | undefined;
  /** Called with the milliseconds before each wait for a rate limit or a back-off. */
  onWait?: ((ms: number) => void) | undefined;
}

/** The timeout of one attempt of a request. */
export const maxAttemptMs = 8_000;

/** Milliseconds for the next attempt: at most `maxAttemptMs`, and half of the remaining time, so that a retry is possible. */
export function getAttemptTimeoutMs(deadline: Deadline, clock: Clock): number {
  return Math.min(maxAttemptMs, (deadline.at - clock.now()) / 2);
}

/** Time reserved before the deadline to answer with partial results. */
const responseReserveMs = 2_000;

/** Returns the deadline for requests whose answers may be missing: two seconds before that of the tool call, but at least half of the time left. */
export function reserveForResponse(deadline: Deadline, now: number): Deadline {
  const left = deadline.at - now;
  return Number.isFinite(left) ? { ...deadline, at: now + Math.max(left / 2, left - responseReserveMs) } : deadline;
}

/** Resolves after `ms`; rejects with `abortedError` as soon as the signal aborts. */
export function sleep(ms: number, clock: Clock, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError());
    const abort = () => {
      stopTimer();
      reject(abortedError());
    };
    const stopTimer = clock.setTimer(ms, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/** The caller aborted the request. */
export const abortedError = () => new LinekeeperError('timeout', 'The request was canceled.', { retryable: false });

/** The promise's outcome, or a `timeout` error if the deadline or an abort comes first. The promise itself continues for other callers. */
export function withDeadline<T>(promise: Promise<T>, { at, signal }: Deadline, clock: Clock): Promise<T> {
  // Avoids an unhandled rejection when the deadline wins the race.
  promise.catch(() => {});
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(abortedError());
    const remainingMs = at - clock.now();
    const stopTimer = Number.isFinite(remainingMs) ? clock.setTimer(remainingMs, () => finish(() => reject(deadlineError()))) : () => {};
    const abort = () => finish(() => reject(abortedError()));
    const finish = (settle: () => void) => {
      stopTimer();
      signal?.removeEventListener('abort', abort);
      settle();
    };
    signal?.addEventListener('abort', abort, { once: true });
    promise.then(
      value => finish(() => resolve(value)),
      error => finish(() => reject(error)),
    );
  });
}

/** The deadline of the tool call has passed. */
export const deadlineError = () =>
  new LinekeeperError('timeout', 'No response within the deadline. Ask for less at once, or allow more time (LINEKEEPER_TIMEOUT_MS).', {
    retryable: false,
  });

/** Milliseconds as seconds for messages: one decimal, at least 0.1. */
export const toSeconds = (ms: number): number => Math.max(0.1, Math.round(ms / 100) / 10);
