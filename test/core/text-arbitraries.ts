// Texts as nobody writes them but somebody sends them: any code point, lone surrogates and steering characters often.
import fc from '../random.ts';

const steering = [0x1b, 0x7f, 0x85, 0x0a, 0x0d, 0x200f, 0x202e, 0x2028, 0x2066, 0xfeff, 0xd800, 0xdfff, 0xe0041, 0x1f600];

/** Cheaper than the library's own `binary` unit, which takes a second to build. */
const anyCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0xff }), fc.constantFrom(...steering))
  .map(code => String.fromCodePoint(code));

export const anyText = fc.string({ unit: anyCharacter });
export const longText = fc.tuple(anyText, fc.nat({ max: 900 }), anyText).map(([head, length, tail]) => head + 'x'.repeat(length) + tail);
export const anyJson = fc.jsonValue({ stringUnit: anyCharacter });
