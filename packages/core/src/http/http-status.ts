// Errors by HTTP status, for responses in which the provider reports no error in its own format.
import { LinekeeperError } from '../errors.ts';
import type { HttpResponse } from '../model/http-message.ts';

/** The error that the status stands for; undefined for a 2xx with a JSON body. `now`: milliseconds since 1970. */
export function readStatusError(response: HttpResponse, now: number): LinekeeperError | undefined {
  const { status } = response;
  const retryAfterS = parseRetryAfter(response.header('retry-after'), now);
  if (status >= 200 && status < 300) {
    return response.body === undefined ? malformedError(response.text.trim() === '' ? 'an empty body' : 'not JSON') : undefined;
  }
  if (status >= 300 && status < 400) return malformedError(`a redirect (HTTP ${status}), which is never followed`);
  switch (status) {
    case 401:
      return new LinekeeperError('auth', 'The credentials were rejected. Check that the key is complete and still valid.');
    case 403:
      return new LinekeeperError('denied', 'The credentials are valid, but the account lacks permission for this list.');
    case 404:
      return new LinekeeperError('not_found', 'The resource was not found. Check the base URL.');
    case 429:
      return new LinekeeperError('rate_limited', 'Too many requests. Wait, then try again.', { retryAfterS });
    case 400:
    case 422:
      return new LinekeeperError('input', 'An argument was rejected. Check the values.');
    default:
      return status >= 500 || status === 408
        ? new LinekeeperError('unavailable', `The provider returned a server error (HTTP ${status}). Try again later.`, { retryAfterS })
        : new LinekeeperError('refused', `The request was rejected (HTTP ${status}). Check the base URL.`);
  }
}

/** A `malformed` error: the response does not have the documented shape. `what` completes "Unexpected response: …". */
export const malformedError = (what: string) =>
  new LinekeeperError('malformed', `Unexpected response: ${what}. Check the base URL; if it is right, try again later.`);

/** Upper bound for the Retry-After that is reported: provider quotas reset daily. How long a request really waits is limited in retry.ts. */
const maxRetryAfterSeconds = 86_400;

/** Seconds, rounded up, from a `Retry-After` header (RFC 9110: delay or date); undefined if it is absent or invalid. */
function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Math.min(Number(header), maxRetryAfterSeconds);
  const until = parseHttpDate(header);
  return until === undefined ? undefined : Math.min(maxRetryAfterSeconds, Math.max(0, Math.ceil((until - now) / 1000)));
}

/** How far the server's clock is ahead of `now`, by the `Date` header; undefined if it is absent or invalid. */
export function readClockSkewMs(response: HttpResponse, now: number): number | undefined {
  const serverTime = parseHttpDate(response.header('date') ?? '');
  return serverTime === undefined ? undefined : serverTime - now;
}

/** Milliseconds since 1970. `Date.parse` also accepts bare numbers; an HTTP date has the letters of its day and month. */
function parseHttpDate(text: string): number | undefined {
  const time = /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
