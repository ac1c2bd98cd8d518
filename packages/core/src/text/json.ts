// Lossless JSON parsing (integers that a double cannot hold become strings), canonical JSON, and checks of parsed values.

/** A number that a double may not hold: many digits, or a large exponent. A hit inside a string costs time, never correctness. */
const longNumber = /[:[,]\s*-?\d[\d.]*(?:\d{15}|[eE][+-]?\d{3})/;

/** Up to this length the text is always searched: it costs nothing, and it may be a bare number, which the pattern misses. */
const maxAlwaysSearchedChars = 64;

/** Parses JSON; a number that a double would change or lose becomes its source text. Throws `SyntaxError`. */
export const parseLosslessJson = (text: string): unknown =>
  JSON.parse(text.length > maxAlwaysSearchedChars && !longNumber.test(text) ? text : quoteLongNumbers(text));

/** Shorter numbers without an exponent keep their value in a double. */
const minLongNumberChars = 16;

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Puts numbers that a double would change in quotes, in one pass: a reviver would visit every value. Invalid JSON stays invalid. */
function quoteLongNumbers(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === quote) index = findStringEnd(text, index);
    else if (isNumberStart(character)) {
      const end = findNumberEnd(text, index);
      const source = text.slice(index, end);
      const isLong = (source.length >= minLongNumberChars || /e/i.test(source)) && jsonNumber.test(source);
      if (isLong && losesPrecision(Number(source), source) && endsValue(text, end)) {
        parts.push(text.slice(copied, index), `"${source}"`);
        copied = end;
      }
      index = end - 1;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}

/** Character codes of `"`, `\`, `-`, `0` and `9`. Constants, so that bundles without numbers drop them. */
const quote = 0x22;
const backslash = 0x5c;
const minus = 0x2d;
const zero = 0x30;
const nine = 0x39;

const isNumberStart = (character: number) => character === minus || (character >= zero && character <= nine);

/** The index of the quote that ends the string, or that of the last character. */
function findStringEnd(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charCodeAt(index);
    if (character === backslash) index++;
    else if (character === quote) return index;
  }
  return text.length;
}

const numberCharacters = /[-+.\deE]*/y;

function findNumberEnd(text: string, start: number): number {
  numberCharacters.lastIndex = start;
  return start + (numberCharacters.exec(text)?.[0].length ?? 0);
}

const valueEnd = /\s*(?:[,\]}]|$)/y;

/** False before a colon, for example: a number cannot be a key, and must not become one. */
function endsValue(text: string, index: number): boolean {
  valueEnd.lastIndex = index;
  return valueEnd.test(text);
}

function losesPrecision(value: number, source: string): boolean {
  if (/^-?\d+$/.test(source)) return !Number.isSafeInteger(value);
  const [mantissa = ''] = source.split(/e/i);
  return !Number.isFinite(value) || (value === 0 && /[1-9]/.test(mantissa)) || mantissa.replace(/\D/g, '').length > 17;
}

/** JSON with sorted object keys, so that equal values give equal text. */
export const toCanonicalJson = (value: unknown): string => JSON.stringify(sortKeys(value));

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map(name => [name, sortKeys(value[name])]));
}

/** True for a JSON object; false for null and arrays. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True if objects and arrays are nested in more levels than that. */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(inner => isNestedDeeper(inner, levels - 1));
}

/** A non-negative safe integer, given as a number or in digits; undefined for anything else. */
export function parseCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
