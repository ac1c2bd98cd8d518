// Sends a request by Node's HTTP client where the built-in `fetch` cannot read the response.
import type { IncomingMessage } from 'node:http';
import type { Fetch } from '../http/http-client.ts';

/** Creates a `Fetch` of the built-in one. A host that sends `100 Continue` unasked, which `fetch` takes for an error, is asked by Node's client instead. */
export function createBuiltInFetch(): Fetch {
  const origins = new Set<string>();
  return async (url, init) => {
    const { origin } = new URL(url);
    if (origins.has(origin)) return await requestWithoutFetch(url, init);
    try {
      return await fetch(url, init);
    } catch (thrown) {
      if (!isUnaskedContinue(thrown)) throw thrown;
      origins.add(origin);
      return await requestWithoutFetch(url, init);
    }
  };
}

/** The error of undici's parser for an unasked `100 Continue`. */
const isUnaskedContinue = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.cause instanceof Error && thrown.cause.message === 'bad response';

/** Requests without redirects, as `fetch` does with `redirect: 'manual'`. */
const requestWithoutFetch: Fetch = async (url, { method, headers, body, signal }) => {
  // Loaded with the first such host: it would delay every start.
  const { request: createRequest } = url.startsWith('https:') ? await import('node:https') : await import('node:http');
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = createRequest(url, { method, headers: { ...headers, 'accept-encoding': 'identity' }, signal, agent: false });
  request.on('error', reject).on('response', resolve).end(body);
  const response = await promise;
  const { statusCode = 0, headers: received } = response;
  return { status: statusCode, headers: { get: name => [received[name.toLowerCase()] ?? []].flat().join(', ') || null }, body: response };
};
