// Text from outside made harmless for the place where it is shown.

// Control characters, terminal escapes, marks that turn the writing direction, invisible tag characters and lone surrogates.
const unsafe = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** The text without anything that could move a cursor, hide or reorder what follows: white space becomes a space, the rest `\ufffd`. */
export function inert(text: string): string {
  return text.replace(unsafe, character => (/[\t\n\v\f\r\u2028\u2029\u0085]/.test(character) ? ' ' : '\ufffd'));
}

/** At most `length` characters, the last of them `…` where something was cut; never half a character. */
export function clip(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, Math.max(0, length - 1));
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A value of the caller's as an error sentence quotes it: JSON, short and inert. */
export function quoted(value: unknown): string {
  return clip(inert(asJson(value)), 60);
}

/** A text as it is, anything else as JSON. What comes from outside may hold a `toString` that `String` cannot call. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : asJson(value));

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'something nested too deeply';
  }
}

/** JSON in which also the characters that `JSON.stringify` leaves raw but a terminal or a reader of lines acts on are escapes. */
export const inertJson = (value: unknown, indent?: number): string => escaped(JSON.stringify(value, null, indent));

/** The same for a text that is JSON already. */
export function escaped(json: string): string {
  return json.replace(unsafe, character =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}
