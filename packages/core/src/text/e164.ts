// E.164 numbers and SIP/tel URIs from provider data, without national numbering rules.

/** `+` and 7 to 15 digits. */
export type E164 = `+${string}`;

/** Digits with or without `+` as E.164; undefined if they cannot be a public number. A country code is never added. */
export function toE164(digits: string | undefined): E164 | undefined {
  const plain = digits?.trim().replace(/^\+/, '') ?? '';
  return /^[1-9]\d{6,14}$/.test(plain) ? `+${plain}` : undefined;
}

/** The user part of a `sip:` or `tel:` URI, percent-decoded (RFC 3261, RFC 3966); any other text is only trimmed and decoded. */
export function sipUserPart(text: string): string {
  const user = /^\s*(?:sips?|tel):([^@;?]+)/i.exec(text)?.[1] ?? text;
  try {
    return decodeURIComponent(user).trim();
  } catch {
    return user.trim();
  }
}
