// Credentials taken out of what a provider sends back.
import { isRecord } from '../text/json.ts';

/** Shorter ones would be found in ordinary words. */
const shortest = 4;

/** The value with every secret in every text of it, names included, replaced; a text stays a text. */
export function withoutSecrets<T>(value: T, secrets: readonly string[]): T {
  // The longest first: one may begin with another.
  const spellings = secrets
    .filter(secret => secret.length >= shortest)
    .flatMap(spellingsOf)
    .sort((a, b) => b.length - a.length);
  // Replacing texts inside keeps the shape.
  return replaced(value, spellings) as T;
}

/** True where the text holds one of the secrets, spelt as it is or as in a URL. */
export const holdsSecret = (text: string, secrets: readonly string[]): boolean =>
  secrets.some(secret => secret.length >= shortest && spellingsOf(secret).some(spelling => text.includes(spelling)));

const spellingsOf = (secret: string): string[] => [...new Set([secret, encodeURIComponent(secret)])];

function replaced(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), value);
  if (Array.isArray(value)) return value.map(item => replaced(item, secrets));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [replaced(name, secrets), replaced(inner, secrets)]));
}
