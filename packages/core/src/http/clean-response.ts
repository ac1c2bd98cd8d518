// Cleans the values of a response: credentials and characters that hide text are replaced, wherever they are.

import { isRecord } from '../text/json.ts';
import { maxJsonDepth } from '../text/json-depth.ts';
import { hasHiddenText, replaceHiddenText } from '../text/sanitize.ts';
import type { SecretSearch } from './known-secrets.ts';

/** The same value with every string, object keys included, mapped by the function. What is nested too deeply is left out: no field is read from there. */
export function mapStrings(value: unknown, map: (text: string) => string, depth = 0): unknown {
  if (typeof value === 'string') return map(value);
  if (typeof value === 'number') {
    // A credential of digits alone.
    const mapped = map(String(value));
    return mapped === String(value) ? value : mapped;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxJsonDepth) return undefined;
  if (Array.isArray(value)) return value.map(item => mapStrings(item, map, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [map(name), mapStrings(inner, map, depth + 1)]));
}

/** A number that does not show its digits as they are. A hit inside a string costs time, never correctness. */
const exponentialNumber = /(?:^|[[:,])\s*-?\d[\d.]*[eE]/;

/** The body without credentials and hidden text. `text` is the body as it came: values are only visited if it has something to replace. */
export function cleanBody(body: unknown, text: string, secrets: SecretSearch): unknown {
  const hasSecret = secrets.isIn(text) || (secrets.hasDigits === true && exponentialNumber.test(text));
  const isHiding = hasHiddenText(text);
  if (!hasSecret && !isHiding) return body;
  return mapStrings(body, value => {
    // Redacted first, since hidden characters may be inside a credential.
    const redacted = hasSecret ? secrets.redact(value) : value;
    return isHiding ? replaceHiddenText(redacted) : redacted;
  });
}
