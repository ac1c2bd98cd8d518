// Asking again: which failure deserves another attempt, and after how long.
import { type Clock, type Deadline, inSeconds, sleep } from '../deadline.ts';
import { errorCodes, LinekeeperError } from '../errors.ts';

/** Attempts in all for one request. */
const mostAttempts = 4;

/** First pause of the back-off, in milliseconds; it doubles with each attempt. */
const firstPause = 250;

/** Nobody waits longer than this by itself, deadline or not, in milliseconds. */
const longestWait = 300_000;

export interface RetryTools {
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
}

/** Runs `attempt` until it succeeds, its failure is final, or the wait no longer fits the deadline. */
export async function withRetries<T>(attempt: () => Promise<T>, deadline: Deadline, { clock, random }: RetryTools): Promise<T> {
  const begun = clock.now();
  let timeouts = 0;
  for (let made = 1; ; made++) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!(thrown instanceof LinekeeperError)) throw thrown;
      if (thrown.code === 'timeout' && thrown.details.retry !== false) timeouts++;
      const wait = pauseAfter(thrown, made, random());
      if (wait === undefined || wait > longestWait || clock.now() + wait >= deadline.at)
        throw timeouts === made && made > 1 ? allOf(thrown, made, clock.now() - begun) : thrown;
      deadline.onWait?.(wait);
      await sleep(wait, clock, deadline.signal);
    }
  }
}

/** Milliseconds until the next attempt; undefined where there is none. `chance` spreads callers that failed together. */
function pauseAfter({ code, details }: LinekeeperError, made: number, chance: number): number | undefined {
  if (details.retry === false || made >= mostAttempts) return undefined;
  const backOff = firstPause * 2 ** (made - 1) * (0.5 + chance / 2);
  switch (errorCodes[code].retry) {
    case 'back-off':
    case 'wait':
      return details.retryAfterS === undefined ? backOff : details.retryAfterS * 1000 + chance * firstPause;
    case 'once':
      return made === 1 ? backOff : undefined;
    default:
      return undefined;
  }
}

/** What the last attempt waited says little where all before it did; what to do stays the same. */
function allOf({ message, details }: LinekeeperError, made: number, took: number): LinekeeperError {
  const remedy = message.replace(/^No answer within [\d.]+ s\. /, '');
  return new LinekeeperError('timeout', `No answer in ${made} attempts, ${inSeconds(took)} s in all. ${remedy}`, details);
}
