// The log of received requests that tests read: parameters are recorded, credentials are masked.

import { type FakeProvider, type FakeRequest, readBearerToken } from './fake-provider.ts';
import type { ProviderName } from './faults.ts';
import { isObject } from './json.ts';

/** A request that the sandbox received. */
export interface SandboxRequest {
  provider: ProviderName;
  /** As the provider's documentation names it; `unknown` for any other. */
  operation: string;
  method: string;
  /** Without the query. */
  path: string;
  /** Decoded, with `***` in place of each credential. */
  parameters: unknown;
  /** The part of the request that carried the credential. */
  credential: 'query' | 'header' | 'body' | 'none';
  contentType: string | undefined;
}

const maxRecordedRequests = 10_000;
const credentialParameters = new Set(['access_token', 'token', 'login', 'username', 'password', 'smsKey', 'authenticatorToken']);

function maskCredentials(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskCredentials);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, credentialParameters.has(key) ? '***' : maskCredentials(inner)]),
  );
}

function locateCredential(request: FakeRequest, parameters: unknown): SandboxRequest['credential'] {
  if (request.query.has('token')) return 'query';
  if (readBearerToken(request) !== undefined) return 'header';
  const names = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
  return names.some(name => credentialParameters.has(name)) ? 'body' : 'none';
}

/** Appends the request to the log, which keeps the newest 10,000, and returns the entry. */
export function recordRequest(log: SandboxRequest[], provider: FakeProvider, request: FakeRequest): SandboxRequest {
  const parameters = provider.getParameters(request);
  const entry: SandboxRequest = {
    provider: provider.name,
    operation: provider.getOperation(request),
    method: request.method,
    path: provider.prefix + request.path,
    parameters: maskCredentials(parameters),
    credential: locateCredential(request, parameters),
    contentType: request.headers['content-type'],
  };
  log.push(entry);
  if (log.length > maxRecordedRequests) log.splice(0, log.length - maxRecordedRequests);
  return entry;
}
