// The runtime on Node: clock, random, SHA-256, and undici or the built-in fetch as HTTP client.
import { hash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import { type Clock, maxAttemptMs } from '../deadline.ts';
import type { Fetch } from '../http/http-client.ts';
import type { Runtime } from '../http/runtime.ts';
import { createConnector } from './connector.ts';
import type { ProxySettings } from './proxy.ts';
import { createBuiltInFetch } from './request-without-fetch.ts';

/** The system time, and timers of the event loop. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(ms, callback) {
    // Node runs a timer at once if its delay exceeds 2^31 - 1 milliseconds.
    const timer = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

const common = { clock: systemClock, random: Math.random, digest: (text: string) => hash('sha256', text, 'base64url') };

/** A runtime with undici, for long-running processes. Undici is loaded with the first request. */
export const undiciRuntime = (proxy?: ProxySettings): Runtime => ({ ...common, fetch: createUndiciFetch(undefined, proxy) });

/** A runtime with the built-in `fetch`, for Lambda functions: loading undici from the bundle would make each cold start slower. */
export const fetchRuntime = (): Runtime => ({ ...common, fetch: createBuiltInFetch() });

/**
 * Creates a `Fetch` from undici's `request`, which has less overhead than its `fetch`. Redirects are not followed.
 * Undici's timeouts for headers and body are off, since each attempt has its own.
 */
export function createUndiciFetch(dispatcher?: Dispatcher, proxy?: ProxySettings): Fetch {
  let client: Promise<{ request: typeof import('./undici.ts').request; dispatcher: Dispatcher }> | undefined;
  // Undici opens a socket, if it needs one, while it dispatches the request.
  let dispatchedSignal: AbortSignal | undefined;
  const load = async () => {
    const { Agent, buildConnector, request } = await import('./undici.ts');
    const connect = createConnector({ connect: buildConnector({ timeout: maxAttemptMs }), proxy, getSignal: () => dispatchedSignal });
    return { request, dispatcher: dispatcher ?? new Agent({ bodyTimeout: 0, headersTimeout: 0, connect }) };
  };
  return async (url, { method, headers, body, signal }) => {
    client ??= load();
    const { request, dispatcher } = await client;
    dispatchedSignal = signal;
    // `HttpRequest` allows GET and POST only.
    const pending = request(url, { method: method as 'GET' | 'POST', headers, body: body ?? null, signal, dispatcher });
    dispatchedSignal = undefined;
    const response = await pending;
    const header = (name: string) => response.headers[name.toLowerCase()];
    return { status: response.statusCode, headers: { get: name => [header(name)].flat().join(', ') || null }, body: response.body };
  };
}

/** Loads the modules that the first request would wait for. Servers call it before they listen. */
export async function warmUp(): Promise<void> {
  await Promise.all([import('./undici.ts'), import('../text/phone-number.ts'), fetch('data:,')]);
}
