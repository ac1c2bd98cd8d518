// One number in many notations: grouped, labeled, in another script, with marks that are not seen.
import fc from '../../random.ts';

/** The first digit of scripts whose digits people type or paste. */
const zeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce];

const separator = fc.constantFrom('', ' ', '\u00a0', '\u202f', '-', '\u2011', '.', '\u200b', '\u2060');
const prefix = fc.constantFrom('', ' ', '\u202a', 'Tlf. ', 'тел.: ', 'Phone ', '☎', '"', 'tel:');
const suffix = fc.constantFrom('', ' ', '\u202c', ',', '.', '"', ' ext. 12', ' доб. 12', ';ext=12', ' x12', ' (lokal 12)');

/** Any notation of `+` and digits; the country code is at least two digits. */
export const anyNotation = (digits: string): fc.Arbitrary<string> =>
  fc
    .record({
      zero: fc.constantFrom(...zeros),
      plus: fc.constantFrom('+', '00', '＋', '+ '),
      separators: fc.array(separator, { minLength: digits.length, maxLength: digits.length }),
      prefix,
      suffix,
    })
    .map(({ zero, plus, separators, ...ends }) => {
      const written = [...digits].map(
        (digit, index) => `${index === 0 ? '' : (separators[index] ?? '')}${String.fromCodePoint(zero + Number(digit))}`,
      );
      return `${ends.prefix}${plus}${written.join('')}${ends.suffix}`;
    });
