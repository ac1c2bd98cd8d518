// Parses phone numbers as people write them, with libphonenumber: E.164, national notation, SIP and tel URIs.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import { type E164, sipUserPart } from './e164.ts';

/** A number that a text may mean: `exact` if written internationally, `national` if completed with a country's code. */
export interface PhoneNumberCandidate {
  number: E164;
  match: 'exact' | 'national';
}

/** All numbers that the text may mean: the international one, or else one per country (two-letter codes) in which it is a possible national number. */
export function parsePhoneNumberCandidates(text: string, countries: readonly string[]): PhoneNumberCandidate[] {
  // The trunk zero of +45 (0) 70… is not dialed after a country code.
  const plain = sipUserPart(text)
    .replace(/^00\s*(?=[1-9])/, '+')
    .replace(/^(\+[\d\s]+)\(0\)/, '$1');
  const international = parseE164(plain, undefined);
  if (international !== undefined) return [{ number: international, match: 'exact' }];
  const national = countries.map(country => parseE164(plain, country)).filter(number => number !== undefined);
  return [...new Set(national)].map(number => ({ number, match: 'national' }));
}

function parseE164(text: string, country: string | undefined): E164 | undefined {
  const defaultCountry: CountryCode | undefined = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text, defaultCountry);
  // The library accepts texts that are too short for a public number: E.164 has at least seven digits here.
  return number?.isPossible() && isE164(number.number) ? number.number : undefined;
}

const isE164 = (text: string): text is E164 => /^\+[1-9]\d{6,14}$/.test(text);
