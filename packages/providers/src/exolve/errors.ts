// MTS Exolve's errors: an HTTP status, and a message in one of four places.
import { type HttpResponse, isRecord, LinekeeperError } from '@linekeeper/core';

/** Reads an error response; undefined if the HTTP status says enough. Source: "Возможные ошибки" of the GetSIPList page. Messages are matched, never repeated. */
export function readError({ status, body, text }: HttpResponse): LinekeeperError | undefined {
  if (status === 401) {
    return new LinekeeperError(
      'auth',
      'the API key is missing or not valid. Check it against the key of the application (EXOLVE_API_KEY, or "api_key" of the account).',
    );
  }
  if (status !== 400) return undefined;
  const message = readMessage(body, text);
  if (/not active/i.test(message)) {
    return new LinekeeperError('denied', 'the customer is not active. See and change its state in the Exolve client area.');
  }
  const field = fieldPatterns.find(([pattern]) => pattern.test(message))?.[1];
  // The message does not say which of the two.
  if (field === undefined && /Timestamp/i.test(message))
    return new LinekeeperError('input', '"date_from" or "date_to" is not a time that the provider accepts.');
  return field === undefined
    ? new LinekeeperError('input', 'an argument has a form that the provider does not accept.')
    : new LinekeeperError('input', `"${field}" has a value that the provider does not accept.`, { field });
}

const fieldPatterns: readonly (readonly [RegExp, string])[] = [
  [/OrderByName/i, 'order_by_name'],
  [/OrderByDate/i, 'order_by_date'],
  [/date_?to/i, 'date_to'],
  [/date_?from/i, 'date_from'],
];

function readMessage(body: unknown, text: string): string {
  const error = isRecord(body) ? body.error : undefined;
  const candidates = [isRecord(body) ? body.message : undefined, isRecord(error) ? error.message : error, text];
  return candidates.filter(candidate => typeof candidate === 'string').find(candidate => candidate.trim() !== '') ?? '';
}
