// The proxy that a company's machines must take on their way out, as HTTPS_PROXY, HTTP_PROXY and NO_PROXY name it.
import type { Environment } from '@linekeeper/core';
import type { OutwardProxy } from '@linekeeper/core/node';

/** This machine needs none, the sandbox on it least. */
const here = 'localhost,127.0.0.1,::1';

/** Undefined where there is none. Of the two spellings the one in lower case counts, as elsewhere. */
export function proxyIn(environment: Environment): OutwardProxy | undefined {
  const given = (name: string) => environment[name.toLowerCase()]?.trim() || environment[name]?.trim() || undefined;
  const [httpProxy, httpsProxy] = [given('HTTP_PROXY'), given('HTTPS_PROXY')];
  if (httpProxy === undefined && httpsProxy === undefined) return undefined;
  return { httpProxy, httpsProxy, noProxy: [given('NO_PROXY'), here].filter(Boolean).join(',') };
}

/** Sends the process's own `fetch` that way too: answers to Slack, the keys of an issuer. Node can from 24.14 on. */
export async function takeProxy({ httpProxy, httpsProxy, noProxy }: OutwardProxy): Promise<void> {
  const { default: http } = await import('node:http');
  http.setGlobalProxyFromEnv?.({ http_proxy: httpProxy, https_proxy: httpsProxy, no_proxy: noProxy });
}
