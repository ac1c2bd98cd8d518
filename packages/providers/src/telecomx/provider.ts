// Telecom X: a REST API with GET and a query, whose key travels in the query unless the configuration says otherwise.
import { baseUrlSetting, countrySetting, isRecord, keySetting, LinekeeperError, loginSetting, type Provider } from '@linekeeper/core';
import * as z from 'zod';
import { needsSecondFactor, readError, readLoginError } from './errors.ts';

/** A session's length where the answer does not say it, in minutes. */
const defaultMinutes = 15;

export const telecomx: Provider = {
  name: 'telecomx',
  title: 'Telecom X',
  settings: z.strictObject({
    token: keySetting().optional(),
    username: loginSetting().optional(),
    password: loginSetting().optional(),
    base_url: baseUrlSetting().optional(),
    token_in: z.enum(['query', 'header']).optional(),
    customer: keySetting().optional(),
    country: countrySetting().optional(),
  }),
  credentials: [['token'], ['username', 'password']],
  baseUrl: () => 'https://api.telecomx.dk',
  country: ({ country }) => (typeof country === 'string' ? country : 'DK'),
  // A reseller's list spans customers, so the account's own customer would narrow it.
  complete: (input, { customer }) => (customer === undefined || input.reseller !== undefined ? input : { customer, ...input }),
  reachesBeyond: ['customer', 'reseller'],
  token: ({ token }) => (typeof token === 'string' ? token : undefined),
  authorize: (request, token, { token_in }) =>
    token_in === 'header'
      ? { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }
      : { ...request, query: { ...request.query, token } },
  login: {
    request: ({ username, password }) => ({ method: 'POST', path: '/auth/login', body: { username, password } }),
    read: body => {
      const { token, expiresInMinutes } = isRecord(body) ? body : {};
      if (typeof token !== 'string' || token === '') {
        return needsSecondFactor(JSON.stringify(body)) ?? new LinekeeperError('malformed', 'The login gave no token.');
      }
      const minutes = typeof expiresInMinutes === 'number' ? expiresInMinutes : defaultMinutes;
      return { token, lasts: minutes < 0 ? Number.POSITIVE_INFINITY : minutes * 60_000 };
    },
    readError: readLoginError,
  },
  readError,
};
