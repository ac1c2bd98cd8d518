// Conversion of a provider's digits to E.164, without adding a country code.

import { describe, expect, it } from 'vitest';
import { toE164 } from '../../../packages/core/src/text/e164.ts';
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
  ])('%j become %s', (digits, expected) => {
    expect(toE164(digits)).toBe(expected);
  });

  it('get no country code, and stay the same digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d{0,17}$/), digits => {
        const number = toE164(digits);
        if (number !== undefined) expect(number).toBe(`+${digits.replace('+', '')}`);
        expect(number ?? '+4570305050').toMatch(e164);
      }),
    );
  });
});
