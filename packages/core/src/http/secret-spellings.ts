// Finds credentials in text, however it spells them: JSON, URL, base64 and HTML write the same characters in many ways.
import { decodeEscapes, hasEscapes } from './decode-escapes.ts';
import { TextSearch } from './text-search.ts';

/** Shorter secrets are not looked for: they occur in ordinary words. */
const minSecretChars = 4;

/** Base64 of fewer characters occurs in ordinary text. */
const minBase64Chars = 8;

/** Shorter secrets are not looked for across gaps: they occur in neighboring words. */
const minChunkedChars = 12;

/** Where a text is broken into lines or columns; forms write a space as a plus. */
const gaps = /[\s+]+|<\/?w?br\s{0,9}\/?>/gi;

/** A line that goes on. Behind the white space of JSON comes a value or the end of one. */
const brokenLine = /[\t\r\n]\s{0,16}[^\s"{}[\],]/;

/** The secrets that are looked for, and the texts that give them away. */
export class SecretFinder {
  /** Longest first, since a secret may contain another. */
  readonly #plain: readonly string[];
  /** Every spelling that a text may have without escapes and gaps. */
  readonly #written: TextSearch;
  /** The same without what may be taken for a gap. */
  readonly #chunked: TextSearch;
  /** What every text is searched for: the spellings, and pieces of base64, of which gaps leave one. */
  readonly #hints: TextSearch;

  constructor(secrets: readonly string[], minChars = minSecretChars) {
    this.#plain = unique(secrets.filter(({ length }) => length >= minChars)).sort((a, b) => b.length - a.length);
    const decoded = this.#plain.map(decodeEscapes);
    const base64 = this.#plain.flatMap(listBase64);
    const written = unique([...this.#plain, ...decoded, ...decoded.map(text => text.replaceAll(' ', '+')), ...base64]);
    const long = this.#plain.filter(({ length }) => length >= minChunkedChars);
    const withoutGaps = [...long, ...long.map(decodeEscapes)].map(closeGaps);
    this.#written = new TextSearch(written);
    this.#chunked = new TextSearch(unique([...withoutGaps, ...base64.map(closeGaps)]));
    this.#hints = new TextSearch(unique([...written, ...base64.flatMap(listPieces)]));
  }

  /** True if the text has one of the secrets in any spelling. */
  isIn(text: string): boolean {
    if (this.#plain.length === 0) return false;
    if (this.#isInDecoded(text)) return true;
    const decoded = hasEscapes(text) ? decodeEscapes(text) : text;
    return decoded !== text && this.#isInDecoded(decoded);
  }

  /** The same for a text whose escapes need no decoding. */
  #isInDecoded(text: string): boolean {
    const isHinted = this.#hints.isIn(text);
    if (isHinted && this.#written.isIn(text)) return true;
    return (isHinted || brokenLine.test(text)) && this.#chunked.isIn(closeGaps(text));
  }

  /** Replaces the secrets by `[redacted]`; the whole text if it spells one in another way. */
  redact(text: string): string {
    if (!this.isIn(text)) return text;
    const redacted = this.#plain.reduce((rest, secret) => rest.replaceAll(secret, mark), text);
    return this.isIn(redacted) ? mark : redacted;
  }
}

const mark = '[redacted]';

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].filter(text => text !== '');

const closeGaps = (text: string): string => text.replace(gaps, '');

/** What base64 of any text with the secret contains, in both alphabets: the secret may begin at any of three positions of a group. */
function listBase64(secret: string): string[] {
  const bytes = new TextEncoder().encode(secret);
  return [0, 1, 2].flatMap(shift => {
    const binary = '\0'.repeat(shift) + String.fromCharCode(...bytes);
    // The characters at both ends also depend on the neighboring bytes.
    const whole = btoa(binary).slice(Math.ceil((shift * 8) / 6), Math.floor((binary.length * 8) / 6));
    return whole.length < minBase64Chars ? [] : [whole, whole.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** Pieces of a text, each found in no other. Both ends are among them, and 36 characters from anywhere have one of them. */
function listPieces(text: string): string[] {
  if (text.length < 2 * minChunkedChars) return [];
  const starts = Array.from({ length: Math.floor(text.length / (2 * minChunkedChars)) }, (_, index) => index * 2 * minChunkedChars);
  return [...starts.map(start => text.slice(start, start + minChunkedChars)), text.slice(-minChunkedChars)];
}
