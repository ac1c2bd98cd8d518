// A provider of the tests' own, with a key or a login, and one list with nested fields and a secret.
import {
  type Account,
  baseUrlSetting,
  countrySetting,
  type Directory,
  defineOperation,
  isRecord,
  keySetting,
  LinekeeperError,
  loginSetting,
  malformed,
  type Operation,
  type Outside,
  directoryOf as open,
  type Provider,
} from '@linekeeper/core';
import * as z from 'zod';

export const acme: Provider = {
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
  country: ({ country }) => (typeof country === 'string' ? country : undefined),
  complete: (input, { user_id }) => (user_id === undefined ? input : { user_id, ...input }),
  reachesBeyond: ['user_id'],
  token: ({ token }) => (typeof token === 'string' ? token : undefined),
  authorize: (request, token) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }),
  login: {
    request: ({ username, password }) => ({ method: 'POST', path: '/login', body: { username, password } }),
    read: body => {
      const { token, minutes } = isRecord(body) ? body : {};
      return typeof token === 'string' ? { token, lasts: Number(minutes ?? 60) * 60_000 } : malformed('no token');
    },
  },
  readError: ({ status, body }) => {
    if (isRecord(body) && typeof body.error === 'string') return new LinekeeperError('refused', body.error);
    return status === 403 ? new LinekeeperError('denied', 'not for you.', { session: true }) : undefined;
  },
  readQuota: body => {
    const quota = isRecord(body) ? body.quota : undefined;
    return isRecord(quota) ? { remaining: Number(quota.remaining), resetS: Number(quota.reset) } : undefined;
  },
};

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
      id: { about: 'Id' },
      name: { about: 'Name' },
      password: { about: 'Password', secret: true },
      tags: { about: 'Tags', list: true },
      ip: { about: 'Address', fields: { mode: { about: 'Mode' }, pin: { about: 'Pin', secret: true } } },
      calls: { about: 'Calls', list: true, fields: { month: { about: 'Month' }, key: { about: 'Key', secret: true } } },
      groups: { about: 'Groups', list: true, fields: { members: { about: 'Members', list: true } } },
      contact: { about: 'Host of the contact', show: value => String(value).split('@')[1] },
    },
  },
  fullRow: { id: 'id', fields: { id: { about: 'Id' }, name: { about: 'Name' }, depth: { about: 'Depth' } } },
  columns: ['id', 'name', 'ip.mode'],
  pageSize: 100,
  lastOffset: 10_000,
  request: ({ fields, ...input }, { offset, limit }) => ({
    method: 'GET',
    path: '/things',
    query: { ...input, offset, limit, fields: fields?.join(',') },
  }),
  page: body => {
    if (!isRecord(body) || !Array.isArray(body.rows)) throw malformed('no list');
    return { rows: body.rows, ...(typeof body.total === 'number' && { total: body.total }) };
  },
});

/** An account at Acme with a permanent key, or with a login where the settings hold no `token`. */
export function account(settings: Account['settings'] = { token: 'key-of-acme' }, more: Partial<Account> = {}): Account {
  const secrets = ['token', 'username', 'password'].flatMap(key => settings[key] ?? []).map(String);
  return { name: 'acme-one', provider: acme, settings, baseUrl: 'https://acme.test', secrets, ...more };
}

/** The accounts of one process, talking to the outside that is handed in. */
export const directoryOf = (outside: Outside, accounts: readonly Account[] = [account()], notice?: string): Directory =>
  open(accounts, outside, notice);
