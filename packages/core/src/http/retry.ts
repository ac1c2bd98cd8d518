// Retry policy: which errors are retried, and with what back-off.
import { type Clock, type Deadline, sleep, toSeconds } from '../deadline.ts';
import { errorCodes, LinekeeperError } from '../errors.ts';

/** Including the first attempt. */
const maxAttempts = 4;

/** The first back-off; it doubles with each attempt. */
const baseDelayMs = 250;

/** A longer delay is not waited for, even without a deadline. */
const maxDelayMs = 300_000;

/** The clock and the source of jitter for retries. */
export interface RetryContext {
  clock: Clock;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
}

/** Runs `attempt` until it succeeds, its error is final, or the next delay would pass the deadline. Then throws the last error. */
export async function withRetries<T>(attempt: () => Promise<T>, deadline: Deadline, { clock, random }: RetryContext): Promise<T> {
  const startedAt = clock.now();
  let timeouts = 0;
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      if (thrown.code === 'timeout' && thrown.details.retryable !== false) timeouts++;
      const delayMs = retryDelayMs(thrown, attempts, random());
      if (delayMs === undefined || delayMs > maxDelayMs || clock.now() + delayMs >= deadline.at)
        throw timeouts === attempts && attempts > 1 ? totalTimeoutError(thrown, attempts, clock.now() - startedAt) : thrown;
      deadline.onWait?.(delayMs);
      await sleep(delayMs, clock, deadline.signal);
    }
  }
}

/** Milliseconds until the next attempt; undefined if the error is final. `jitter`, from 0 to 1, spreads callers that failed together. */
function retryDelayMs({ code, details }: LinekeeperError, attempts: number, jitter: number): number | undefined {
  if (details.retryable === false || attempts >= maxAttempts) return undefined;
  const backOffMs = baseDelayMs * 2 ** (attempts - 1) * (0.5 + jitter / 2);
  switch (errorCodes[code].retry) {
    case 'back-off':
    case 'wait':
      return details.retryAfterS === undefined ? backOffMs : details.retryAfterS * 1000 + jitter * baseDelayMs;
    case 'once':
      return attempts === 1 ? backOffMs : undefined;
    default:
      return undefined;
  }
}

/** If every attempt timed out, reports the total time, not that of the last attempt. The advice stays the same. */
function totalTimeoutError({ message, details }: LinekeeperError, attempts: number, durationMs: number): LinekeeperError {
  const advice = message.replace(/^No response within [\d.]+ s\. /, '');
  return new LinekeeperError('timeout', `No response in ${attempts} attempts, ${toSeconds(durationMs)} s in all. ${advice}`, details);
}
