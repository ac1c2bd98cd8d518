// Redacts credentials from provider responses and errors.

/** Shorter secrets are not redacted: they occur in ordinary words. */
const minSecretChars = 4;

/** Replaces every secret in every string of a value, object keys included, by `[redacted]`. The shape stays the same. */
export function redactSecrets<T>(value: T, secrets: readonly string[]): T {
  // Longest first, since a secret may contain another.
  const encodings = secrets
    .filter(secret => secret.length >= minSecretChars)
    .flatMap(encodingsOf)
    .sort((a, b) => b.length - a.length);
  // Only strings are replaced, by strings.
  return redact(value, encodings) as T;
}

/** True if the text contains one of the secrets, plain or percent-encoded. */
export const containsSecret = (text: string, secrets: readonly string[]): boolean =>
  secrets.some(secret => secret.length >= minSecretChars && encodingsOf(secret).some(encoding => text.includes(encoding)));

const encodingsOf = (secret: string): string[] => [...new Set([secret, encodeURIComponent(secret.toWellFormed())])];

/** What is nested deeper is left out: no field is read from there. */
const maxDepth = 100;

function redact(value: unknown, encodings: readonly string[], depth = 0): unknown {
  if (typeof value === 'string') return encodings.reduce((text, encoding) => text.replaceAll(encoding, '[redacted]'), value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return undefined;
  if (Array.isArray(value)) return value.map(item => redact(item, encodings, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [redact(name, encodings), redact(inner, encodings, depth + 1)]));
}
