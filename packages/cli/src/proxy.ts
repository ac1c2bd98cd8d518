// The proxy that a company's machines must take on their way out, as HTTPS_PROXY and NO_PROXY name it. Plain HTTP never leaves this machine.
import { type Environment, LinekeeperError } from '@linekeeper/core';
import type { OutwardProxy } from '@linekeeper/core/node';

/** This machine is asked directly, the sandbox on it not least. */
const here = ['localhost', '127.0.0.1', '::1'];

/** Undefined where there is none. Throws `config` where the address is none; it may hold a password, so it is never repeated. */
export function proxyIn(environment: Environment): OutwardProxy | undefined {
  const given = (name: string) => environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || undefined;
  const written = given('HTTPS_PROXY');
  if (written === undefined) return undefined;
  const url = written.includes('://') ? written : `http://${written}`;
  if (!isProxy(url)) throw new LinekeeperError('config', 'HTTPS_PROXY must be the address of a proxy: http://proxy.team.example:3128.');
  return { url, noProxy: [...(given('NO_PROXY') ?? '').split(/[\s,]+/).filter(entry => entry !== ''), ...here] };
}

function isProxy(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password } = new URL(url);
  try {
    decodeURIComponent(username + password);
  } catch {
    return false;
  }
  return ['http:', 'https:'].includes(protocol);
}

/** True where a host is asked by way of the proxy. An entry with `.` or `*` before it means all hosts that end so. */
export const isProxied = (host: string, { noProxy }: OutwardProxy): boolean =>
  !noProxy.some(entry => (/^[.*]/.test(entry) ? host.endsWith(entry.replace(/^\*/, '')) : host === entry));

/** Sends the process's own `fetch` that way too: answers to Slack, the keys of an issuer. Node can from 24.14 on; older ones are told. */
export async function takeProxy(environment: Environment, say: (line: string) => void): Promise<void> {
  const proxy = proxyIn(environment);
  if (proxy === undefined) return;
  const { default: http } = await import('node:http');
  if (http.setGlobalProxyFromEnv === undefined)
    say('note: this Node takes HTTPS_PROXY for providers alone, not for answers to Slack or for an issuer. Node 24.14 does.');
  else http.setGlobalProxyFromEnv({ https_proxy: proxy.url, no_proxy: proxy.noProxy.join(',') });
}
