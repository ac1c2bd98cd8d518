// Host and Origin validation, against DNS rebinding and cross-site requests from web pages.
import { isLoopback, LinekeeperError, quoteValue } from '@linekeeper/core';
import { errorResponse } from './responses.ts';

/** Which Host and Origin headers are accepted. */
export interface HostOriginPolicy {
  /** Host names without ports. Loopback names are always accepted. */
  hosts: readonly string[];
  /** True where the platform routes requests by their host name, so that no other can name the server. */
  anyHost?: boolean;
  /** Origins of pages (`https://app.example`), or host names, which match with any scheme and port. */
  origins: readonly string[];
  /** Whether the server listens on loopback only: pages of this machine are then accepted. */
  loopback: boolean;
}

/** The 403 response to a request with an untrusted Host or Origin; undefined if both are trusted. */
export function validateHostAndOrigin(
  { headers }: Request,
  { hosts, anyHost = false, origins, loopback }: HostOriginPolicy,
): Response | undefined {
  const host = headers.get('host') ?? '';
  if (!anyHost && !isTrusted(`http://${host}`, hosts, true)) return untrustedResponse('Host', host, 'LINEKEEPER_HTTP_HOSTS');
  const origin = headers.get('origin');
  if (origin === null || isTrusted(origin, origins, loopback)) return undefined;
  return untrustedResponse('Origin', origin, 'LINEKEEPER_HTTP_ORIGINS');
}

/** An origin and nothing else: the parser of URLs would also take user names, paths and backslashes. */
const originPattern = /^[a-z][\w+.-]*:\/\/[^\s/\\?#@]+$/i;

/** Matches an entry by origin or by host name; loopback names if `allowLoopback`. */
function isTrusted(url: string, trusted: readonly string[], allowLoopback: boolean): boolean {
  if (!originPattern.test(url) || !URL.canParse(url)) return false;
  const { protocol, host, hostname } = new URL(url);
  return trusted.includes(hostname) || trusted.includes(`${protocol}//${host}`) || (allowLoopback && isLoopback(hostname));
}

const untrustedResponse = (header: string, value: string, variable: string): Response =>
  errorResponse(
    403,
    new LinekeeperError(
      'denied',
      `${header} ${quoteValue(value)} is not allowed. The administrator of Linekeeper can add it to ${variable}.`,
    ),
  );
