// The kinds of settings that an account can have, each with the check that stops a mistake before it is sent anywhere.
import * as z from 'zod';

/** A key that travels in a header or a URL: no white space, no control characters. */
export const keySetting = () => z.string().regex(/^[\x21-\x7e]+$/, 'contains a character that no key has');

/** A login's name or password: any text. */
export const loginSetting = () => z.string();

/** What `isSafeUrl` asks for, as a sentence goes on. */
export const safeUrl = 'must be an https: URL without user, query or fragment; http: is for loopback addresses only';

export const baseUrlSetting = () => z.string().refine(isSafeUrl, safeUrl);

/** Two letters, in either case. */
export const countrySetting = () =>
  z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be a country code of two letters')
    .toUpperCase();

/** `https:`, or `http:` on a loopback address; without credentials, query or fragment. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '' || search !== '' || hash !== '' || /[?#]/.test(text)) return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** 127.0.0.0/8, ::1 and the name that always means them. */
export function isLoopback(hostname: string): boolean {
  return /^127(\.\d{1,3}){3}$/.test(hostname) || hostname === '[::1]' || hostname === '::1' || /^(.+\.)?localhost$/.test(hostname);
}
