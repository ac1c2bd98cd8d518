// CallGear, also sold as UIS, CoMagic and Novofon: one JSON-RPC API on several hosts.
import {
  baseUrlSetting,
  countOf,
  countrySetting,
  isRecord,
  keySetting,
  LinekeeperError,
  loginSetting,
  type Provider,
} from '@linekeeper/core';
import * as z from 'zod';
import { readError } from './errors.ts';
import { rpc } from './json-rpc.ts';

/** Credentials of one brand do not open another. */
const brands = {
  callgear: { host: 'https://dataapi.callgear.com/v2.0', country: undefined },
  uis: { host: 'https://dataapi.uiscom.ru/v2.0', country: 'RU' },
  comagic: { host: 'https://dataapi.comagic.ru/v2.0', country: 'RU' },
  novofon: { host: 'https://dataapi-jsonrpc.novofon.ru/v2.0', country: 'RU' },
} as const;

type Brand = keyof typeof brands;

// The settings' schema lets no other brand through.
const brandOf = (brand: unknown) => brands[(brand ?? 'callgear') as Brand];

/** How long a session lasts where the answer does not say it in a way that can be believed, in milliseconds. */
const hour = 3_600_000;

export const callgear: Provider = {
  name: 'callgear',
  title: 'CallGear',
  settings: z.strictObject({
    access_token: keySetting().optional(),
    login: loginSetting().optional(),
    password: loginSetting().optional(),
    brand: z.enum(['callgear', 'uis', 'comagic', 'novofon']).optional(),
    base_url: baseUrlSetting().optional(),
    user_id: z
      .union(
        [
          z.int().positive(),
          z
            .string()
            .regex(/^\s*[1-9]\d{0,14}\s*$/)
            .transform(Number),
        ],
        'must be a whole number',
      )
      .optional(),
    country: countrySetting().optional(),
  }),
  credentials: [['access_token'], ['login', 'password']],
  baseUrl: ({ brand }) => brandOf(brand).host,
  country: ({ brand, country }) => (typeof country === 'string' ? country : brandOf(brand).country),
  complete: (input, { user_id }) => (user_id === undefined ? input : { user_id, ...input }),
  reachesBeyond: ['user_id'],
  token: ({ access_token }) => (typeof access_token === 'string' ? access_token : undefined),
  authorize: (request, access_token) => {
    const params = isRecord(request.body?.params) ? request.body.params : {};
    return { ...request, body: { ...request.body, params: { access_token, ...params } } };
  },
  login: {
    request: ({ login, password }) => rpc('login.user', { login, password }),
    read: (body, now) => {
      const data = isRecord(body) && isRecord(body.result) && isRecord(body.result.data) ? body.result.data : {};
      if (typeof data.access_token !== 'string' || data.access_token === '')
        return new LinekeeperError('malformed', 'The login gave no session key.');
      const lasts = (countOf(data.expire_at) ?? 0) * 1000 - now;
      return { token: data.access_token, lasts: lasts > 0 ? lasts : hour };
    },
  },
  readError,
  readQuota: body => {
    const { minute_remaining, minute_reset, day_remaining } = limitsOf(body);
    const remaining = countOf(minute_remaining);
    const resetS = countOf(minute_reset);
    return remaining === undefined || resetS === undefined ? undefined : { remaining, resetS, dayRemaining: countOf(day_remaining) };
  },
};

/** Successes and errors carry the account's limits in different places. */
function limitsOf(body: unknown): Record<string, unknown> {
  const holder = isRecord(body) && (isRecord(body.result) ? body.result : isRecord(body.error) && body.error.data);
  const metadata = isRecord(holder) ? holder.metadata : undefined;
  return isRecord(metadata) && isRecord(metadata.limits) ? metadata.limits : {};
}
