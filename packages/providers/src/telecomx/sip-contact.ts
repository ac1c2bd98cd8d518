// The address of a SIP registration, without the user that it names.
import type { Scalar } from '@linekeeper/core';

/** Longer texts are not a contact. */
const maxContactChars = 500;

/** The host and port of `user@host:port`, `sip:user@host;…` or `"name" <sip:user@host>;…`; undefined if what is left may be part of the user. */
export function stripContactUser(contact: Scalar): string | undefined {
  const text = String(contact);
  if (text.length > maxContactChars) return undefined;
  // A display name in quotes may contain brackets.
  const start = text.indexOf('<', /^\s*"(?:[^"\\]|\\.)*"/.exec(text)?.[0].length) + 1;
  const end = text.indexOf('>', start);
  const address = text.slice(start, end === -1 ? undefined : end).trim();
  const hosts = address.split('@').map(part => part.split(/[;?,]/, 1)[0]?.trim() ?? '');
  // Without `@`, a word may be the user, and words with dots are often a name: only an IP address is certain not to be one.
  if (hosts.length === 1) return ipAddress.exec(hosts[0]?.replace(/^sips?:/i, '') ?? '')?.[0];
  const [host = '', ...others] = hosts.slice(1);
  // Users may contain `;`, `?` and, wrongly, `@`, and so may parameters: a name behind one of several is not certain to be the host.
  return [host, ...others].find(candidate => ipAddress.test(candidate)) ?? (others.length === 0 && hostName.test(host) ? host : undefined);
}

const ipAddress = /^(?:\[[\da-f:.]+\]|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i;
const hostName = /^[\w-]+(?:\.[\w-]+)*\.?(?::\d+)?$/;
