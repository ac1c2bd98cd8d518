// The interface of a fake provider: it names the operation of a request and responds as the real API does.
import type { IncomingHttpHeaders } from 'node:http';
import type { Fault, ProviderName } from './faults.ts';
import type { Json } from './json.ts';

/** An HTTP request whose body has been read. */
export interface FakeRequest {
  method: string;
  /** Relative to the provider's prefix, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An HTTP response before it is sent. */
export interface FakeResponse {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** The faults that each provider reports with status and body of its own. */
export type ProviderFault = Extract<Fault, { kind: 'rate_limited' | 'day_limit' | 'internal' | 'ip_denied' | 'two_factor' }>;

/** One provider's API, served below `prefix`. */
export interface FakeProvider {
  name: ProviderName;
  /** Path of the API's root, without a trailing slash. */
  prefix: string;
  /** The operation as the provider's documentation names it: `get.sip_lines`, `GET /sip`, `GetSIPList`; `unknown` for any other. */
  getOperation(request: FakeRequest): string;
  /** The decoded parameters of query and body, credentials included. */
  getParameters(request: FakeRequest): unknown;
  /** The response without a fault. */
  handle(request: FakeRequest): FakeResponse;
  /** The response to a request that the fault hits. */
  toFaultResponse(fault: ProviderFault, request: FakeRequest): FakeResponse;
  /** Replaces the account's permanent credential. */
  rotateCredential(credential: string): void;
}

/** A response with a JSON body; `headers` are added to the content type. */
export function jsonResponse(status: number, body: Json, headers: Record<string, string> = {}): FakeResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) };
}

/** The bearer token of the Authorization header; undefined if the header has none. */
export function readBearerToken(request: FakeRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
