// Normalizes the characters of a phone number: digits of any script, any dash and blank, and marks that are not seen.

/** Format characters, variation selectors, control characters that are not white space, and what sanitizing puts in place of such marks. */
const invisibleCharacters = /(?!\s)[\p{Cc}\p{Cf}\ufffd]|\p{Variation_Selector}|\u20e3|\ufeff/gu;

/** Removes the characters of a text that are not seen, such as the bidirectional marks around a copied number. */
export const stripInvisible = (text: string): string => text.replace(invisibleCharacters, '');

/** Rewrites digits, dashes, blanks and full-width characters in ASCII, and removes what is not seen. Line breaks become `\n`. */
export function normalizeNumberCharacters(text: string): string {
  return stripInvisible(text.normalize('NFC').replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'))
    .replace(/[\uff01-\uff5e]/g, character => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replace(/(?![0-9])\p{Nd}/gu, toAsciiDigit)
    .replace(/[\p{Pd}\u2212\u2043\u30fc]/gu, '-')
    .replace(/[^\S\n]/g, ' ')
    .replace(/[\u060c\u3001]/g, ',')
    .replace(/\u061b/g, ';');
}

/** The decimal digits of each script follow one another, from zero to nine. */
function toAsciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}
