// Texts as a fuzzer makes them: fragments of real inputs, repeated, nested, cut, and with characters that are seldom seen.
import fc from '../random.ts';

const fragments = [
  ...'{}[]()<>"\'`,;:|=@#&%\\/*~_-+.?! \t\n\r\0',
  '\u200e',
  '\u202e',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\udc00',
  '\u{e0041}',
  '\ufe0f',
  '٣',
  '５',
  'null',
  'true',
  '-0',
  '1e999',
  '12345678901234567890',
  '+4570305050',
  '8 (495) 555-01-02',
  'sip:anna@10.0.0.1:5060;user=phone',
  'tel:+45',
  '<tel:+4570305050|x>',
  'ext.',
  'доб.',
  'status=down',
  '--full',
  'lines find',
  '\\u0041',
  '%41%e2%82',
  '&#x41;',
  '__proto__',
  'constructor',
  'toString',
  '"id":1',
  '{"jsonrpc":"2.0"',
  '```',
  '“',
  '=cmd|calc!A1',
];

/** Any text: of fragments, of any characters, and pumped. */
export const anyText = fc.oneof(
  fc.array(fc.constantFrom(...fragments), { maxLength: 30 }).map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(fc.constantFrom(...fragments), fc.integer({ min: 1, max: 400 }), fc.constantFrom('', ...fragments))
    .map(([fragment, count, end]) => fragment.repeat(count) + end),
);

/** Any value of JSON, with such texts as strings and names. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER + 2, '', [], {}),
    anyText,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 5 }),
  ),
})).value;
