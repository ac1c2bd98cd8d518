// E.164 numbers from provider data, without national numbering rules.
import { normalizeNumberCharacters } from './number-characters.ts';

/** `+` and 7 to 15 digits. */
export type E164 = `+${string}`;

/** True for `+` and 7 to 15 digits, the first of them not zero. */
export const isE164 = (text: string): text is E164 => /^\+[1-9]\d{6,14}$/.test(text);

/** Longer texts are not one number, however it is punctuated. */
const maxChars = 100;

/**
 * A provider's number as E.164: digits with or without `+` or `00`, also with blanks, punctuation or invisible marks. Undefined if they
 * cannot be a public number, or are more than one. A country code is never added.
 */
export function toE164(text: string | undefined): E164 | undefined {
  if (text === undefined || text.length > maxChars) return undefined;
  if (isE164(text)) return text;
  const plain = /^\+?\d+$/.test(text) ? text : readPunctuated(text);
  const number = `+${plain.replace(/^(?:\+|00(?=[1-9]))/, '')}`;
  return isE164(number) ? number : undefined;
}

/** Removes blanks and punctuation; empty for a decimal number or an IP address, and if anything but one number is left: letters, a range, an extension. */
function readPunctuated(text: string): string {
  const plain = normalizeNumberCharacters(text).trim();
  if (!/^\(?\+?\s*\(?\d[\d ()./-]*$/.test(plain) || /^\d+\.\d+$|^(?:\d{1,3}\.){3}\d{1,3}$|\d{7,}\s*[-/]\s*\d{1,4}$/.test(plain)) return '';
  return plain.replace(/^(\(?\+[\d\s)]+)\(0\)/, '$1').replace(/[^+\d]/g, '');
}
