// Time as it is handed in: the moment, a timer, and the deadline of one call.
import { LinekeeperError } from './errors.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `then` once after `ms` milliseconds; the answer stops it. */
  after(ms: number, then: () => void): () => void;
}

/** When a call must be over, its retries included. `at` is Infinity where there is none. */
export interface Deadline {
  at: number;
  signal?: AbortSignal | undefined;
  /** Told of a pause before it begins, in milliseconds. */
  onWait?: ((ms: number) => void) | undefined;
}

/** The most that one attempt may take, in milliseconds. */
export const longestAttempt = 8_000;

/** What one attempt may take: at most 8 s and never over half of what is left. */
export function attemptTime(deadline: Deadline, clock: Clock): number {
  return Math.min(longestAttempt, (deadline.at - clock.now()) / 2);
}

/** Resolves after `ms`; rejects at once when the caller goes away. */
export function sleep(ms: number, clock: Clock, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const leave = () => {
      stop();
      reject(cancelled());
    };
    const stop = clock.after(ms, () => {
      signal?.removeEventListener('abort', leave);
      resolve();
    });
    signal?.addEventListener('abort', leave, { once: true });
  });
}

/** Nobody waits for this answer any more. */
export const cancelled = () => new LinekeeperError('timeout', 'The call was cancelled.', { retry: false });

/** The promise's outcome, or `timeout` where the deadline comes first. What is waited for goes on for others. */
export function within<T>(promise: Promise<T>, { at, signal }: Deadline, clock: Clock): Promise<T> {
  // Whoever does not wait for it leaves nobody to hear of its failure.
  promise.catch(() => {});
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(cancelled());
    const left = at - clock.now();
    const stop = Number.isFinite(left) ? clock.after(left, () => end(() => reject(late()))) : () => {};
    const leave = () => end(() => reject(cancelled()));
    const end = (settle: () => void) => {
      stop();
      signal?.removeEventListener('abort', leave);
      settle();
    };
    signal?.addEventListener('abort', leave, { once: true });
    promise.then(
      value => end(() => resolve(value)),
      error => end(() => reject(error)),
    );
  });
}

/** The deadline is over, and with it every attempt. */
export const late = () =>
  new LinekeeperError('timeout', 'No answer within the deadline. Ask for less at once, or allow more time (LINEKEEPER_TIMEOUT_MS).', {
    retry: false,
  });

/** As sentences say it. */
export const inSeconds = (ms: number): number => Math.max(0.1, Math.round(ms / 100) / 10);
