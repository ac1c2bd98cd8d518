// What the numbers of a text may begin with, and the calling codes of the countries.
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { findCallingCode, findDialingPlan, isWholeNumber } from '../../../packages/core/src/text/calling-codes.ts';
import { readNumberPrefix } from '../../../packages/core/src/text/number-prefix.ts';
import { parsePhoneNumberCandidates } from '../../../packages/core/src/text/phone-number.ts';
import fc from '../../random.ts';
import { anyText } from '../text-arbitraries.ts';
import { anyNotation } from './number-arbitraries.ts';

/** What is needed of libphonenumber, which is a dependency of core alone. */
interface LibPhoneNumber {
  getCountries(): string[];
  getCountryCallingCode(country: string): string;
  Metadata: new () => {
    selectNumberingPlan(country: string): void;
    numberingPlan: { nationalPrefix(): string | 0; possibleLengths(): number[] };
  };
}
// The type above is the part of the package's own types that is used.
const library = createRequire(new URL('../../../packages/core/package.json', import.meta.url))('libphonenumber-js') as LibPhoneNumber;

describe('the calling code of a number', () => {
  it.each([
    ['+4570305050', '45'],
    ['+74955550101', '7'],
    ['+79265550199', '7'],
    ['+35312345678', '353'],
    ['+12025550123', '1'],
    ['+99912345678', undefined],
  ])('of %s is %s', (number, code) => {
    expect(findCallingCode(number)).toBe(code);
  });
});

describe('the beginning of a number', () => {
  it.each([
    ['+4570', ['DK'], ['+4570']],
    ['0045 70', ['DK', 'RU'], ['+4570']],
    ['+45 (0) 70', [], ['+4570']],
    ['tel:+4570', [], ['+4570']],
    ['\u202a+45 70\u202c', [], ['+4570']],
    ['70 30', ['DK'], ['+7030', '+457030']],
    ['8 (495)', ['RU'], ['+8495', '+78495', '+7495']],
    ['800', ['RU'], ['+800', '+7800', '+700']],
    ['020 7946', ['GB'], ['+440207946', '+44207946']],
    ['4570', [], ['+4570']],
    ['+8 (495) 555-01-02', [], ['+84955550102', '+74955550102']],
    ['70', ['ZZ'], ['+70']],
  ])('%j in %j is %j', (text, countries, expected) => {
    expect(readNumberPrefix(text, countries)?.prefixes).toEqual(expected);
  });

  it.each(['', '+', 'Mette', '70, 71', '70305050 og 70305051'])('is not %j', text => {
    expect(readNumberPrefix(text, ['DK'])).toBeUndefined();
  });

  it('is found in any notation, and read or refused for any text', () => {
    fc.assert(
      fc.property(anyNotation('4570305050'), anyText, (notation, text) => {
        expect(readNumberPrefix(notation, ['DK'])?.prefixes).toEqual(['+4570305050']);
        for (const prefix of readNumberPrefix(text, ['DK', 'RU'])?.prefixes ?? []) expect(prefix).toMatch(/^\+[1-9]\d*$/);
      }),
    );
  });

  it.each(['70305050', '8 495 555 01 01', '495 555 01 01'])('of the whole number %j is what libphonenumber reads', text => {
    const countries = ['DK', 'RU'];
    const { prefixes } = readNumberPrefix(text, countries) ?? { prefixes: [] };
    for (const { number } of parsePhoneNumberCandidates(text, countries)) expect(prefixes).toContain(number);
  });
});

describe('a whole number', () => {
  it.each(['+74951000003', '+4570305050', '+12025550123', '+84951000003'])('is %s', number => {
    expect(isWholeNumber(number)).toBe(true);
  });

  it.each(['+7495100000', '+774951000003', '+457030505', '+99912345678', '+70305050', '4570305050', '+45'])('is not %s', number => {
    expect(isWholeNumber(number)).toBe(false);
  });

  it.each(library.getCountries())('of %s is as long as in libphonenumber, but for services within the country', country => {
    const metadata = new library.Metadata();
    metadata.selectNumberingPlan(country);
    const code = library.getCountryCallingCode(country);
    const lengths = metadata.numberingPlan.possibleLengths();
    const isOfService = (length: number) => (code === '7' && length === 14) || (code === '1' && length === 7);
    for (const length of lengths.filter(one => !isOfService(one) && code.length + one >= 7 && code.length + one <= 15))
      expect([length, isWholeNumber(`+${code}${'1'.repeat(length)}`)]).toEqual([length, true]);
  });
});

describe('the dialing plan of a country', () => {
  it.each(library.getCountries())('of %s has the calling code and trunk prefix of libphonenumber', country => {
    const metadata = new library.Metadata();
    metadata.selectNumberingPlan(country);
    expect(findDialingPlan(country)).toEqual({
      callingCode: library.getCountryCallingCode(country),
      trunkPrefix: metadata.numberingPlan.nationalPrefix() || '',
    });
  });

  it('is unknown for other letters', () => {
    for (const country of ['ZZ', 'UK', '', 'D', 'KR:', 'dk']) expect(findDialingPlan(country)).toBeUndefined();
  });
});
