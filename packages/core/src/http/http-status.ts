// What an HTTP status means where a provider says nothing of its own.
import { LinekeeperError } from '../errors.ts';
import type { HttpAnswer } from '../model/http-message.ts';

/** The error in a status; undefined for a 2xx with a JSON body. `now` is in milliseconds since 1970. */
export function statusError(answer: HttpAnswer, now: number): LinekeeperError | undefined {
  const { status } = answer;
  const retryAfterS = retryAfter(answer.header('retry-after'), now);
  if (status >= 200 && status < 300) {
    return answer.body === undefined ? malformed(answer.text.trim() === '' ? 'an empty body' : 'no JSON') : undefined;
  }
  if (status >= 300 && status < 400) return malformed(`a redirect (HTTP ${status}), which is never followed`);
  switch (status) {
    case 401:
      return new LinekeeperError('auth', 'The credentials are rejected. Check that the key is complete and still valid.');
    case 403:
      return new LinekeeperError('denied', 'The credentials are fine, but a right is missing for this list.');
    case 404:
      return new LinekeeperError('not_found', 'There is no such resource. Check the base URL.');
    case 429:
      return new LinekeeperError('rate_limited', 'Too many calls. Wait, then ask again.', { retryAfterS });
    case 400:
    case 422:
      return new LinekeeperError('input', 'An argument is not accepted. Check the values that were given.');
    default:
      return status >= 500 || status === 408
        ? new LinekeeperError('unavailable', `The provider is out of order (HTTP ${status}). Try again later.`, { retryAfterS })
        : new LinekeeperError('refused', `The request is refused (HTTP ${status}). Check the base URL.`);
  }
}

/** The provider's answer is not what its page documents. */
export const malformed = (what: string) =>
  new LinekeeperError(
    'malformed',
    `The answer is ${what}, not what the provider documents. Check the base URL; if it is right, try again later.`,
  );

/** Nobody is told to wait for longer, in seconds: budgets are renewed within a day. */
const longestPause = 86_400;

/** Whole seconds of a `Retry-After` header in either of its two forms. */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Math.min(Number(header), longestPause);
  // A date has the letters of its day and month; an odd number is none.
  const until = /[a-z]{3}/i.test(header) ? Date.parse(header) - now : Number.NaN;
  return Number.isNaN(until) ? undefined : Math.min(longestPause, Math.max(0, Math.ceil(until / 1000)));
}
