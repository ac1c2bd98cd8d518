// Sanitizes untrusted text for terminals, logs, error messages and JSON output.

/** Tag characters and variation selectors: they are not seen, but a model can read a text in them. A selector for the look of an emoji stays. */
const hidden = String.raw`[\u{e0000}-\u{e00ff}\u{e01f0}-\u{e0fff}]|(?<!\p{Emoji}(?=\ufe0e|\ufe0f))\p{Variation_Selector}`;
const hiddenCharacters = /* @__PURE__ */ new RegExp(hidden, 'gu');

/** Control characters (terminal escapes among them), line separators, bidirectional marks, lone surrogates and hidden characters. */
const unsafeCharacters = new RegExp(
  String.raw`[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|${hidden}`,
  'gu',
);

/** Replaces characters that could move a cursor, hide or reorder text: white space by a space, the others by `\ufffd`. */
export function stripControlCharacters(text: string): string {
  return text.replace(unsafeCharacters, character => (/[\t\n\v\f\r\u2028\u2029\u0085]/.test(character) ? ' ' : '\ufffd'));
}

/** The beginning of each hidden character, and that of its escape in JSON. */
const hiddenStart = /[\u180b-\u180f\ufe00-\ufe0f\udb40-\udb43]/;
const hiddenEscape = /\\u(?:db4|fe0|180)/i;

/** True if the JSON text may have characters that `replaceHiddenText` replaces. Most texts have no backslash, which takes the least time to see. */
export const hasHiddenText = (json: string): boolean => hiddenStart.test(json) || (json.includes('\\') && hiddenEscape.test(json));

/** Replaces characters that hide a text by `\ufffd`. */
export const replaceHiddenText = (text: string): string => text.replace(hiddenCharacters, '\ufffd');

/** At most `maxChars` UTF-16 units, the last of them `…` if something was cut; never splits a surrogate pair. */
export function truncate(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const cut = text.slice(0, Math.max(0, maxChars - 1));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A caller's value as an error message quotes it: sanitized JSON of at most 60 characters. */
export function quoteValue(value: unknown): string {
  return truncate(stripControlCharacters(toJson(value)), 60);
}

/** A string as it is, anything else as JSON. `String(value)` would fail on parsed JSON with a `toString` key. */
export const toText = (value: unknown): string => (typeof value === 'string' ? value : toJson(value));

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'a value nested too deeply';
  }
}

/** `JSON.stringify` that also escapes the characters that a terminal or a line reader would act on. */
export const toSafeJson = (value: unknown, indent?: number): string => escapeControlCharacters(JSON.stringify(value, null, indent));

/** Escapes unsafe characters, line feeds excepted, in a text that is JSON already. The result is equivalent JSON. */
export function escapeControlCharacters(json: string): string {
  return json.replace(unsafeCharacters, character =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}
