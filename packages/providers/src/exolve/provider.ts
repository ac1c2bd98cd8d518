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
  endpoints: ['POST /number/customer/v1/GetSIPList', 'POST /number/customer/v1/GetList', 'POST /number/v1/GetAttributes'],
  applyDefaults: input => input,
  crossAccountParameters: [],
  token: ({ api_key }) => api_key,
  authorize: (request, token) => ({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } }),
  readError,
  keyGuide: () => ({
    steps: [
      'Sign in at https://dev.exolve.ru and open Приложения (applications) in the top menu.',
      'Click the application that owns the numbers, then API-ключи (API keys) in the left menu, and copy the key.',
    ],
    page: 'https://docs.exolve.ru/docs/ru/instructions/getting-api-key/',
    unknown: 'The page names no allow list of addresses, and no key that may only read.',
  }),
});
