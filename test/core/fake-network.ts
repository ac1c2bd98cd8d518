// A fake `fetch` whose responses come from a function of the test. All requests are recorded.
import { createHash } from 'node:crypto';
import type { Clock, Runtime } from '@linekeeper/core';
import type { Fetch } from '../../packages/core/src/http/http-client.ts';

/** A recorded request, its JSON body parsed. */
export interface SentRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  body: unknown;
  signal: AbortSignal;
}

/** A response of the fake network: 200 with `{}` by default. */
export interface CannedResponse {
  status?: number;
  headers?: Record<string, string>;
  /** A string is sent as it is, anything else as JSON. */
  body?: unknown;
}

/** Creates a `Fetch` that responds with `respond(request, index)`. A pending promise delays the response until the request is aborted. */
export function createFakeNetwork(respond: (request: SentRequest, index: number) => CannedResponse | Promise<CannedResponse>): {
  fetch: Fetch;
  requests: SentRequest[];
} {
  const requests: SentRequest[] = [];
  const fetch: Fetch = async (url, { method, headers, body, signal }) => {
    const request = { url: new URL(url), method, headers, body: body === undefined ? undefined : JSON.parse(body), signal };
    requests.push(request);
    const aborted = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const response = await Promise.race([aborted, Promise.resolve(respond(request, requests.length - 1))]);
    const text = typeof response.body === 'string' ? response.body : JSON.stringify(response.body ?? {});
    const responseHeaders = new Headers(response.headers);
    return { status: response.status ?? 200, headers: responseHeaders, body: toStream(text) };
  };
  return { fetch, requests };
}

async function* toStream(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

/** A promise with its `resolve` and `reject`. */
export const createDeferred = <T>() => Promise.withResolvers<T>();

/** A runtime with this fetch and clock, and without jitter. */
export const createTestRuntime = (fetch: Fetch, clock: Clock): Runtime => ({
  fetch,
  clock,
  random: () => 0,
  digest: text => createHash('sha256').update(text).digest('base64url'),
});
