// Egress proxy for HTTPS requests, from HTTPS_PROXY and NO_PROXY. Plain HTTP is allowed only on loopback, so it needs no proxy.
import { type Environment, LinekeeperError, readVariable, splitEntries } from '@linekeeper/core';
import type { ProxySettings } from '@linekeeper/core/node';

/** Hosts that are always requested directly, as the sandbox is. */
const localHosts = ['localhost', '127.0.0.1', '::1'];

/** Reads the proxy settings; undefined if no proxy is set. Throws `config` for an invalid URL, which the message omits: it may hold a password. */
export function readProxySettings(environment: Environment): ProxySettings | undefined {
  const getVariable = (name: string) => readVariable(environment, name.toLowerCase()) ?? readVariable(environment, name);
  const address = getVariable('HTTPS_PROXY');
  if (address === undefined) return undefined;
  const url = address.includes('://') ? address : `http://${address}`;
  if (!isProxyUrl(url)) throw new LinekeeperError('config', 'HTTPS_PROXY must be a proxy URL such as http://proxy.team.example:3128.');
  return { url, noProxy: [...splitEntries(getVariable('NO_PROXY'), /[\s,]/), ...localHosts] };
}

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

/** Whether requests to a host go through the proxy. A `noProxy` entry that begins with `.` or `*` matches by suffix. */
export const isProxied = (host: string, { noProxy }: ProxySettings): boolean =>
  !noProxy.some(entry => (/^[.*]/.test(entry) ? host.endsWith(entry.replace(/^\*/, '')) : host === entry));

/** Reads the proxy settings and makes the global `fetch` use them, too: for Slack, and for the JWKS of an issuer. Logs a note on Node before 24.14, which cannot. */
export async function useProxyForFetch(environment: Environment, log: (message: string) => void): Promise<ProxySettings | undefined> {
  const proxy = readProxySettings(environment);
  if (proxy === undefined) return undefined;
  const { default: http } = await import('node:http');
  if (http.setGlobalProxyFromEnv === undefined)
    log('note: this Node version uses HTTPS_PROXY for providers only, not for Slack or an OAuth issuer. Node 24.14 uses it for both.');
  else http.setGlobalProxyFromEnv({ https_proxy: proxy.url, no_proxy: proxy.noProxy.join(',') });
  return proxy;
}
