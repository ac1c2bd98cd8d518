// Provider digits as E.164, without knowing any country's rules.

/** `+` and 7 to 15 digits. */
export type E164 = `+${string}`;

/** Digits with or without `+` as E.164; undefined where they cannot be a public number. No country is ever added. */
export function fromDigits(digits: string | undefined): E164 | undefined {
  const plain = digits?.trim().replace(/^\+/, '') ?? '';
  return /^[1-9]\d{6,14}$/.test(plain) ? `+${plain}` : undefined;
}

/** What is dialled in a `sip:` or `tel:` URI; any other text as it is. */
export function userOf(text: string): string {
  const user = /^\s*(?:sips?|tel):([^@;?]+)/i.exec(text)?.[1] ?? text;
  try {
    return decodeURIComponent(user).trim();
  } catch {
    return user.trim();
  }
}
