// A provider's digits as E.164, with no country added.

import { describe, expect, it } from 'vitest';
import { fromDigits } from '../../../packages/core/src/text/e164.ts';
import fc from '../../random.ts';

const e164 = /^\+[1-9]\d{6,14}$/;

describe("a provider's digits", () => {
  it.each([
    ['4570305050', '+4570305050'],
    ['+4570305050', '+4570305050'],
    [' 74951234567 ', '+74951234567'],
    ['79031234567', '+79031234567'],
    ['1101', undefined],
    ['070305050', undefined],
    ['70 30 50 50', undefined],
    ['sip:4570305050', undefined],
    ['sip_user_17', undefined],
    ['', undefined],
    ['+', undefined],
    ['++4570305050', undefined],
    ['1234567890123456', undefined],
    ['112', undefined],
  ])('%j is %s', (digits, expected) => {
    expect(fromDigits(digits)).toBe(expected);
  });

  it('are never given a country, and come out as the same digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d{0,17}$/), digits => {
        const number = fromDigits(digits);
        if (number !== undefined) expect(number).toBe(`+${digits.replace('+', '')}`);
        expect(number ?? '+4570305050').toMatch(e164);
      }),
    );
  });
});
