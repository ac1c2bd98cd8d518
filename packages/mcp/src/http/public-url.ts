// The address at which clients reach the server: named by a setting, by a proxy in front, or by the request.
import { isLoopback } from '@linekeeper/core';
import { mcpPath, wellKnownPath } from './paths.ts';

/** What tells the public address of the server. */
export interface PublicUrlOptions {
  /** The configured address without the endpoint's path; its path is the base path. */
  publicUrl?: URL | undefined;
  /** Host names that may be named as the server's own. */
  hosts: readonly string[];
}

/** The path of an address, without a slash at its end; empty for the root. */
export const toBasePath = (url: URL | undefined): string => url?.pathname.replace(/(?<!\/)\/+$/, '') ?? '';

/**
 * The URL of the server without the endpoint's path. Without a configured address it is the Host header, which has been validated, since an
 * absolute request target could name another host; a proxy on this machine may send its own Host and name the public one beside it.
 */
export function getServerUrl({ headers }: Request, basePath: string, { publicUrl, hosts }: PublicUrlOptions): string {
  if (publicUrl !== undefined) return `${publicUrl.origin}${toBasePath(publicUrl)}`;
  const direct = new URL(`http://${headers.get('host')}`);
  const forwarded = parseHost(headers.get('x-forwarded-host'));
  const { hostname, host } = isLoopback(direct.hostname) && forwarded && hosts.includes(forwarded.hostname) ? forwarded : direct;
  return `${isLoopback(hostname) ? 'http' : 'https'}://${host}${basePath}`;
}

/** The first host of a list: each proxy appends its own. */
function parseHost(header: string | null): URL | undefined {
  const url = `http://${header?.split(',', 1)[0]?.trim()}`;
  return header !== null && URL.canParse(url) ? new URL(url) : undefined;
}

/** A request's path without the base path, also where RFC 9728 puts it: behind the well-known path of the metadata. */
export function removeBasePath(path: string, basePath: string): string {
  if (basePath === '') return path;
  if (path === `${wellKnownPath}${basePath}${mcpPath}`) return `${wellKnownPath}${mcpPath}`;
  return path.startsWith(`${basePath}/`) ? path.slice(basePath.length) : path;
}
