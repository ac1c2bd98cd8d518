// Row keys: fingerprints by which a row is recognized on another page.
import { toCanonicalJson } from '../text/json.ts';

/** Returns a row's id, or undefined if it has none. */
export type IdentifyRow = (row: unknown) => unknown;

/** False for the values that a provider sends instead of an id: null, an empty text, zero. Many rows of a list may have them. */
export const isRowId = (id: unknown): id is string | number =>
  (typeof id === 'string' && id !== '' && id !== '0') || (typeof id === 'number' && id !== 0);

/**
 * Computes the key of a row: a fingerprint of its id, or of the whole row if it has no id. Of a million rows, any two have the same key
 * with a probability of 1 in 18,000; one of them then counts as repeated, and the list as changed.
 */
export function computeRowKey(row: unknown, identify: IdentifyRow | undefined): number {
  const id = identify?.(row);
  if (typeof id === 'string' && isRowId(id)) return hashText(id);
  return isRowId(id) ? hashText(String(id)) : hashText(`row ${serializeRow(row)}`);
}

/** Nesting that exceeds the stack is not serialized: such rows are taken for equal. */
function serializeRow(row: unknown): string {
  try {
    return toCanonicalJson(row) ?? '';
  } catch {
    return '';
  }
}

/** A fingerprint of 53 bits, the largest integer that a number holds: two multiplicative hashes with different factors. Never 0. */
function hashText(text: string): number {
  let high = 0xdeadbeef ^ text.length;
  let low = 0x41c6ce57;
  // Two characters at once; beyond the end, NaN counts as 0.
  for (let index = 0; index < text.length; index += 2) {
    const code = text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0) || 1;
}
