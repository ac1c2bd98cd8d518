// Telephone numbers as E.164, by libphonenumber's rules.

import { describe, expect, it } from 'vitest';
import { readNumber } from '../../../packages/core/src/text/phone-number.ts';
import fc from '../../random.ts';
import { anyText } from '../text-arbitraries.ts';

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
  ])('%j with the countries %j is read as %j', (text, countries, expected) => {
    expect(readNumber(text, countries).map(({ number }) => number)).toEqual(expected);
  });

  it('has a reading in each country where it is possible, once', () => {
    expect(readNumber('4951234567', ['RU', 'RU', 'DE'])).toEqual([
      { number: '+74951234567', how: 'national' },
      { number: '+494951234567', how: 'national' },
    ]);
    expect(readNumber('+4570305050', ['RU', 'DK'])).toEqual([{ number: '+4570305050', how: 'exact' }]);
  });

  it('is E.164 or nothing, whatever was written', () => {
    const typed = fc.oneof(anyText, fc.stringMatching(/^[+0]{0,3}[\d ()./-]{0,18}$/), fc.stringMatching(/^\+?\d{1,17}$/));
    fc.assert(
      fc.property(typed, text => {
        for (const { number } of readNumber(text, ['DK', 'RU', 'DE', 'GB'])) expect(number).toMatch(e164);
      }),
      { numRuns: 1_000 },
    );
  });
});
