// CallGear's errors: a code and a mnemonic in the body, usually with HTTP 200.
import { asText, countOf, type ErrorDetails, type HttpAnswer, isRecord, LinekeeperError, quoted } from '@linekeeper/core';

/** "List of errors for the methods with the verb get" of the Data API. */
export function readError({ body }: HttpAnswer): LinekeeperError | undefined {
  const error = isRecord(body) ? body.error : undefined;
  if (!isRecord(error)) return undefined;
  const data = isRecord(error.data) ? error.data : {};
  // Mnemonics are short words; anything else is not repeated.
  const mnemonic = typeof data.mnemonic === 'string' && /^[a-z_]{1,60}$/.test(data.mnemonic) ? data.mnemonic : 'no reason given';
  switch (error.code) {
    case -32602:
      return wrongParameter(mnemonic, data);
    case -32001:
      return new LinekeeperError(
        'auth',
        `the credentials are rejected (${mnemonic}). Check the access token or the login, and that the brand is the account's.`,
      );
    case -32003:
    case -32008:
    case -32009:
      return new LinekeeperError(
        'denied',
        (Object.hasOwn(denials, mnemonic) ? denials[mnemonic] : undefined) ?? `a right is missing (${mnemonic}).`,
      );
    case -32029:
      return limited(data);
    case -32603:
      return new LinekeeperError('unavailable', `an internal error at the provider (${mnemonic}). Try again later.`);
    default:
      return new LinekeeperError('malformed', `the call is not understood (${mnemonic}). Check the base URL and its version.`);
  }
}

const denials: Record<string, string> = {
  ip_not_whitelisted:
    "this machine's address is not on the account's allow list. Add it under Administrator → Account → Rules and security settings → API.",
  forbidden:
    'the user has no right to this list: it is for an agent (Partner) or a Customer user, customer users for agents alone. An administrator grants it to the user of the access token.',
  method_component_disabled: "the account's plan lacks the component for this list.",
  parameter_component_disabled: "the account's plan lacks the component for one of the parameters.",
  account_inactive: 'the account is not active.',
};

/** Names the parameter and the value, unless the value is a credential. */
function wrongParameter(mnemonic: string, { field, value }: Record<string, unknown>): LinekeeperError {
  if (field === 'user_id' && mnemonic === 'required_parameter_missed') {
    return new LinekeeperError(
      'input',
      'an agent must say whose lines: give "user_id", or set it for the account. callgear customer-users lists them.',
      { field },
    );
  }
  // A parameter's name has this form; anything else is not repeated.
  if (typeof field !== 'string' || !/^[\w.[\]-]{1,100}$/.test(field))
    return new LinekeeperError('input', `an argument is refused (${mnemonic}). Check the values that were given.`);
  const secret = /access_token|login|password/.test(field);
  const given = value === undefined || secret || typeof value === 'object' || /:\/\//.test(String(value)) ? '' : `: ${quoted(value)}`;
  return new LinekeeperError('input', `${quoted(field)} is refused (${mnemonic})${given}. Check it against the list's parameters.`, {
    field,
  });
}

/** A minute's limit is waited for, a day's never. */
function limited({ params, metadata }: Record<string, unknown>): LinekeeperError {
  const limits = isRecord(metadata) && isRecord(metadata.limits) ? metadata.limits : {};
  const type = isRecord(params) ? asText(params.limit_type) : '';
  const daily = /day/i.test(type) || countOf(limits.day_remaining) === 0;
  const retryAfterS = countOf(daily ? limits.day_reset : limits.minute_reset);
  const details: ErrorDetails = { retryAfterS, ...(daily && { retry: false }) };
  return new LinekeeperError('rate_limited', `the ${daily ? "day's" : "minute's"} limit of calls is used up.`, details);
}
