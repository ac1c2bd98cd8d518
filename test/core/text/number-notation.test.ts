// The notation of a number: labels, addresses and extensions around it, and texts that are not one number.
import { describe, expect, it } from 'vitest';
import { normalizeNumberCharacters } from '../../../packages/core/src/text/number-characters.ts';
import { readNumberNotation } from '../../../packages/core/src/text/number-notation.ts';
import fc from '../../random.ts';
import { anyText } from '../text-arbitraries.ts';

/** The number without its punctuation, and the extension behind an `x`; or the problem. */
function read(text: string): string {
  const notation = readNumberNotation(text);
  if ('problem' in notation) return notation.problem;
  const number = notation.number.replace(/[^+\d]/g, '');
  return notation.extension === undefined ? number : `${number} x${notation.extension}`;
}

describe('a number', () => {
  it.each([
    ['Tlf. 70 30 50 50', '70305050'],
    ['Tlf.: +45 70 30 50 50', '+4570305050'],
    ['tel 70305050', '70305050'],
    ['тел. 8 (495) 555-01-02', '84955550102'],
    ['Моб. тел.: +7 495 555 01 02', '+74955550102'],
    ['Phone no. 70305050', '70305050'],
    ['T: 70 30 50 50', '70305050'],
    ['☎ 70 30 50 50', '70305050'],
    ['№ 70305050', '70305050'],
    ['70 30 50 50 (mobil)', '70305050'],
    ['(+45) 70 30 50 50', '+4570305050'],
    ['`70 30 50 50`', '70305050'],
    ['"70 30 50 50",', '70305050'],
    ['70·30·50·50', '70305050'],
    ['ext. 204', '204'],
    ['доб. 12', '12'],
    ['x204', '204'],
  ])('%j is read without its label, as %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['٧٠٣٠٥٠٥٠', '70305050'],
    ['۷۰ ۳۰ ۵۰ ۵۰', '70305050'],
    ['＋４５　７０３０５０５０', '+4570305050'],
    ['७०३०५०५०', '70305050'],
    ['𝟕𝟎𝟑𝟎𝟓𝟎𝟓𝟎', '70305050'],
    ['7️⃣0305050', '70305050'],
    ['\u202a+45 70 30 50 50\u202c', '+4570305050'],
    ['\u2068+4570305050\u2069', '+4570305050'],
    ['\ufeff70305050\u200b', '70305050'],
    ['\ufffd70305050\ufffd', '70305050'],
    ['70\u201130\u201250\u221250', '70305050'],
    ['70\u00a030\u202f50\u300050', '70305050'],
    ['+45\t70305050', '+4570305050'],
  ])('%j in any script, with any dashes and blanks, is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['sip:+4570305050@pbx.example;transport=tls', '+4570305050'],
    ['sip:+4570305050@pbx.example:5060', '+4570305050'],
    ['sips:%2B4570305050@pbx.example', '+4570305050'],
    ['SIP:70305050', '70305050'],
    ['sip:70305050:secret@pbx.example', '70305050'],
    ['tel:+45-70-30-50-50', '+4570305050'],
    ['tel://+4570305050', '+4570305050'],
    ['tel: 70 30 50 50', '70305050'],
    ['tel:70305050;phone-context=+45', '+4570305050'],
    ['"Mette Hansen" <sip:+4570305050@pbx.example>;tag=7', '+4570305050'],
    ['Mette 2 <tel:+4570305050>', '+4570305050'],
    ['<tel:+4570305050|+45 70 30 50 50>', '+4570305050'],
    ['<sip:204@pbx.example>', '204'],
    ['[70 30 50 50](tel:+4570305050)', '+4570305050'],
    ['+4570305050@pbx.example', '+4570305050'],
  ])('%j is the user of its address, %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['+45 70 30 50 50 ext. 12', '+4570305050 x12'],
    ['+45 70 30 50 50 доб. 12', '+4570305050 x12'],
    ['+7 495 555-01-02 (доб. 12)', '+74955550102 x12'],
    ['8 495 555 01 02, добавочный номер 12', '84955550102 x12'],
    ['8 495 555 01 02 вн. 12', '84955550102 x12'],
    ['+4570305050;ext=12', '+4570305050 x12'],
    ['tel:+45-7030-5050;ext=12', '+4570305050 x12'],
    ['<tel:+4570305050;ext=12>', '+4570305050 x12'],
    ['sip:+4570305050;ext=12@pbx.example', '+4570305050 x12'],
    ['+4570305050 x12', '+4570305050 x12'],
    ['70305050x12', '70305050 x12'],
    ['70305050ext12', '70305050 x12'],
    ['70305050 Ext: no. 12', '70305050 x12'],
    ['70305050 #12', '70305050 x12'],
    ['70305050#12', '70305050 x12'],
    ['Tlf. 70 30 50 50 lokal 12', '70305050 x12'],
    ['70 30 50 50 lokalnr. 204', '70305050 x204'],
  ])('%j is a number with an extension, %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ['70305050, 70305051', 'several'],
    ['70305050;70305051', 'several'],
    ['70305050，70305051', 'several'],
    ['70305050\n70305051', 'several'],
    ['70305050\r\n70305051', 'several'],
    ['70305050 | 70305051', 'several'],
    ['70305050 and 70305051', 'several'],
    ['70305050 og 70305051', 'several'],
    ['70305050 или 70305051', 'several'],
    ['70305050 или тел. 70305051', 'letters'],
    ['+4570305050 +4570305051', 'several'],
    ['<tel:+4570305050> <tel:+4570305051>', 'several'],
    ['sip:+4570305050@a.example, sip:+4570305051@a.example', 'several'],
    ['50/51', 'range'],
    ['50-52', 'range'],
    ['50–52', 'range'],
    ['70305050-70305059', 'range'],
    ['70305050/70305051', 'range'],
    ['70305050..70305059', 'range'],
    ['70305050 til 70305059', 'range'],
    ['7030505O', 'letters'],
    ['Mette', 'letters'],
    ['1-800-FLOWERS', 'letters'],
    ['sip:mette@pbx.example', 'letters'],
    ['', 'empty'],
    ['-', 'empty'],
    ['Tlf.', 'empty'],
  ])('is not %j: %s', (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it.each(['+45 70/30/50/50', '70-30-50-50', '50-50', '55501-01', '3030-5050', '8 (495) 555-01-02', '50-49', '+49 30/123456'])(
    'in groups, %j, is not a range',
    text => {
      expect(read(text)).toBe(text.replace(/[^+\d]/g, ''));
    },
  );

  it('is read or refused, for any text, and its characters are normalized once', () => {
    const fragment = fc.oneof(
      fc.constantFrom('70305050', '+45', 'ext.', ';ext=', 'доб.', '<', '>', 'tel:', '@', '(', ')', '|', ',', '%', '/', '-', 'x', '#', 'og'),
      anyText,
    );
    fc.assert(
      fc.property(fc.array(fragment), fragments => {
        const text = fragments.join('');
        const notation = readNumberNotation(text);
        if (!('problem' in notation)) expect(notation.number).toMatch(/^\+?\d[\d ()./-]*$/);
        const normalized = normalizeNumberCharacters(text);
        expect(normalizeNumberCharacters(normalized)).toBe(normalized);
      }),
      { numRuns: 1_000 },
    );
  });
});
