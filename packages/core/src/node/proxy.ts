// The egress proxy: which requests use it, and the tunnel through it. Errors name the proxy, never its user or password.
import type { Socket } from 'node:net';
import { LinekeeperError } from '../errors.ts';

/** Egress proxy for HTTPS requests. `noProxy`: hosts that are requested directly. */
export interface ProxySettings {
  /** An `http:` or `https:` URL, with user and password if the proxy wants them. */
  url: string;
  /** The environment variable that it was read from. */
  variable: string;
  noProxy: readonly string[];
}

/** The host and port that a tunnel leads to; an IPv6 address is without brackets. */
export interface TunnelTarget {
  hostname: string;
  port: number;
}

/** Whether HTTPS requests to a host use the proxy. A `noProxy` entry is `*`, a host with its subdomains, or `*.host` for the subdomains alone; `:port` restricts it. */
export const isProxied = ({ hostname, port }: TunnelTarget, { noProxy }: Pick<ProxySettings, 'noProxy'>): boolean => {
  const host = normalizeHost(hostname);
  return !noProxy.some(entry => {
    const [, name = entry, entryPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
    if (entryPort !== undefined && Number(entryPort) !== port) return false;
    const suffix = normalizeHost(name.replace(/^\*?\./, ''));
    return name === '*' || host.endsWith(`.${suffix}`) || (host === suffix && !name.startsWith('*'));
  });
};

const normalizeHost = (host: string) =>
  host
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();

/** The proxy as messages name it: `127.0.0.1:3128 (HTTPS_PROXY)`. */
export function formatProxy({ url, variable }: ProxySettings): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || defaultPort(protocol)} (${variable})`;
}

const defaultPort = (protocol: string) => (protocol === 'https:' ? 443 : 80);

/** Opens a tunnel to the target. `signal` ends the attempt, and with it the socket. Rejects with a `network` error that names the proxy. */
export async function openTunnel(proxy: ProxySettings, target: TunnelTarget, signal: AbortSignal): Promise<Socket> {
  const { hostname, port, protocol, username, password } = new URL(proxy.url);
  const authority = `${target.hostname.includes(':') ? `[${target.hostname}]` : target.hostname}:${target.port}`;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  // Loaded with the first tunnel: it would delay every start.
  const { request: createRequest } = protocol === 'https:' ? await import('node:https') : await import('node:http');
  const request = createRequest({
    method: 'CONNECT',
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port || defaultPort(protocol),
    path: authority,
    headers: { host: authority, ...(username !== '' && { 'proxy-authorization': `Basic ${credentials}` }) },
    agent: false,
  });
  return await new Promise<Socket>((resolve, reject) => {
    const abort = () => request.destroy(new LinekeeperError('timeout', `the proxy ${formatProxy(proxy)} does not answer.`));
    const finish = (settle: () => void) => {
      signal.removeEventListener('abort', abort);
      settle();
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    request.once('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) return finish(() => resolve(socket));
      socket.on('error', () => {}).destroy();
      finish(() => reject(responseError(proxy, statusCode, target.hostname)));
    });
    request.on('error', error => finish(() => reject(error instanceof LinekeeperError ? error : connectError(proxy, error))));
    request.end();
  });
}

/** The proxy answered, but did not open the tunnel. */
function responseError(proxy: ProxySettings, status: number, host: string): LinekeeperError {
  const name = `the proxy ${formatProxy(proxy)}`;
  switch (status) {
    case 407:
      return finalError(`${name} wants a sign-in (407). Put the user name and password into ${proxy.variable}, or correct them.`);
    case 401:
    case 403:
    case 405:
      return finalError(`${name} does not let ${host} through (${status}). Ask for it to be allowed, or add it to NO_PROXY.`);
    default:
      return new LinekeeperError('network', `${name} did not connect to ${host} (${status}). Try again, or check the proxy.`);
  }
}

const finalError = (message: string) => new LinekeeperError('network', message, { retryable: false });

/** The proxy could not be reached, or did not answer in HTTP. */
function connectError(proxy: ProxySettings, error: NodeJS.ErrnoException): LinekeeperError {
  const name = `the proxy ${formatProxy(proxy)}`;
  const code = error.code ?? 'no error code';
  const advice = `Check ${proxy.variable}.`;
  if (code === 'ECONNREFUSED') return new LinekeeperError('network', `${name} refuses the connection. ${advice}`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new LinekeeperError('network', `${name} has no address (${code}). ${advice}`);
  if (code === 'ECONNRESET') return new LinekeeperError('network', `${name} closed the connection. ${advice}`);
  if (code.startsWith('HPE_') || code === 'EPROTO') return new LinekeeperError('network', `${name} does not speak HTTP. ${advice}`);
  return new LinekeeperError('network', `${name} cannot be reached (${code}). ${advice}`);
}
