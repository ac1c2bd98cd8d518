// Schemas for account settings, so that invalid ones are rejected before anything is sent. Forms and docs show their titles and descriptions.
import * as z from 'zod';
import { regions, suggestRegion } from '../text/regions.ts';
import { isSafeUrl, urlRequirement } from './safe-url.ts';

/** An API key, as sent in a header or a URL: printable ASCII without white space. */
export const keySetting = () => z.string().regex(/^[\x21-\x7e]+$/, 'contains a character that is not allowed in a key');

/** The user name or password of a login: any string. */
export const loginSetting = () => z.string();

/** A base URL that satisfies `isSafeUrl`. */
export const baseUrlSetting = () =>
  z.string().refine(isSafeUrl, urlRequirement).meta({ title: 'address', description: "another address of the provider's API" });

/** The two-letter code of a country with known numbering rules, converted to upper case. */
export const countrySetting = () =>
  z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'must be a two-letter country code')
    .toUpperCase()
    .refine(code => regions.has(code), { error: ({ input }) => unknownCountryMessage(String(input)) })
    .meta({ title: 'country', description: 'two-letter code of the country for national numbers' });

/** Quotes the suggestion only: a credential in the wrong setting must not be shown. */
function unknownCountryMessage(code: string): string {
  const suggestion = suggestRegion(code);
  const requirement = 'must be the ISO code of a country';
  return suggestion === undefined ? `${requirement}, such as DK or GB` : `${requirement}: did you mean ${suggestion}?`;
}
