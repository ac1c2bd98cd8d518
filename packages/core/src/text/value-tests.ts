// Tests whether a row's value is one that a filter asked for. Providers differ in letter case, accents, notations and time zones, so that
// only what no provider would have returned fails.
import { normalizeNumberCharacters } from './number-characters.ts';

/** Tests the text of a value; an empty one stands for no value. */
export type ValueTest = (text: string) => boolean;

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Tests for a pattern with `%` for any text. Undefined for a pattern with escapes, which providers read in their own way. */
export function createPatternTest(pattern: string): ValueTest | undefined {
  if (pattern.includes('\\')) return undefined;
  // Databases take `_` for any character.
  const [start = '', ...rest] = pattern.split(/[%_]/).map(fold);
  const end = rest.pop();
  return text => {
    const folded = fold(text);
    if (end === undefined) return folded === start;
    if (!folded.startsWith(start)) return false;
    let position = start.length;
    for (const part of rest) {
      const index = folded.indexOf(part, position);
      if (index < 0) return false;
      position = index + part.length;
    }
    return folded.length - end.length >= position && folded.endsWith(end);
  };
}

/** Tests for a text that has all words of another one, as words or as parts of them. */
export function createWordsTest(words: string): ValueTest {
  const wanted = fold(words).split(/\s+/);
  return text => {
    const folded = fold(text);
    return wanted.every(word => folded.includes(word));
  };
}

/** A calling code or a trunk prefix may stand before these digits, an extension behind them. */
const comparedDigits = 7;

/** Tests for one of the numbers, or of the parts of numbers, in digits: by the last seven of them. */
export function createDigitsTest(numbers: readonly string[]): ValueTest {
  const wanted = numbers.map(number => number.slice(-comparedDigits));
  return text => {
    const digits = normalizeNumberCharacters(text).replace(/\D/g, '');
    return wanted.some(number => digits.includes(number));
  };
}

/** Time zones differ by a day at most. */
const maxDayDifference = 1;

/** Tests for a day from one to another, by the first ten characters: `YYYY-MM-DD`. Dates of another form pass. */
export function createDaysTest({ from, to }: { from?: string | undefined; to?: string | undefined }): ValueTest {
  const first = from === undefined ? Number.NEGATIVE_INFINITY : toDays(from) - maxDayDifference;
  const last = to === undefined ? Number.POSITIVE_INFINITY : toDays(to) + maxDayDifference;
  return text => {
    const day = toDays(text);
    return text !== '' && !(day < first || day > last);
  };
}

/** Days since 1970; NaN for a text that does not begin with a date. */
const toDays = (text: string) => Date.parse(`${/^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]}T00:00Z`) / 86_400_000;
