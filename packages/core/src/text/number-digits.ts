// The digits by which a provider stores or finds a number that was written in any notation.
import { isWholeNumber } from './calling-codes.ts';
import { normalizeNumberCharacters } from './number-characters.ts';
import { readNumberPrefix } from './number-prefix.ts';

/** A number as it was written, and the whole numbers that it may mean, in digits with the calling code. */
interface WrittenNumber {
  digits: string;
  isInternational: boolean;
  /** Digits without punctuation, as providers write numbers: those of any country. */
  isPlain: boolean;
  wholeNumbers: readonly string[];
  /** All readings, whole numbers or not. */
  prefixes: readonly string[];
}

function readWrittenNumber(text: string, country: string | undefined): WrittenNumber | undefined {
  const written = readNumberPrefix(text, country === undefined ? [] : [country]);
  if (written === undefined) return undefined;
  const toDigits = (number: string) => number.slice(1);
  return {
    digits: written.digits,
    isInternational: written.isInternational,
    isPlain: /^\d+$/.test(normalizeNumberCharacters(text).trim()),
    wholeNumbers: written.prefixes.filter(isWholeNumber).map(toDigits),
    prefixes: written.prefixes.map(toDigits),
  };
}

/**
 * The numbers that a text in any notation may mean, in digits with the calling code. National notation is read in the country (two letters);
 * digits without punctuation may also be a foreign number. What is too short for a whole number is returned as its digits. Undefined if the
 * text is not one number.
 */
export function readNumberDigits(text: string, country: string | undefined): readonly string[] | undefined {
  const written = readWrittenNumber(text, country);
  if (written === undefined) return undefined;
  const { digits, isInternational, isPlain, wholeNumbers } = written;
  const national = wholeNumbers.filter(number => number !== digits);
  if (national.length > 0 && !isInternational && !isPlain) return national;
  return wholeNumbers.length > 0 ? wholeNumbers : [digits];
}

/** Fewer digits behind a trunk prefix would find almost every number. */
const minPartDigits = 3;

/**
 * The digits that find a number where the provider looks for a part of it: those that all of its readings end in, so without a trunk prefix.
 * A text that is not one number is returned as it is.
 */
export function toDigitsPart(text: string, country: string | undefined): string {
  const written = readWrittenNumber(text, country);
  if (written === undefined) return text;
  const { digits, isInternational, isPlain, wholeNumbers, prefixes } = written;
  // Plain digits that are no whole number may be from the middle of one.
  const readings = wholeNumbers.length > 0 || isInternational || isPlain ? wholeNumbers : prefixes;
  const part = readings.reduce(getCommonEnd, digits);
  return part.length < minPartDigits ? digits : part;
}

function getCommonEnd(first: string, second: string): string {
  let length = 0;
  while (length < Math.min(first.length, second.length) && first.at(-1 - length) === second.at(-1 - length)) length++;
  return first.slice(first.length - length);
}

/** The text to look for among names and numbers: the digits of a number with `+`, `tel:` or `sip:`; any other text as it is. */
export function toSearchText(text: string): string {
  const isMarked = /^[^\p{L}\d]*\+|^\s*(?:tel|sips?):/iu.test(normalizeNumberCharacters(text));
  return (isMarked ? readNumberPrefix(text, [])?.digits : undefined) ?? text;
}
