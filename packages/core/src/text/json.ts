// Lossless JSON parsing (integers that a double cannot hold become strings), canonical JSON, and checks of parsed values.

// TypeScript's library does not declare the reviver's third argument yet.
type ParseWithSource = (text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown;
// Node 22 and later pass `context`; the cast adds it to the type.
const parseWithSource = JSON.parse as ParseWithSource;

/** A number that a double may not hold: many digits, or a large exponent. A hit inside a string costs time, never correctness. */
const longNumber = /[:[,]\s*-?\d[\d.]*(?:\d{15}|[eE][+-]?\d{3})/;

/** Up to this length the reviver always runs: it costs nothing, and the text may be a bare number, which the pattern misses. */
const maxAlwaysRevivedChars = 64;

/** Parses JSON; a number that a double would change or lose becomes its source text. Throws `SyntaxError`. */
export function parseLosslessJson(text: string): unknown {
  if (text.length > maxAlwaysRevivedChars && !longNumber.test(text)) return JSON.parse(text);
  return parseWithSource(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && losesPrecision(value, source) ? source : value,
  );
}

function losesPrecision(value: number, source: string): boolean {
  if (/^-?\d+$/.test(source)) return !Number.isSafeInteger(value);
  const [mantissa = ''] = source.split(/e/i);
  return !Number.isFinite(value) || (value === 0 && /[1-9]/.test(mantissa)) || mantissa.replace(/\D/g, '').length > 17;
}

/** JSON with sorted object keys, so that equal values give equal text. */
export function toCanonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** True for a JSON object; false for null and arrays. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A non-negative safe integer, given as a number or in digits; undefined for anything else. */
export function parseCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
