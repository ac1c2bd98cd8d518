// The network and the clock as Node has them. The HTTP client is loaded when the first request leaves.
import { hash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { Clock } from '../deadline.ts';
import type { Fetch } from '../http/http-client.ts';
import type { Outside } from '../http/runtime.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, then) {
    // A longer wait than a timer can hold would end at once.
    const timer = setTimeout(then, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
};

const common = { clock: systemClock, random: Math.random, digest: (text: string) => hash('sha256', text, 'base64url') };

/** The way out, over TLS, of a network that lets nobody out by themselves; `noProxy` are hosts that are asked directly. */
export interface OutwardProxy {
  url: string;
  noProxy: readonly string[];
}

/** Everything that a connection needs from outside the core. */
export const systemOutside = (proxy?: OutwardProxy): Outside => ({ ...common, fetch: lazyFetch(undefined, proxy) });

/** The same by Node's own `fetch`: for functions, which load anew so often that an HTTP client in the bundle costs more than it saves. */
export const builtInOutside = (): Outside => ({ ...common, fetch: (url, init) => fetch(url, init) });

/**
 * `fetch` by undici's `request`, which does less per call than its `fetch`. Redirects come back as they are.
 * Attempts have their own timers, so the client's are off, but for the connection's.
 */
export function lazyFetch(dispatcher?: Dispatcher, proxy?: OutwardProxy): Fetch {
  let client: Promise<{ request: typeof import('undici').request; dispatcher: Dispatcher }> | undefined;
  const load = async () => {
    // A bundle of this CommonJS package has no named exports.
    const { Agent, EnvHttpProxyAgent, request } = (await import('undici')).default;
    const patient = { bodyTimeout: 0, headersTimeout: 0 };
    // An empty text is none; what is left out would be read from the environment.
    const asked = proxy && { noProxy: proxy.noProxy.join(','), httpProxy: '', httpsProxy: proxy.url };
    return {
      request,
      dispatcher: dispatcher ?? (asked === undefined ? new Agent(patient) : new EnvHttpProxyAgent({ ...patient, ...asked })),
    };
  };
  return async (url, { method, headers, body, signal }) => {
    client ??= load();
    const { request, dispatcher } = await client;
    // Only GET and POST are ever asked for.
    const answer = await request(url, { method: method as 'GET' | 'POST', headers, body: body ?? null, signal, dispatcher });
    const header = (name: string) => answer.headers[name.toLowerCase()];
    return { status: answer.statusCode, headers: { get: name => [header(name)].flat().join(', ') || null }, body: answer.body };
  };
}

/** Loads what the first request would wait for: for servers, whose first callers all come at once. */
export async function warmUp(): Promise<void> {
  await Promise.all([import('undici'), import('../text/phone-number.ts'), fetch('data:,')]);
}
