// Acme, a provider for tests: an API key or a login, and one list with nested fields and secrets.
import {
  type Account,
  type AccountRegistry,
  baseUrlSetting,
  countrySetting,
  defineOperation,
  defineProvider,
  isRecord,
  keySetting,
  LinekeeperError,
  loginSetting,
  malformedError,
  type Operation,
  createAccountRegistry as open,
  type Runtime,
} from '@linekeeper/core';
import * as z from 'zod';

/** Sends the key as bearer token. Its error is `{ error: message }`, its quota `{ quota: { remaining, reset } }`. */
export const acme = defineProvider({
  name: 'acme',
  title: 'Acme',
  settings: z.strictObject({
    token: keySetting().optional(),
    username: loginSetting().optional(),
    password: loginSetting().optional(),
    base_url: baseUrlSetting().optional(),
    region: z.enum(['north', 'south']).optional(),
    user_id: z.coerce.number().int().positive().optional(),
    country: countrySetting().optional(),
  }),
  credentials: [['token'], ['username', 'password']],
  baseUrl: ({ region }) => `https://${region ?? 'north'}.acme.example`,
  country: ({ country }) => country,
  endpoints: ['GET /things', 'POST /login'],
  applyDefaults: (input, { user_id }) => (user_id === undefined ? input : { user_id, ...input }),
  crossAccountParameters: ['user_id'],
  token: ({ token }) => token,
  authorize: (request, token) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }),
  login: {
    request: ({ username, password }) => ({ method: 'POST', path: '/login', body: { username, password } }),
    readToken: body => {
      const { token, minutes } = isRecord(body) ? body : {};
      return typeof token === 'string' ? { token, expiresInMs: Number(minutes ?? 60) * 60_000 } : malformedError('no token');
    },
  },
  readError: ({ status, body }) => {
    if (isRecord(body) && typeof body.error === 'string') return new LinekeeperError('refused', body.error);
    return status === 403 ? new LinekeeperError('denied', 'not for you.', { sessionMayHaveExpired: true }) : undefined;
  },
  readQuota: body => {
    const quota = isRecord(body) ? body.quota : undefined;
    return isRecord(quota) ? { remaining: Number(quota.remaining), resetS: Number(quota.reset) } : undefined;
  },
});

/** A list with every kind of field. Its body is `{ rows, total }`. */
export const things: Operation = defineOperation({
  provider: acme,
  name: 'acme_list_things',
  title: 'Acme things',
  description: 'Lists things.',
  reference: 'https://acme.example/docs',
  kind: 'sip_line',
  input: () =>
    z.object({
      status: z.enum(['active', 'inactive', 'waiting', 'reserved', 'prereserved', 'cleaning', 'deleted']).optional().describe('Status'),
      text: z.string().optional().describe('Part of the name'),
      full: z.boolean().optional().describe('Everything'),
      user_id: z.number().optional().describe('User'),
    }),
  row: {
    id: 'id',
    fields: {
      id: { description: 'Id' },
      name: { description: 'Name' },
      password: { description: 'Password', secret: true },
      tags: { description: 'Tags', list: true },
      ip: { description: 'Address', fields: { mode: { description: 'Mode' }, pin: { description: 'Pin', secret: true } } },
      calls: { description: 'Calls', list: true, fields: { month: { description: 'Month' }, key: { description: 'Key', secret: true } } },
      groups: { description: 'Groups', list: true, fields: { members: { description: 'Members', list: true } } },
      contact: { description: 'Host of the contact', transform: value => String(value).split('@')[1] },
    },
  },
  fullRow: { id: 'id', fields: { id: { description: 'Id' }, name: { description: 'Name' }, depth: { description: 'Depth' } } },
  columns: ['id', 'name', 'ip.mode'],
  pageSize: 100,
  maxOffset: 10_000,
  request: ({ fields, ...input }, { offset, limit }) => ({
    method: 'GET',
    path: '/things',
    query: { ...input, offset, limit, fields: fields?.join(',') },
  }),
  page: body => {
    if (!isRecord(body) || !Array.isArray(body.rows)) throw malformedError('no list');
    return { rows: body.rows, ...(typeof body.total === 'number' && { total: body.total }) };
  },
});

/** An account at Acme: with an API key, or with a login if the settings have no `token`. `overrides` replaces other members. */
export function createTestAccount(settings: Account['settings'] = { token: 'key-of-acme' }, overrides: Partial<Account> = {}): Account {
  const secrets = ['token', 'username', 'password'].flatMap(key => settings[key] ?? []).map(String);
  return { name: 'acme-one', provider: acme, settings, baseUrl: 'https://acme.test', secrets, ...overrides };
}

/** A registry with these accounts, on the given runtime. */
export const createTestRegistry = (
  runtime: Runtime,
  accounts: readonly Account[] = [createTestAccount()],
  notice?: string,
): AccountRegistry => open(accounts, runtime, notice);
