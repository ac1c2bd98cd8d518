// Finds credentials in text, however it spells them: JSON, URL, base64 and HTML write the same characters in many ways.
import { TextSearch } from './text-search.ts';

/** Shorter secrets are not looked for: they occur in ordinary words. */
const minSecretChars = 4;

/** Base64 of fewer characters occurs in ordinary text. */
const minBase64Chars = 8;

/** A text may be escaped several times: a URL in JSON in a URL. */
const maxDecodings = 4;

/** Escapes of JSON and JavaScript, percent-encoding, and references of HTML. */
const escapes =
  /\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\(["'\\/])|((?:%[0-9a-f]{2})+)|&#x0{0,8}([0-9a-f]{1,6});?|&#0{0,8}([0-9]{1,7});?|&(amp|lt|gt|quot|apos|sol|bsol|equals|plus|colon|semi|num|excl|quest|lowbar|hyphen|period|comma|ast|dollar|percnt|commat|lpar|rpar|lsqb|rsqb|lcub|rcub|verbar|grave|hat|nbsp);/gi;

/** References by name of the characters that credentials have. */
const namedCharacters: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  sol: '/',
  bsol: '\\',
  equals: '=',
  plus: '+',
  colon: ':',
  semi: ';',
  num: '#',
  excl: '!',
  quest: '?',
  lowbar: '_',
  hyphen: '-',
  period: '.',
  comma: ',',
  ast: '*',
  dollar: '$',
  percnt: '%',
  commat: '@',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  rsqb: ']',
  lcub: '{',
  rcub: '}',
  verbar: '|',
  grave: '`',
  hat: '^',
  nbsp: ' ',
};

/** The text with all escapes decoded, over and over, and without backslashes: the same for every spelling of the same characters. */
export function decodeEscapes(text: string): string {
  let decoded = text;
  for (let round = 0; round < maxDecodings && /[\\%&]/.test(decoded); round++) {
    const next = decoded.replace(escapes, decodeEscape);
    if (next === decoded) break;
    decoded = next;
  }
  // One that is left may belong to the text or escape what follows it.
  return decoded.replaceAll('\\', '');
}

function decodeEscape(written: string, ...[unit, byte, character, percent, hex, decimal, name]: (string | undefined)[]): string {
  if (unit !== undefined || byte !== undefined) return String.fromCharCode(Number.parseInt(unit ?? byte ?? '', 16));
  if (character !== undefined) return character;
  if (percent !== undefined) return decodePercent(percent);
  if (name !== undefined) return namedCharacters[name.toLowerCase()] ?? written;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

/** Bytes that are not UTF-8 become replacement characters. */
const decodePercent = (text: string): string =>
  new TextDecoder().decode(Uint8Array.from(text.slice(1).split('%'), byte => Number.parseInt(byte, 16)));

/** The secrets that are looked for, and the texts that give them away. */
export class SecretFinder {
  /** Longest first, since a secret may contain another. */
  readonly #plain: readonly string[];
  /** Every spelling that a text may have, and those that are left when its escapes are decoded. */
  readonly #written: TextSearch;
  readonly #decoded: TextSearch;

  constructor(secrets: readonly string[], minChars = minSecretChars) {
    this.#plain = unique(secrets.filter(({ length }) => length >= minChars)).sort((a, b) => b.length - a.length);
    const decoded = this.#plain.flatMap(secret => [decodeEscapes(secret), decodeEscapes(secret).replaceAll(' ', '+')]);
    const base64 = this.#plain.flatMap(listBase64);
    this.#written = new TextSearch(unique([...this.#plain, ...decoded, ...base64]));
    this.#decoded = new TextSearch(unique([...decoded, ...base64]));
  }

  /** True if the text has one of the secrets in any spelling. */
  isIn(text: string): boolean {
    if (this.#plain.length === 0) return false;
    if (this.#written.isIn(text)) return true;
    const decoded = decodeEscapes(text);
    return decoded !== text && this.#decoded.isIn(decoded);
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
