// Parsing of phone numbers as people write them.

import { describe, expect, it } from 'vitest';
import { isNumberRange, parsePhoneNumberCandidates } from '../../../packages/core/src/text/phone-number.ts';
import fc from '../../random.ts';
import { anyText } from '../text-arbitraries.ts';
import { anyNotation } from './number-arbitraries.ts';

const e164 = /^\+[1-9]\d{6,14}$/;

describe('a number that a person wrote', () => {
  it.each([
    ['+45 70 30 50 50', [], ['+4570305050']],
    ['004570305050', [], ['+4570305050']],
    [' 004570305050', [], ['+4570305050']],
    ['00 45 70 30 50 50', [], ['+4570305050']],
    ['+45 (0) 70305050', [], ['+4570305050']],
    ['70 30 50 50', ['DK'], ['+4570305050']],
    ['8 (495) 123-45-67', ['RU'], ['+74951234567']],
    ['sip:+4570305050@pbx.example;transport=tls', [], ['+4570305050']],
    ['sips:%2B4570305050@pbx.example', [], ['+4570305050']],
    ['tel:+45-7030-5050;ext=12', [], ['+4570305050']],
    ['70305050', [], []],
    ['hansen', ['DK', 'RU'], []],
    ['sip:100%@x', ['DK'], []],
    ['', ['DK'], []],
    ['70305050', ['ZZ'], []],
    ['0000', ['DE'], []],
  ])('%j with the countries %j is parsed as %j', (text, countries, expected) => {
    expect(parsePhoneNumberCandidates(text, countries).map(({ number }) => number)).toEqual(expected);
  });

  it('has one candidate per country in which it is possible', () => {
    expect(parsePhoneNumberCandidates('4951234567', ['RU', 'RU', 'DE'])).toEqual([
      { number: '+74951234567', match: 'national' },
      { number: '+494951234567', match: 'national' },
    ]);
    expect(parsePhoneNumberCandidates('+4570305050', ['RU', 'DK'])).toEqual([{ number: '+4570305050', match: 'exact' }]);
  });

  it.each(['4570305050', '74955550102', '78005550100', '442079460000', '880255501234'])('is found in any notation of +%s', digits => {
    fc.assert(
      fc.property(anyNotation(digits), text => {
        expect(parsePhoneNumberCandidates(text, ['DK', 'RU'])[0]).toEqual({ number: `+${digits}`, match: 'exact' });
        expect(isNumberRange(text, ['DK', 'RU'])).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['+8 (495) 555-01-02', ['+84955550102 exact', '+74955550102 national']],
    ['+8 800 555 01 00', ['+8805550100 exact', '+78005550100 national']],
    ['+78 495 555 01 02', ['+74955550102 exact']],
    ['+84 95 555 01 0', ['+8495555010 exact']],
  ])('after +8, as in %j, may be a Russian one with its trunk prefix', (text, expected) => {
    expect(parsePhoneNumberCandidates(text, ['DK']).map(({ number, match }) => `${number} ${match}`)).toEqual(expected);
  });

  it.each([
    ['+45 70 30 50 50-52', true],
    ['70305050-52', true],
    ['70 30 50 50/51', true],
    ['8 (495) 555-01-02/03', true],
    ['+45 70 30 50 50 - 59', true],
    ['70305050-5059', true],
    ['50/51', true],
    ['8 (495) 555-01-02', false],
    ['8 495 555 01-02', false],
    ['8 (495) 123-9567', false],
    ['+45 7030-5050', false],
    ['70305050-49', false],
    ['+88025550123-4', false],
    ['Mette', false],
  ])('%j is a range: %s', (text, expected) => {
    expect(isNumberRange(text, ['DK', 'RU'])).toBe(expected);
  });

  it('is E.164 or rejected, for any text', () => {
    const input = fc.oneof(anyText, fc.stringMatching(/^[+0]{0,3}[\d ()./-]{0,18}$/), fc.stringMatching(/^\+?\d{1,17}$/));
    fc.assert(
      fc.property(input, text => {
        for (const { number } of parsePhoneNumberCandidates(text, ['DK', 'RU', 'DE', 'GB'])) expect(number).toMatch(e164);
      }),
      { numRuns: 1_000 },
    );
  });
});
