// Egress proxy for HTTPS requests, from HTTPS_PROXY or ALL_PROXY, and NO_PROXY. Plain HTTP is allowed only on loopback, so it needs no proxy.
import { type Environment, isPlaceholder, LinekeeperError, readVariable, splitEntries } from '@linekeeper/core';
import type { ProxySettings } from '@linekeeper/core/node';

/** Hosts that are always requested directly, as the sandbox is. */
const localHosts = ['localhost', '127.0.0.1', '::1'];

/** The variables with a proxy for HTTPS requests; the first one that is set wins, in lower case before upper case. */
const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'];

/** Reads the proxy settings; undefined if no proxy is set. Throws `config` for an invalid URL, which the message omits: it may hold a password. */
export function readProxySettings(environment: Environment): ProxySettings | undefined {
  const variable = proxyVariables.find(name => readVariable(environment, name) !== undefined && !isIgnored(environment, name));
  if (variable === undefined) return undefined;
  const address = readVariable(environment, variable) ?? '';
  const url = address.includes('://') ? address : `http://${address}`;
  if (isPlaceholder(address) || !isProxyUrl(url))
    throw new LinekeeperError('config', `${variable} must be a proxy URL such as http://proxy.team.example:3128.`);
  const noProxy = readVariable(environment, 'no_proxy') ?? readVariable(environment, 'NO_PROXY');
  return { url, variable, noProxy: [...splitEntries(noProxy, /[\s,]/), ...localHosts] };
}

/** A note for each proxy variable that has no effect, unless another one sets the proxy. */
export function ignoredProxyVariables(environment: Environment): string[] {
  if (readProxySettings(environment) !== undefined) return [];
  const isSet = (name: string) => readVariable(environment, name) !== undefined;
  return [
    ...['http_proxy', 'HTTP_PROXY']
      .filter(isSet)
      .slice(0, 1)
      .map(name => `${name} is ignored: all requests are HTTPS. Set HTTPS_PROXY.`),
    ...['all_proxy', 'ALL_PROXY']
      .filter(isSet)
      .slice(0, 1)
      .map(name => `${name} is ignored: it is not an HTTP proxy. Set HTTPS_PROXY.`),
  ];
}

/** A SOCKS proxy for all protocols is usual beside programs that support it. */
const isIgnored = (environment: Environment, name: string) =>
  name.toLowerCase() === 'all_proxy' && /^socks\w*:/i.test(readVariable(environment, name) ?? '');

function isProxyUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return ['http:', 'https:'].includes(protocol);
}

/** Reads the proxy settings and makes the global `fetch` use them, too: for Slack, and for the JWKS of an issuer. Logs a note on Node before 24.14, which cannot. */
export async function useProxyForFetch(environment: Environment, log: (message: string) => void): Promise<ProxySettings | undefined> {
  const proxy = readProxySettings(environment);
  if (proxy === undefined) return undefined;
  const { default: http } = await import('node:http');
  if (http.setGlobalProxyFromEnv === undefined)
    log(
      `note: this Node version uses ${proxy.variable} for providers only, not for Slack or an OAuth issuer. Node 24.14 uses it for both.`,
    );
  else http.setGlobalProxyFromEnv({ https_proxy: proxy.url, no_proxy: proxy.noProxy.join(',') });
  return proxy;
}
