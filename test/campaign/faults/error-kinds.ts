// The providers' own error bodies, right and wrong, each also at the providers that do not speak so.
import { codesAt, type FaultCode, type FaultKind, plantedText, send } from './fault-kind.ts';

const malformed: readonly FaultCode[] = ['malformed'];

/** An error of CallGear's Data API, which comes with HTTP 200. */
function rpcKind(name: string, codes: readonly FaultCode[], code: unknown, data: unknown = {}): FaultKind {
  return {
    name: `JSON-RPC ${name}`,
    codes: codesAt('callgear', codes, malformed),
    respond: send(({ credential }) => JSON.stringify({ error: { code, message: `${plantedText} ${credential}`, data } })),
  };
}

const limits = (entries: object) => ({ metadata: { limits: entries } });

/** An error of Telecom X or MTS Exolve: a status and a body. */
function statusKind(name: string, status: number, codes: FaultKind['codes'], body: unknown): FaultKind {
  return { name, codes, respond: send(typeof body === 'string' ? body : JSON.stringify(body), status) };
}

const deepError = `{"error":{"code":-32602,"data":{"field":"limit"},"d":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;

/** Kinds that are told by an error in the body. */
export const errorKinds: readonly FaultKind[] = [
  rpcKind('-32602', ['input'], -32602, { mnemonic: plantedText, field: plantedText, value: plantedText }),
  rpcKind('-32602 over the tariff', ['denied'], -32602, { mnemonic: 'tariff_restrictions' }),
  rpcKind('-32602 that is forbidden', ['denied'], -32602, { mnemonic: 'forbidden' }),
  rpcKind('-32602 over the limit of data', ['refused'], -32602, { mnemonic: 'data_limit_exceeded' }),
  rpcKind('-32602 about the token', ['input'], -32602, { mnemonic: 'invalid', field: 'access_token', value: plantedText }),
  rpcKind('-32001', ['auth'], -32001, { mnemonic: 'access_token_invalid' }),
  rpcKind('-32003', ['denied'], -32003, { mnemonic: 'ip_not_whitelisted' }),
  rpcKind('-32008', ['denied'], -32008, { mnemonic: 'account_inactive' }),
  rpcKind('-32009', ['denied'], -32009, { mnemonic: '__proto__' }),
  { ...rpcKind('-32029 of a minute', ['rate_limited'], -32029, limits({ minute_remaining: 0, minute_reset: 1 })), pauses: true },
  { ...rpcKind('-32029 of a day', ['rate_limited'], -32029, limits({ day_remaining: 0, day_reset: 46_737 })), pauses: true },
  rpcKind('-32029 without limits', ['rate_limited'], -32029),
  rpcKind('-32029 with limits that are text', ['rate_limited'], -32029, limits(Object(plantedText))),
  rpcKind('-32603', ['unavailable'], -32603, { mnemonic: 'internal_error' }),
  rpcKind('-32099', malformed, -32099, { mnemonic: plantedText }),
  rpcKind('code that is text', malformed, '-32001'),
  rpcKind('code that is an object', malformed, { code: -32001 }),
  rpcKind('data that is null', ['unavailable'], -32603, null),
  { name: 'an error that is text', codes: malformed, respond: send(JSON.stringify({ error: plantedText })) },
  { name: 'an error that is null', codes: malformed, respond: send('{"error":null}') },
  { name: 'an error beside the page', codes: ['malformed', 'ok'], respond: send(({ page }) => page.replace(/^\{/, '{"error":false,')) },
  statusKind('400 about the customer', 400, codesAt('telecomx', ['not_found'], ['input']), { error: 'customer' }),
  statusKind('400 about the limit', 400, ['input'], 'limit'),
  statusKind('400 of an inactive customer', 400, codesAt('exolve', ['denied'], ['input']), { message: 'The customer is not active' }),
  statusKind('400 about a date', 400, codesAt('callgear', malformed, ['input']), {
    error: { message: 'invalid value for enum type: "OrderByDate"' },
  }),
  statusKind('401 with another word', 401, ['auth'], { error: 'denied', message: plantedText }),
  statusKind('403 as text', 403, ['denied'], plantedText),
  {
    name: 'a deep error',
    codes: { callgear: ['input', 'malformed'], telecomx: ['input'], exolve: ['input'] },
    respond: send(deepError, 400),
  },
  {
    name: 'a deep 401',
    codes: { callgear: ['auth', 'input', 'malformed'], telecomx: ['auth'], exolve: ['auth'] },
    respond: send(deepError, 401),
  },
  { name: 'an error of 3 MB', isLarge: true, codes: ['unavailable'], respond: send(`{"error":"${'x'.repeat(3_000_000)}"}`, 500) },
  { name: 'an error page of 40 MB', isLarge: true, codes: ['unavailable'], respond: send(Buffer.alloc(40 * 1024 * 1024, 'x'), 502) },
];
