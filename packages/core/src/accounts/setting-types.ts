// Schemas for account settings, so that invalid ones are rejected before anything is sent. Forms and docs show their titles and descriptions.
import * as z from 'zod';
import { regions, suggestRegion } from '../text/regions.ts';

/** An API key, as sent in a header or a URL: printable ASCII without white space. */
export const keySetting = () => z.string().regex(/^[\x21-\x7e]+$/, 'contains a character that is not allowed in a key');

/** The user name or password of a login: any string. */
export const loginSetting = () => z.string();

/** The requirement of `isSafeUrl`, worded to follow a setting's name. */
export const urlRequirement = 'must be an https: URL without user, query or fragment; http: is for loopback addresses only';

/** A base URL that satisfies `isSafeUrl`. */
export const baseUrlSetting = () =>
  z.string().refine(isSafeUrl, urlRequirement).meta({ title: 'address', description: "another address of the provider's API" });

/** The two-letter code of a country with known numbering rules, converted to upper case. */
export const countrySetting = () =>
  z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be a two-letter country code')
    .toUpperCase()
    .refine(code => regions.has(code), { error: ({ input }) => unknownCountryMessage(String(input)) })
    .meta({ title: 'country', description: 'two-letter code of the country for national numbers' });

/** Quotes the suggestion only: a credential in the wrong setting must not be shown. */
function unknownCountryMessage(code: string): string {
  const suggestion = suggestRegion(code);
  const requirement = 'must be the ISO code of a country';
  return suggestion === undefined ? `${requirement}, such as DK or GB` : `${requirement}: did you mean ${suggestion}?`;
}

/** True for an `https:` URL, or `http:` on a loopback address, without credentials, query or fragment. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '' || search !== '' || hash !== '' || /[?#]/.test(text)) return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** True for 127.0.0.0/8, ::1, and `localhost` with its subdomains (RFC 6761). */
export function isLoopback(hostname: string): boolean {
  return /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]' || hostname === '::1' || /^(.+\.)?localhost$/.test(hostname);
}
