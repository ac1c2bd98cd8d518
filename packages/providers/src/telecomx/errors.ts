// Telecom X's errors: an HTTP status and a word, in JSON or plain text, if at all.
import { type HttpResponse, isRecord, LinekeeperError } from '@linekeeper/core';

/** Reads an error response; undefined if the HTTP status says enough. Source: "Errors" of the API's list pages. */
export function readError({ status, body, text }: HttpResponse): LinekeeperError | undefined {
  switch (status) {
    case 400:
      return badRequestError(readErrorWord(body, text));
    case 401:
      return new LinekeeperError(
        'auth',
        "the token was rejected. Check the account's token or login; a manager or owner can create a new machine token for the employee.",
      );
    case 403:
      // An expired session gets the same status.
      return new LinekeeperError(
        'denied',
        "access level too low for this list: it needs VIEWER or above for one's own customer, RESELLER for a reseller's customers.",
        { sessionMayHaveExpired: true },
      );
    default:
      return undefined;
  }
}

/** Reads a failed login; undefined for outages and rate limits, which the HTTP status says. */
export function readLoginError({ status, text }: HttpResponse): LinekeeperError | undefined {
  if (status < 400 || status >= 500 || status === 429 || status === 408) return undefined;
  return (
    readSecondFactorError(text) ??
    new LinekeeperError(
      'auth',
      'the login was rejected. Check user name and password; an account with two-factor login needs a machine token (TELECOMX_TOKEN) instead.',
    )
  );
}

/** The error of a login that needs a second factor. It cannot run unattended, and a retry would send another SMS. */
export function readSecondFactorError(text: string): LinekeeperError | undefined {
  if (!/sms|authenticator|two.?factor|2fa|otp/i.test(text)) return undefined;
  return new LinekeeperError(
    'denied',
    'the account has a two-factor login, which cannot run unattended. Ask a manager or owner to create a machine token for the employee and set TELECOMX_TOKEN.',
  );
}

function badRequestError(word: string): LinekeeperError {
  if (/^customer\b/.test(word)) return new LinekeeperError('not_found', 'no such customer. Check the customer id.', { field: 'customer' });
  // Only documented words are repeated: the text comes from outside.
  const parameter = ['offset', 'limit', 'filter', 'full', 'up', 'available', 'reseller'].find(name => name === word);
  return parameter === undefined
    ? new LinekeeperError('input', 'an argument was rejected. Check the values.')
    : new LinekeeperError('input', `"${parameter}" was rejected.`, { field: parameter });
}

function readErrorWord(body: unknown, text: string): string {
  const error = isRecord(body) ? body.error : undefined;
  const candidates = [
    error,
    ...(isRecord(error) ? [error.code, error.message] : []),
    ...(isRecord(body) ? [body.message, body.code] : []),
    body,
    text,
  ];
  const word = candidates.find(candidate => typeof candidate === 'string');
  return typeof word === 'string' ? word.trim().toLowerCase() : '';
}
