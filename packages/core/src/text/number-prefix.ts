// What the numbers of a text may begin with as E.164, without the numbering plans.
import { findDialingPlan } from './calling-codes.ts';
import { readNumberNotation } from './number-notation.ts';

/** A number, or its first digits, as they were written. */
interface NumberPrefix {
  /** All digits as written. */
  digits: string;
  isInternational: boolean;
  /** What E.164 numbers that it may mean begin with, each with `+`. */
  prefixes: readonly string[];
}

/**
 * Reads the beginning of a number in any notation; undefined if the text is not one number. National notation is read for each of the
 * countries (two-letter codes), and digits without `+` as international, too. `+8…` may be a Russian number with the trunk prefix 8.
 */
export function readNumberPrefix(text: string, countries: readonly string[]): NumberPrefix | undefined {
  const notation = readNumberNotation(text);
  if ('problem' in notation) return undefined;
  const plain = notation.number.replace(/^00\s*(?=[1-9])/, '+').replace(/^(\+[\d\s]+)\(0\)/, '$1');
  const digits = plain.replace(/\D/g, '');
  const isInternational = plain.startsWith('+');
  const prefixes = isInternational
    ? [digits, ...(/^8\d{10}$/.test(digits) ? [`7${digits.slice(1)}`] : [])]
    : [digits, ...countries.flatMap(country => toInternational(digits, country))];
  return {
    digits,
    isInternational,
    prefixes: [...new Set(prefixes)].filter(prefix => !prefix.startsWith('0')).map(prefix => `+${prefix}`),
  };
}

/** The digits behind the calling code, with and without the trunk prefix: 800… in Russia begins without one. */
function toInternational(digits: string, country: string): string[] {
  const plan = findDialingPlan(country);
  if (plan === undefined) return [];
  const { callingCode, trunkPrefix } = plan;
  const withoutTrunk = trunkPrefix !== '' && digits.startsWith(trunkPrefix) ? [`${callingCode}${digits.slice(trunkPrefix.length)}`] : [];
  return [`${callingCode}${digits}`, ...withoutTrunk];
}
