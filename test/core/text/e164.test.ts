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
    ['+45 70 30 61 10', '+4570306110'],
    ['004570306111', '+4570306111'],
    ['00 45 70 30 61 11', '+4570306111'],
    ['\u202a+4570306112\u202c', '+4570306112'],
    ['+7 (495) 123-45-67', '+74951234567'],
    ['+45 (0) 70305050', '+4570305050'],
    ['(+45) 70305050', '+4570305050'],
    ['+45\u00a070\u201130\u201150\u201150', '+4570305050'],
    ['＋４５７０３０５０５０', '+4570305050'],
    ['45.70.30.50.50', '+4570305050'],
    ['1101', undefined],
    ['11 01', undefined],
    ['+4570305050/51', undefined],
    ['+4570305050-52', undefined],
    ['+4570305050,+4570305051', undefined],
    ['+4570305050 ext. 12', undefined],
    ['0070', undefined],
    ['-4570305050', undefined],
    ['4570305.05', undefined],
    ['192.168.10.100', undefined],
    ['070305050', undefined],
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
        if (number !== undefined) expect(number).toBe(`+${digits.replace(/^(?:\+|00)/, '')}`);
        expect(number ?? '+4570305050').toMatch(e164);
      }),
    );
  });
});
