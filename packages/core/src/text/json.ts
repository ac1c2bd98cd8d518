// JSON in without loss: integers that a double cannot hold come out as text.

// TypeScript's library does not know the reviver's third argument yet.
type ParseWithSource = (text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown;
// The cast adds what the engine (Node 22 and later) has and the type lacks.
const parseWithSource = JSON.parse as ParseWithSource;

/** A number that a double may not hold: many digits, or a large exponent. A hit inside a string costs time, never correctness. */
const longNumber = /[:[,]\s*-?\d[\d.]*(?:\d{15}|[eE][+-]?\d{3})/;

/** A shorter text costs nothing either way, and may be a number itself. */
const short = 64;

/** Parses JSON; a number that a double would change or lose becomes the text that was sent. Throws `SyntaxError`. */
export function parseJson(text: string): unknown {
  if (text.length > short && !longNumber.test(text)) return JSON.parse(text);
  return parseWithSource(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && isChanged(value, source) ? source : value,
  );
}

function isChanged(value: number, source: string): boolean {
  if (/^-?\d+$/.test(source)) return !Number.isSafeInteger(value);
  const [mantissa = ''] = source.split(/e/i);
  return !Number.isFinite(value) || (value === 0 && /[1-9]/.test(mantissa)) || mantissa.replace(/\D/g, '').length > 17;
}

/** JSON with the keys of every object in order, so that equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

/** True for a JSON object: not null, not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A count as a provider writes it, in digits or as a number; undefined for anything else. */
export function countOf(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
