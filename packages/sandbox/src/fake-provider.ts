// What a stand-in for a provider is: it names the operation that a request means, and answers it.
import type { IncomingHttpHeaders } from 'node:http';
import type { Fault, Provider } from './faults.ts';
import type { Json } from './json.ts';

export interface Ask {
  method: string;
  /** Below the provider's prefix, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** The faults that each provider words in its own way. */
export type Refusal = Extract<Fault, { kind: 'rate_limited' | 'day_limit' | 'internal' | 'ip_denied' | 'two_factor' }>;

export interface StandIn {
  provider: Provider;
  prefix: string;
  /** The operation as its page is headed: `get.sip_lines`, `GET /sip`, `GetSIPList`. */
  operation(ask: Ask): string;
  /** What was asked for, decoded. */
  parameters(ask: Ask): unknown;
  answer(ask: Ask): Answer;
  refusal(fault: Refusal, ask: Ask): Answer;
  /** From now on this is the account's permanent credential. */
  rotate(credential: string): void;
}

export function json(status: number, body: Json, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(body) };
}

export function bearer(ask: Ask): string | undefined {
  return /^Bearer (\S+)$/i.exec(ask.headers.authorization ?? '')?.[1];
}
