// MTS Exolve: a REST API with POST and JSON bodies, authorized by the API key of an application.
import { baseUrlSetting, countrySetting, defineProvider, keySetting } from '@linekeeper/core';
import * as z from 'zod';
import { readError } from './errors.ts';

/** MTS Exolve: an API key. */
export const exolve = defineProvider({
  name: 'exolve',
  title: 'MTS Exolve',
  settings: z.strictObject({
    api_key: keySetting().optional().meta({ title: 'API key', description: "the application's key" }),
    base_url: baseUrlSetting().optional(),
    country: countrySetting().optional(),
  }),
  credentials: [['api_key']],
  baseUrl: () => 'https://api.exolve.ru',
  country: ({ country }) => country ?? 'RU',
  endpoints: ['POST /number/customer/v1/GetSIPList', 'POST /number/customer/v1/GetList'],
  applyDefaults: input => input,
  crossAccountParameters: [],
  token: ({ api_key }) => api_key,
  authorize: (request, token) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }),
  readError,
});
