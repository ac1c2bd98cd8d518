// Telephone numbers: provider digits, national notation and SIP addresses as E.164, by libphonenumber's rules.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/** `+` and 7 to 15 digits. */
export type E164 = `+${string}`;

/** A provider's digits (with or without `+`) as E.164; undefined where they cannot be a public number. No country is ever added. */
export function fromDigits(digits: string): E164 | undefined {
  const plain = digits.trim().replace(/^\+/, '');
  if (!/^[1-9]\d{6,14}$/.test(plain)) return undefined;
  return parsePhoneNumberFromString(`+${plain}`)?.isPossible() ? `+${plain}` : undefined;
}

/** The number in what a person wrote: E.164, national notation of one of the countries, a `sip:` or `tel:` URI. All readings, the likeliest first. */
export function readNumber(text: string, countries: readonly string[]): E164[] {
  const user = /^(?:sips?|tel):([^@;?]+)/i.exec(text.trim())?.[1] ?? text.trim();
  const readings = ['', ...countries].map(country => parse(decoded(user), country));
  return [...new Set(readings.filter(reading => reading !== undefined))];
}

/** As people read it: `+45 70 30 50 50`; text that is no number comes back as it is. */
export function written(number: string): string {
  if (!/^\+?[\d\s().-]+$/.test(number)) return number;
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}

function parse(text: string, country: string): E164 | undefined {
  const home: CountryCode | undefined = isSupportedCountry(country) ? country : undefined;
  const number = parsePhoneNumberFromString(text.replace(/^00(?=[1-9])/, '+'), home);
  // The library takes some texts for numbers that no network has: E.164 has at least seven digits.
  return number?.isPossible() && isE164(number.number) ? number.number : undefined;
}

const isE164 = (text: string): text is E164 => /^\+[1-9]\d{6,14}$/.test(text);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
