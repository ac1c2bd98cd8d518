// Which URLs credentials and messages may be sent to: encrypted ones, and those on this machine.

/** The requirement of `isSafeUrl`, worded to follow a setting's name. */
export const urlRequirement = 'must be an https: URL without user, query or fragment; http: is for loopback addresses only';

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
