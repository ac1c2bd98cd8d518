// Telecom X: a REST API with GET requests; the token is a query parameter unless the account's `token_in` is `header`.
import {
  baseUrlSetting,
  countrySetting,
  defineProvider,
  isRecord,
  keySetting,
  LinekeeperError,
  loginSetting,
  toText,
} from '@linekeeper/core';
import * as z from 'zod';
import { readError, readLoginError, readSecondFactorError } from './errors.ts';
import { rights, validateTokenPath } from './rights.ts';

/** Session lifetime if the login response has none, in minutes. */
const defaultSessionMinutes = 15;

/** Telecom X: a machine token, or a login for a session. */
export const telecomx = defineProvider({
  name: 'telecomx',
  title: 'Telecom X',
  settings: z.strictObject({
    token: keySetting().optional().meta({ title: 'token', description: 'machine token that a manager or owner creates for an employee' }),
    username: loginSetting().optional().meta({ title: 'user name', description: 'instead of a token, together with the password' }),
    password: loginSetting().optional().meta({ title: 'password', description: 'goes with the user name' }),
    base_url: baseUrlSetting().optional(),
    token_in: z.enum(['query', 'header']).optional().meta({ title: 'token location', description: 'how the token is sent' }),
    customer: keySetting().optional().meta({ title: 'customer', description: "id of the customer to query; default: the user's own" }),
    country: countrySetting().optional(),
  }),
  credentials: [['token'], ['username', 'password']],
  baseUrl: () => 'https://api.telecomx.dk',
  country: ({ country }) => country ?? 'DK',
  // Some GET requests of the API change things: one splits a porting, another deletes the change log that it returns.
  endpoints: [
    'GET /sip',
    /GET \/sip\/[\da-f]{24}\/voiceUsage/i,
    'GET /pbx/sipphone',
    'GET /number',
    'GET /mvno',
    'GET /pbx/extension',
    'GET /pbx/trunk',
    'GET /pbx/dialplan',
    'GET /employee',
    'GET /porting',
    'GET /product',
    'GET /customer',
    /GET \/log\/changelog\/customer\/[\da-f]{24}(?:\/[a-z]{1,60}(?:\/[\da-f]{24})?)?/i,
    'POST /auth/login',
    `GET ${validateTokenPath}`,
  ],
  // A reseller's list spans customers, so the account's own customer would narrow it.
  applyDefaults: (input, { customer }) => (customer === undefined || input.reseller !== undefined ? input : { customer, ...input }),
  crossAccountParameters: ['customer', 'reseller'],
  token: ({ token }) => token,
  authorize: (request, token, { token_in }) =>
    token_in === 'header'
      ? { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
      : { ...request, query: { ...request.query, token } },
  login: {
    request: ({ username, password }) => ({ method: 'POST', path: '/auth/login', body: { username, password } }),
    readToken: body => {
      const { token, expiresInMinutes } = isRecord(body) ? body : {};
      if (typeof token !== 'string' || token === '') {
        return readSecondFactorError(toText(body)) ?? new LinekeeperError('malformed', 'The login response has no token.');
      }
      const minutes = typeof expiresInMinutes === 'number' && expiresInMinutes !== 0 ? expiresInMinutes : defaultSessionMinutes;
      return { token, expiresInMs: minutes < 0 ? Number.POSITIVE_INFINITY : minutes * 60_000 };
    },
    readError: readLoginError,
  },
  readError,
  rights,
  keyGuide: () => ({
    steps: [
      'Sign in as an employee with the access level MANAGER or OWNER: those create tokens, and each employee sees only their own. Admins get none.',
      'POST https://api.telecomx.dk/employee/EMPLOYEE_ID/token with your session token; docs/accounts.md has the two commands.',
      'The token does not expire, and reaches what the employee reaches. DELETE …/token/TOKEN revokes it.',
    ],
    page: 'https://wiki.telecomx.dk/doku.php?id=api:employee:createtoken',
    unknown: 'The page names no menu of the client area for it, and no allow list of addresses.',
  }),
});
