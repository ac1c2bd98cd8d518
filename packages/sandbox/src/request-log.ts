// The record of what was asked, for tests to read: parameters yes, credentials never.

import { type Ask, bearer, type StandIn } from './fake-provider.ts';
import type { Provider } from './faults.ts';

export interface SandboxRequest {
  provider: Provider;
  /** As the provider's page is headed; `unknown` for anything else. */
  operation: string;
  method: string;
  /** Without the query. */
  path: string;
  /** Decoded, with `***` in the place of every credential. */
  parameters: unknown;
  /** Where the credential travelled. */
  credential: 'query' | 'header' | 'body' | 'none';
  contentType: string | undefined;
}

const bound = 10_000;
const secrets = new Set(['access_token', 'token', 'login', 'username', 'password', 'smsKey', 'authenticatorToken']);

function masked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, secrets.has(key) ? '***' : masked(inner)]));
}

function credential(ask: Ask, parameters: unknown): SandboxRequest['credential'] {
  if (ask.query.has('token')) return 'query';
  if (bearer(ask) !== undefined) return 'header';
  const named = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
  return named.some(key => secrets.has(key)) ? 'body' : 'none';
}

export function record(requests: SandboxRequest[], standIn: StandIn, ask: Ask): SandboxRequest {
  const parameters = standIn.parameters(ask);
  const request: SandboxRequest = {
    provider: standIn.provider,
    operation: standIn.operation(ask),
    method: ask.method,
    path: standIn.prefix + ask.path,
    parameters: masked(parameters),
    credential: credential(ask, parameters),
    contentType: ask.headers['content-type'],
  };
  requests.push(request);
  if (requests.length > bound) requests.splice(0, requests.length - bound);
  return request;
}
