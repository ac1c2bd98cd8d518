// CallGear, also sold as UIS, CoMagic and Novofon: one JSON-RPC API on several hosts.
import {
  baseUrlSetting,
  countrySetting,
  defineProvider,
  isRecord,
  keySetting,
  LinekeeperError,
  loginSetting,
  parseCount,
  type Settings,
} from '@linekeeper/core';
import * as z from 'zod';
import { readError } from './errors.ts';
import { createRpcRequest, readRpcMethod } from './json-rpc.ts';
import { keyGuides } from './key-guide.ts';
import { rights } from './rights.ts';

/** Credentials of one brand are not valid for another. */
const brands = {
  callgear: { host: 'https://dataapi.callgear.com/v2.0', country: undefined, currency: undefined },
  uis: { host: 'https://dataapi.uiscom.ru/v2.0', country: 'RU', currency: 'RUB' },
  comagic: { host: 'https://dataapi.comagic.ru/v2.0', country: 'RU', currency: 'RUB' },
  novofon: { host: 'https://dataapi-jsonrpc.novofon.ru/v2.0', country: 'RU', currency: 'RUB' },
} as const;

/** The currency of an account's fees: rubles at the Russian brands. CallGear's own accounts are in several countries. */
export const getCurrency = ({ brand }: Settings): string | undefined =>
  Object.entries(brands).find(([name]) => name === (brand ?? 'callgear'))?.[1].currency;

/** Session lifetime if the login response has no plausible `expire_at`, in milliseconds. */
const defaultSessionMs = 3_600_000;

/** CallGear: an access token, or a login for a session. */
export const callgear = defineProvider({
  name: 'callgear',
  title: 'CallGear',
  settings: z.strictObject({
    access_token: keySetting()
      .optional()
      .meta({ title: 'access token', description: "permanent or temporary key from the user's settings" }),
    login: loginSetting().optional().meta({ title: 'login', description: 'instead of a key, together with the password' }),
    password: loginSetting().optional().meta({ title: 'password', description: 'goes with the login' }),
    brand: z.enum(['callgear', 'uis', 'comagic', 'novofon']).optional().meta({ title: 'brand', description: 'where the account lives' }),
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
      .optional()
      .meta({ title: 'customer user', description: 'agents only: id of the customer user to query' }),
    country: countrySetting().optional(),
  }),
  credentials: [['access_token'], ['login', 'password']],
  baseUrl: ({ brand = 'callgear' }) => brands[brand].host,
  country: ({ brand = 'callgear', country }) => country ?? brands[brand].country,
  // Every method has the same path; most of them change something.
  endpoints: [
    'get.sip_lines',
    'get.virtual_numbers',
    'get.employees',
    'get.group_employees',
    'get.scenarios',
    'get.network_resources',
    'get.sip_line_virtual_numbers',
    'get.number_capacity_ids_user_charges_and_costs',
    'get.customer_users',
    'get.customers',
    'getobj.account',
    'login.user',
  ],
  getEndpoint: readRpcMethod,
  applyDefaults: (input, { user_id }) => (user_id === undefined ? input : { user_id, ...input }),
  crossAccountParameters: ['user_id'],
  token: ({ access_token }) => access_token,
  authorize: (request, access_token) => {
    const params = isRecord(request.body?.params) ? request.body.params : {};
    return { ...request, body: { ...request.body, params: { access_token, ...params } } };
  },
  login: {
    request: ({ login, password }) => createRpcRequest('login.user', { login, password }),
    readToken: (body, now) => {
      const data = isRecord(body) && isRecord(body.result) && isRecord(body.result.data) ? body.result.data : {};
      if (typeof data.access_token !== 'string' || data.access_token === '')
        return new LinekeeperError('malformed', 'The login response has no session key.');
      const expiresInMs = (parseCount(data.expire_at) ?? 0) * 1000 - now;
      return { token: data.access_token, expiresInMs: expiresInMs > 0 ? expiresInMs : defaultSessionMs };
    },
  },
  readError,
  readQuota: body => {
    const { minute_remaining, minute_reset, day_remaining } = readLimits(body);
    const remaining = parseCount(minute_remaining);
    const resetS = parseCount(minute_reset);
    return remaining === undefined || resetS === undefined ? undefined : { remaining, resetS, dayRemaining: parseCount(day_remaining) };
  },
  rights,
  keyGuide: ({ brand = 'callgear' }) => keyGuides[brand],
});

/** The account's limits, which results and errors have in different places. */
function readLimits(body: unknown): Record<string, unknown> {
  const holder = isRecord(body) && (isRecord(body.result) ? body.result : isRecord(body.error) && body.error.data);
  const metadata = isRecord(holder) ? holder.metadata : undefined;
  return isRecord(metadata) && isRecord(metadata.limits) ? metadata.limits : {};
}
