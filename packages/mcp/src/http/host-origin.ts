// Against pages that reach for a server on their visitor's machine: the names by which it may be called, and the pages that may call it.
import { isLoopback, LinekeeperError, quoted } from '@linekeeper/core';
import { refused } from './responses.ts';

export interface Guards {
  /** Host names without ports; this machine's own need not be among them. */
  hosts: readonly string[];
  /** Origins of pages, or their host names alone. */
  origins: readonly string[];
  /** True where the server listens on this machine alone: pages of this machine may call it. */
  loopback: boolean;
}

/** The refusal of a name or a page that is not known; undefined where there is nothing to refuse. */
export function guarded({ headers }: Request, { hosts, origins, loopback }: Guards): Response | undefined {
  const host = headers.get('host') ?? '';
  if (!isKnown(`http://${host}`, hosts, true)) return notKnown('Host', host, 'LINEKEEPER_HTTP_HOSTS');
  const origin = headers.get('origin');
  if (origin === null || isKnown(origin, origins, loopback)) return undefined;
  return notKnown('Origin', origin, 'LINEKEEPER_HTTP_ORIGINS');
}

/** Known as an origin or by its host name. `own` takes this machine's own names too. */
function isKnown(url: string, known: readonly string[], own: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname } = new URL(url);
  return known.includes(hostname) || known.includes(`${protocol}//${host}`) || (own && isLoopback(hostname));
}

const notKnown = (header: string, value: string, variable: string): Response =>
  refused(
    403,
    new LinekeeperError('denied', `${header} ${quoted(value)} is not known here. Whoever runs Linekeeper can add it to ${variable}.`),
  );
