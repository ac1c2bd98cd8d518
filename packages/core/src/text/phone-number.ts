// What a person wrote as a telephone number, by libphonenumber's rules: E.164, national notation, a SIP or tel URI.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { type E164, userOf } from './e164.ts';

/** A number that a text may mean, and how it was written. */
export interface Reading {
  number: E164;
  how: 'exact' | 'national';
}

/** All numbers that the text may mean: E.164 where it is that, else as national notation of each country. */
export function readNumber(text: string, countries: readonly string[]): Reading[] {
  // The trunk zero of +45 (0) 70… is not dialled after a country code.
  const plain = userOf(text)
    .replace(/^00\s*(?=[1-9])/, '+')
    .replace(/^(\+[\d\s]+)\(0\)/, '$1');
  const international = parse(plain, undefined);
  if (international !== undefined) return [{ number: international, how: 'exact' }];
  const national = countries.map(country => parse(plain, country)).filter(number => number !== undefined);
  return [...new Set(national)].map(number => ({ number, how: 'national' }));
}

function parse(text: string, country: string | undefined): E164 | undefined {
  const home: CountryCode | undefined = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text, home);
  // The library takes some texts for numbers that no network has: E.164 has at least seven digits.
  return number?.isPossible() && isE164(number.number) ? number.number : undefined;
}

const isE164 = (text: string): text is E164 => /^\+[1-9]\d{6,14}$/.test(text);
