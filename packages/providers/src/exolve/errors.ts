// MTS Exolve's errors: a status, and a message that may stand in four places.
import { type HttpAnswer, isRecord, LinekeeperError } from '@linekeeper/core';

/** "Возможные ошибки" of the GetSIPList page. Messages are recognised, never repeated. */
export function readError({ status, body, text }: HttpAnswer): LinekeeperError | undefined {
  if (status === 401) {
    return new LinekeeperError(
      'auth',
      'the API key is missing or not valid. Check it against the key of the application (EXOLVE_API_KEY, or "api_key" of the account).',
    );
  }
  if (status !== 400) return undefined;
  const message = messageOf(body, text);
  if (/not active/i.test(message)) {
    return new LinekeeperError('denied', 'the customer is not active. Its state is shown, and changed, in the Exolve console.');
  }
  const field = fields.find(([pattern]) => pattern.test(message))?.[1];
  // It does not say which of the two.
  if (field === undefined && /Timestamp/i.test(message))
    return new LinekeeperError('input', '"date_from" or "date_to" is no time that the provider accepts.');
  return field === undefined
    ? new LinekeeperError('input', 'an argument has a form that the provider does not accept.')
    : new LinekeeperError('input', `"${field}" has a value that the provider does not accept.`, { field });
}

const fields: readonly (readonly [RegExp, string])[] = [
  [/OrderByName/i, 'order_by_name'],
  [/OrderByDate/i, 'order_by_date'],
  [/date_?to/i, 'date_to'],
  [/date_?from/i, 'date_from'],
];

function messageOf(body: unknown, text: string): string {
  const error = isRecord(body) ? body.error : undefined;
  const candidates = [isRecord(body) ? body.message : undefined, isRecord(error) ? error.message : error, text];
  return candidates.filter(candidate => typeof candidate === 'string').find(candidate => candidate.trim() !== '') ?? '';
}
