// Telecom X's errors: a status and a word, in JSON, in plain text or missing.
import { type HttpAnswer, isRecord, LinekeeperError } from '@linekeeper/core';

/** "Errors" of the API's list pages. */
export function readError({ status, body, text }: HttpAnswer): LinekeeperError | undefined {
  switch (status) {
    case 400:
      return badRequest(wordOf(body, text));
    case 401:
      return new LinekeeperError(
        'auth',
        "the token is rejected. Check the account's token or login; a manager can create a new machine token for the employee.",
      );
    case 403:
      // The same status is given for a session that ended.
      return new LinekeeperError(
        'denied',
        "access level too low for this list: it needs VIEWER or above for one's own customer, RESELLER for a reseller's customers.",
        { session: true },
      );
    default:
      return undefined;
  }
}

/** Why a login failed. */
export function readLoginError({ status, text }: HttpAnswer): LinekeeperError | undefined {
  if (status < 400 || status >= 500 || status === 429 || status === 408) return undefined;
  return (
    needsSecondFactor(text) ??
    new LinekeeperError(
      'auth',
      'the login is rejected. Check user name and password; an account with two-factor login needs a machine token (TELECOMX_TOKEN) instead.',
    )
  );
}

/** Nobody is there to read a text message, and asking again would send another. */
export function needsSecondFactor(text: string): LinekeeperError | undefined {
  if (!/sms|authenticator|two.?factor|2fa|otp/i.test(text)) return undefined;
  return new LinekeeperError(
    'denied',
    'the account has two-factor login, which nothing unattended can pass. Let a manager create a machine token for the employee and set TELECOMX_TOKEN.',
  );
}

function badRequest(word: string): LinekeeperError {
  if (/^customer\b/.test(word))
    return new LinekeeperError('not_found', 'there is no such customer. Check the customer id.', { field: 'customer' });
  // Words of the page are repeated, and nothing else.
  const known = ['offset', 'limit', 'filter', 'full', 'up', 'available', 'reseller'].find(name => name === word);
  return known === undefined
    ? new LinekeeperError('input', 'an argument is refused. Check the values that were given.')
    : new LinekeeperError('input', `"${known}" is refused.`, { field: known });
}

function wordOf(body: unknown, text: string): string {
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
