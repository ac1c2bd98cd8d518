// Reads the notation of one phone number: its address, labels and extension. Which number it is, the numbering rules decide.
import { normalizeNumberCharacters } from './number-characters.ts';
import { hasConjunction, hasRangeWord, splitExtension, stripLabels } from './number-words.ts';

/** A number as it was written, without what surrounds it. */
export interface NumberNotation {
  /** Digits, blanks and punctuation; begins with `+` or a digit. */
  number: string;
  /** The digits of an extension that was written behind the number. */
  extension?: string;
}

/** Why a text is not one number. `letters` holds the first letters that belong to neither a number nor a label. */
export type NotationProblem = { problem: 'empty' | 'several' | 'range' } | { problem: 'letters'; letters: string };

/** Characters of a text that are read, against resource exhaustion: more than any address with a display name. */
const maxNotationChars = 500;

/** Reads one number in any notation: with labels, an extension, or as the address of a `sip:` or `tel:` URI. Accepts any text. */
export function readNumberNotation(text: string): NumberNotation | NotationProblem {
  const normalized = normalizeNumberCharacters(text.slice(0, maxNotationChars)).trim();
  const address = readAddress(normalized);
  if (address === undefined) return { problem: 'several' };
  const { rest, extension = address.extension } = splitExtension(address.user);
  const plain = stripLabels(rest).replace(/^[^\p{L}\d+]+|[^\p{L}\d]+$/gu, '');
  if (hasConjunction(plain)) return { problem: 'several' };
  if (hasRangeWord(plain)) return { problem: 'range' };
  const [letters] = /\p{L}[\p{L}\p{M}]*/u.exec(plain) ?? [];
  if (letters !== undefined) return { problem: 'letters', letters };
  if (!/\d/.test(plain)) return { problem: 'empty' };
  if (/[,;|&\n]|\d.*\+/.test(plain)) return { problem: 'several' };
  if (isPairRange(plain)) return { problem: 'range' };
  const number = `${plain.startsWith('+') ? '+' : address.prefix}${plain.replace(/[^\d ()./-]+/g, ' ').trim()}`;
  return extension === undefined ? { number } : { number, extension };
}

interface Address {
  user: string;
  /** The `phone-context` of a local `tel:` number, or an empty text. */
  prefix: string;
  extension?: string;
}

const uriScheme = /^\s*(sips?|tel|callto|sms|fax)\s*:\s*(?:\/\/)?/i;

/** Finds the user part of a name-addr, a link or a URI (RFC 3261, RFC 3966); any other text is the user part. Undefined for several addresses. */
function readAddress(text: string): Address | undefined {
  const links = [...text.matchAll(/<([^<>|]*\d[^<>|]*)(?:\|[^<>]*)?>|\]\(([^()]*\d[^()]*)\)/g)].map(
    ([, inAngles, inLink]) => inAngles ?? inLink,
  );
  const address = links[0] ?? text;
  if (links.length > 1 || (address.match(/\b(?:sips?|tel):/gi)?.length ?? 0) > 1 || (address.match(/@/g)?.length ?? 0) > 1)
    return undefined;
  const scheme = uriScheme.exec(address);
  const [userInfo = ''] = address.slice(scheme?.[0].length ?? 0).split(/[@?]/, 1);
  const afterHost = scheme === null ? '' : address.slice(address.indexOf(userInfo) + userInfo.length);
  // Parameters have a name; `; 70305051` is another number.
  const parameters = new Map<string, string>();
  const user = `${userInfo}${/;.*/.exec(afterHost)?.[0] ?? ''}`.replace(
    /;\s*([a-z][\w-]*)\s*(?:=([^;]*))?(?=;|$)/gi,
    (_, name: string, value = '') => {
      parameters.set(name.toLowerCase(), String(value).trim());
      return '';
    },
  );
  const context = parameters.get('phone-context') ?? '';
  const extension = /^\d{1,7}$/.exec(parameters.get('ext') ?? '')?.[0];
  return {
    user: normalizeNumberCharacters(decodePercent(/^sip/i.test(scheme?.[1] ?? '') ? user.replace(/:[^@]*$/, '') : user)),
    prefix: /^\+\d+$/.test(context) ? context : '',
    ...(extension !== undefined && { extension }),
  };
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Numbers that belong to one range are this close. */
const maxRangeLength = 100;

/** True for two groups of equally many digits, the second one little greater: `50/51`, `70305050-70305059`. */
function isPairRange(plain: string): boolean {
  const [, first = '', second = ''] = /^\+?(\d{2,15})\s*[-/]\s*(\d{2,15})$/.exec(plain) ?? [];
  return first.length === second.length && isAfter(first, second);
}

/** True if `second` is greater than the last digits of `first`, and by less than the length of a range. */
export function isAfter(first: string, second: string): boolean {
  const difference = Number(second) - Number(first.slice(-second.length));
  return second !== '' && difference > 0 && difference < maxRangeLength;
}
