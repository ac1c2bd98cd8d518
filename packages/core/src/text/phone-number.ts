// Parses phone numbers as people write them, with libphonenumber: E.164, national notation, SIP and tel URIs.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { type E164, isE164 } from './e164.ts';
import { isAfter, readNumberNotation } from './number-notation.ts';

/** A number that a text may mean: `exact` if written internationally, `national` if completed with a country's code. */
export interface PhoneNumberCandidate {
  number: E164;
  match: 'exact' | 'national';
}

/**
 * All numbers that the text may mean: the international one, or else one per country (two-letter codes) in which it is a possible national
 * number. `+8…` may also be a Russian number with the trunk prefix 8, which comes second.
 */
export function parsePhoneNumberCandidates(text: string, countries: readonly string[]): PhoneNumberCandidate[] {
  const notation = readNumberNotation(text);
  if ('problem' in notation) return [];
  // The trunk zero of +45 (0) 70… is not dialed after a country code.
  const plain = notation.number.replace(/^00\s*(?=[1-9])/, '+').replace(/^(\+[\d\s]+)\(0\)/, '$1');
  const international = parseE164(plain, undefined);
  const russian = /^\+8(?:\D*\d){10}$/.test(plain) ? parseE164(plain.slice(1), 'RU') : undefined;
  if (international !== undefined || russian !== undefined)
    return [
      ...(international === undefined ? [] : [{ number: international, match: 'exact' as const }]),
      ...(russian === undefined ? [] : [{ number: russian, match: 'national' as const }]),
    ];
  const national = countries.map(country => parseE164(plain, country)).filter(number => number !== undefined);
  return [...new Set(national)].map(number => ({ number, match: 'national' }));
}

/** True if a text is a whole number with the last digits of another one behind it: `+45 70 30 50 50-52`, `8 (495) 555-01-02/03`. */
export function isNumberRange(text: string, countries: readonly string[]): boolean {
  const notation = readNumberNotation(text);
  if ('problem' in notation) return notation.problem === 'range';
  const [, first = '', mark = '', last = ''] = /^(.*\d\)?)\s*([-/])\s*(\d+)$/.exec(notation.number) ?? [];
  if (mark === '' || first.includes(mark) || !isAfter(first.replace(/\D/g, ''), last)) return false;
  // In countries with numbers of several lengths the whole text may be one number.
  return parsePhoneNumberCandidates(first, countries).length > 0 && parsePhoneNumberCandidates(text, countries)[0]?.match !== 'exact';
}

function parseE164(text: string, country: string | undefined): E164 | undefined {
  const defaultCountry: CountryCode | undefined = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text, defaultCountry);
  // The library accepts texts that are too short for a public number: E.164 has at least seven digits here.
  return number?.isPossible() && isE164(number.number) ? number.number : undefined;
}
