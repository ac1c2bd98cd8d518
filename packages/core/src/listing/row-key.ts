// Row keys: fingerprints by which a row is recognized on another page.
import { toCanonicalJson } from '../text/json.ts';

/** Returns a row's id, or undefined if it has none. */
export type IdentifyRow = (row: unknown) => unknown;

/** False for the values that a provider sends instead of an id: null, an empty or blank text, zero. Many rows of a list may have them. */
export function isRowId(id: unknown): id is string | number {
  if (typeof id !== 'string') return typeof id === 'number' && id !== 0;
  const text = id.trim();
  return text !== '' && text !== '0';
}

/**
 * The keys of the rows of one list: a fingerprint of the id, or of the whole row if it has no id. Of a million rows, any two have the same
 * key with a probability of 1 in 18,000; one of them then counts as repeated, and the list as changed.
 */
export class RowKeys {
  readonly #identify: IdentifyRow | undefined;
  /** Values that stand in place of ids: all rows of a page had them. */
  readonly #sharedIds = new Set<unknown>();

  constructor(identify: IdentifyRow | undefined) {
    this.#identify = identify;
  }

  /** Records the rows of a page before any of its keys is computed: an id that all of them share identifies none. */
  recordPage(rows: readonly unknown[]): void {
    const id = this.#identify?.(rows[0]);
    if (rows.length > 1 && isRowId(id) && rows.every(row => this.#identify?.(row) === id)) this.#sharedIds.add(id);
  }

  /** True if the row has an id of its own. */
  hasId(row: unknown): boolean {
    return this.#getId(row) !== undefined;
  }

  compute(row: unknown): number {
    const id = this.#getId(row);
    return id === undefined ? computeContentKey(row) : hashText(typeof id === 'string' ? id : String(id));
  }

  /** True if the key is that of the row, also if the pages before a cursor have shown that its id is shared. */
  isKeyOf(row: unknown, key: number): boolean {
    if (this.compute(row) === key) return true;
    if (!this.hasId(row) || computeContentKey(row) !== key) return false;
    this.#sharedIds.add(this.#identify?.(row));
    return true;
  }

  #getId(row: unknown): string | number | undefined {
    const id = this.#identify?.(row);
    return isRowId(id) && !(this.#sharedIds.size > 0 && this.#sharedIds.has(id)) ? id : undefined;
  }
}

const computeContentKey = (row: unknown): number => hashText(`row ${serializeRow(row)}`);

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
