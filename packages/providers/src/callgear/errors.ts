// CallGear's errors: a code and a mnemonic in the body, usually with HTTP 200.
import { type ErrorDetails, type HttpResponse, isRecord, LinekeeperError, parseCount, quoteValue, toText } from '@linekeeper/core';

/** Reads an error response; undefined for a success. Source: "List of errors for the methods with the verb get" of the Data API. */
export function readError({ body }: HttpResponse): LinekeeperError | undefined {
  const error = isRecord(body) ? body.error : undefined;
  if (!isRecord(error)) return undefined;
  const data = isRecord(error.data) ? error.data : {};
  // Repeat a mnemonic only if it looks like one: the text comes from outside.
  const mnemonic = typeof data.mnemonic === 'string' && /^[a-z_]{1,60}$/.test(data.mnemonic) ? data.mnemonic : 'no reason given';
  switch (error.code) {
    case -32602:
      return parameterError(mnemonic, data);
    case -32001:
      return new LinekeeperError(
        'auth',
        `the credentials were rejected (${mnemonic}). Check the access token or the login, and that the brand is the account's.`,
      );
    case -32003:
    case -32008:
    case -32009:
      return new LinekeeperError(
        'denied',
        mnemonic === 'ip_not_whitelisted'
          ? describeDeniedAddress(error.message)
          : ((Object.hasOwn(deniedMessages, mnemonic) ? deniedMessages[mnemonic] : undefined) ??
              `the account lacks a permission (${mnemonic}).`),
      );
    case -32029:
      return quotaError(data);
    case -32603:
      return new LinekeeperError('unavailable', `an internal error at the provider (${mnemonic}). Try again later.`);
    default:
      return new LinekeeperError(
        'malformed',
        `the provider did not understand the request (${mnemonic}). Check the base URL and its version.`,
      );
  }
}

const deniedMessages: Record<string, string> = {
  forbidden:
    'the user lacks permission for this list: it is for an agent (Partner) or a Customer user, customer users for agents only. An administrator grants it to the user of the access token.',
  method_component_disabled: "the account's plan lacks the component for this list.",
  parameter_component_disabled: "the account's plan lacks the component for one of the parameters.",
  account_inactive: 'the account is not active.',
  tariff_restrictions: "the account's tariff plan does not include this. Change the plan, or ask the provider's support.",
};

/** The provider names the address that it saw, which may be that of a proxy. */
function describeDeniedAddress(message: unknown): string {
  const [address] = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7})(?![\w.:])/i.exec(toText(message)) ?? [];
  return `${address === undefined ? "this machine's address" : `the address ${address}`} is not on the account's allow list. Add it under Administrator → Account → Rules and security settings → API.`;
}

/** The error of an invalid parameter, with its name and its value unless that is a credential. Some of its mnemonics are about the account. */
function parameterError(mnemonic: string, { field, value }: Record<string, unknown>): LinekeeperError {
  if (mnemonic === 'tariff_restrictions' || mnemonic === 'forbidden') return new LinekeeperError('denied', deniedMessages[mnemonic] ?? '');
  if (mnemonic === 'data_limit_exceeded')
    return new LinekeeperError('refused', "the account's limit of data is reached. Ask for less, or raise the limit in the account.");
  if (field === 'user_id' && mnemonic === 'required_parameter_missed') {
    return new LinekeeperError(
      'input',
      'an agent must say whose lines: give "user_id", or set it for the account. callgear customer-users lists them.',
      { field },
    );
  }
  // Repeat a name only if it looks like one: the text comes from outside.
  if (typeof field !== 'string' || !/^[\w.[\]-]{1,60}$/.test(field))
    return new LinekeeperError('input', `an argument was rejected (${mnemonic}). Check the values.`);
  const isSecret = /access_token|login|password/.test(field);
  const shownValue =
    value === undefined || isSecret || typeof value === 'object' || /:\/\//.test(String(value)) ? '' : `: ${quoteValue(value)}`;
  return new LinekeeperError(
    'input',
    `${quoteValue(field)} was rejected (${mnemonic})${shownValue}. Check it against the list's parameters.`,
    {
      field,
    },
  );
}

/** The per-minute limit is retried after its reset, the daily limit is not retried. */
function quotaError({ params, metadata }: Record<string, unknown>): LinekeeperError {
  const limits = isRecord(metadata) && isRecord(metadata.limits) ? metadata.limits : {};
  const type = isRecord(params) ? toText(params.limit_type) : '';
  const isDaily = /day/i.test(type) || parseCount(limits.day_remaining) === 0;
  const retryAfterS = parseCount(isDaily ? limits.day_reset : limits.minute_reset);
  const details: ErrorDetails = { retryAfterS, ...(isDaily && { retryable: false }) };
  return new LinekeeperError('rate_limited', `the request limit per ${isDaily ? 'day' : 'minute'} is used up.`, details);
}
