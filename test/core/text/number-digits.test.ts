// The digits that are sent for a number in any notation: whole numbers, parts of numbers, and texts that may hold one.
import { readNumberDigits, toDigitsPart, toSearchText } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../../random.ts';
import { anyText } from '../text-arbitraries.ts';
import { anyNotation } from './number-arbitraries.ts';

describe('the digits of a number', () => {
  it.each([
    ['8 (495) 100-00-03', 'RU', ['74951000003']],
    ['8\u2011495\u2011100\u201100\u201103', 'RU', ['74951000003']],
    ['\u202a+7 495 100 00 03\u202c', 'RU', ['74951000003']],
    ['tel:+74951000003', undefined, ['74951000003']],
    ['8 (495) 100-00-03 доб. 12', 'RU', ['74951000003']],
    ['495 100-00-03', 'RU', ['74951000003']],
    ['7 495 100 00 03', 'RU', ['74951000003']],
    ['74951000003', 'RU', ['74951000003']],
    ['8 800 555 35 35', 'RU', ['78005553535']],
    ['800 555 35 35', 'RU', ['78005553535']],
    ['70 30 50 50', 'DK', ['4570305050']],
    ['45 70 30 50 50', 'DK', ['4570305050']],
    ['70305050', 'DK', ['4570305050']],
    ['0045 70 30 50 50', 'RU', ['4570305050']],
    ['+45 (0) 70 30 50 50', undefined, ['4570305050']],
    ['٧٤٩٥١٠٠٠٠٠٣', undefined, ['74951000003']],
    ['101', 'RU', ['101']],
    ['0123456', undefined, ['0123456']],
  ])('%j in %s are %j', (text, country, expected) => {
    expect(readNumberDigits(text, country)).toEqual(expected);
  });

  it('without punctuation may be those of a foreign number, too', () => {
    expect(readNumberDigits('84951000003', 'RU')).toEqual(['84951000003', '74951000003']);
    expect(readNumberDigits('+8 (495) 100-00-03', 'RU')).toEqual(['84951000003', '74951000003']);
  });

  it.each(['', '+', 'Mette', '50-52', '70305050 og 70305051', '7495000000x'])('are not in %j', text => {
    expect(readNumberDigits(text, 'DK')).toBeUndefined();
  });

  it('are the same in any notation, and digits for any text', () => {
    fc.assert(
      fc.property(anyNotation('74951000003'), anyText, (notation, text) => {
        expect(readNumberDigits(notation, 'RU')).toEqual(['74951000003']);
        for (const number of readNumberDigits(text, 'RU') ?? []) expect(number).toMatch(/^\d+$/);
      }),
    );
  });
});

describe('the digits that find a part of a number', () => {
  it.each([
    ['+7 913', 'RU', '7913'],
    ['8 (913)', 'RU', '913'],
    ['8-913-123', 'RU', '913123'],
    ['8 (913) 123-45-67', 'RU', '9131234567'],
    ['89131234567', 'RU', '9131234567'],
    ['79131234567', 'RU', '79131234567'],
    ['8913', 'RU', '8913'],
    ['8 9', 'RU', '89'],
    ['70 30', 'DK', '7030'],
    ['70 30 50 50', 'DK', '70305050'],
    ['4570305050', 'DK', '4570305050'],
    ['020 7946', 'GB', '207946'],
    ['7', 'RU', '7'],
    ['Mette', 'DK', 'Mette'],
    ['70 & 30', 'DK', '70 & 30'],
  ])('%j in %s are %j', (text, country, expected) => {
    expect(toDigitsPart(text, country)).toBe(expected);
  });

  it('are in every number that the text may mean', () => {
    const notations = fc.constantFrom('8 (913) 123-45-67', '89131234567', '913 123 45 67', '+7 913 123-45-67', '+8 913 1234567');
    fc.assert(
      fc.property(notations, text => {
        for (const number of readNumberDigits(text, 'RU') ?? []) expect(number).toContain(toDigitsPart(text, 'RU'));
      }),
    );
  });
});

describe('a text to look for', () => {
  it.each([
    ['+45 70 30 50 50', '4570305050'],
    ['(+45) 70 30', '457030'],
    ['tel:+45-70305050', '4570305050'],
    ['sip:883140123456789@sip.exolve.ru', '883140123456789'],
    ['70 30 50 50', '70 30 50 50'],
    ['192.0.2.17', '192.0.2.17'],
    ['2026-01-31', '2026-01-31'],
    ['00:11:22:33:44:55', '00:11:22:33:44:55'],
    ['Kontor +45', 'Kontor +45'],
    ['+1 Reception', '+1 Reception'],
    ['x12', 'x12'],
  ])('%j becomes %j', (text, expected) => {
    expect(toSearchText(text)).toBe(expected);
  });
});
