// Arbitrary hostile text: any code point, with many lone surrogates, control and bidirectional characters.
import fc from '../random.ts';

const controlCodePoints = [0x1b, 0x7f, 0x85, 0x0a, 0x0d, 0x200f, 0x202e, 0x2028, 0x2066, 0xfeff, 0xd800, 0xdfff, 0xe0041, 0x1f600];

/** Cheaper than fast-check's `binary` unit, which takes a second to build. */
const anyCharacter = fc
  .oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0xff }), fc.constantFrom(...controlCodePoints))
  .map(code => String.fromCodePoint(code));

/** A string of any characters. */
export const anyText = fc.string({ unit: anyCharacter });
/** A string of up to about 900 characters more, with hostile ends. */
export const longText = fc.tuple(anyText, fc.nat({ max: 900 }), anyText).map(([head, length, tail]) => head + 'x'.repeat(length) + tail);
/** A JSON value with hostile strings and keys. */
export const anyJson = fc.jsonValue({ stringUnit: anyCharacter });
