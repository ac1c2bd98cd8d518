// Lossless JSON parsing, canonical JSON, counts and records.
import { isRecord, parseCount } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { parseLosslessJson, toCanonicalJson } from '../../../packages/core/src/text/json.ts';
import fc from '../../random.ts';
import { anyJson } from '../text-arbitraries.ts';

const maxSafeInteger = BigInt(Number.MAX_SAFE_INTEGER);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n });
const toLossless = (value: bigint) => (value > maxSafeInteger || value < -maxSafeInteger ? String(value) : Number(value));

type ParseWithSource = (text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown;

/** The slow way: a reviver that sees the source of every number. */
const parseWithReviver = (text: string) =>
  // TypeScript's library does not declare the reviver's third argument yet.
  (JSON.parse as ParseWithSource)(text, (_, value, { source = '' }) => {
    if (typeof value !== 'number') return value;
    const [mantissa = ''] = source.split(/e/i);
    const isLost = /^-?\d+$/.test(source)
      ? !Number.isSafeInteger(value)
      : !Number.isFinite(value) || (value === 0 && /[1-9]/.test(mantissa)) || mantissa.replace(/\D/g, '').length > 17;
    return isLost ? source : value;
  });

describe('parsed JSON', () => {
  it('equals the result of JSON.parse if no integer is too long', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(undefined, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!/\d{16}/.test(text));
        expect(parseLosslessJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keeps 64-bit integers exactly, in objects and arrays', () => {
    fc.assert(
      fc.property(fc.array(int64, { minLength: 1 }), fc.constantFrom('', ' ', '\n\t'), (ids, space) => {
        const text = `{"rows":[${ids.map(id => `{"id":${space}${id},"list":[${space}${id}${space},${space}${id}]}`).join(',')}]}`;
        expect(parseLosslessJson(text)).toEqual({ rows: ids.map(toLossless).map(id => ({ id, list: [id, id] })) });
      }),
    );
  });

  it('keeps a 64-bit integer exactly that is the whole text', () => {
    fc.assert(fc.property(int64, id => parseLosslessJson(String(id)) === toLossless(id)));
  });

  it('does not change digits in strings, nor numbers that a double holds', () => {
    const text = '{"a":"x: 12345678901234567890","b":1.25,"c":1e300,"d":2.815239887768731e+125,"e":-0,"f":9007199254740993}';
    expect(parseLosslessJson(text)).toEqual({ ...JSON.parse(text), f: '9007199254740993' });
  });

  it('keeps the source text of a number beyond the range of doubles', () => {
    expect(parseLosslessJson('[1e400,-1e400,7]')).toEqual(['1e400', '-1e400', 7]);
  });

  it('equals what a reviver gives, for any numbers and texts', () => {
    const number = fc.oneof(
      int64.map(String),
      fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => JSON.stringify(value)),
    );
    const item = fc.oneof(
      number,
      fc.string({ unit: 'binary' }).map(text => JSON.stringify(text)),
      fc.constantFrom('"\\\\"', '"\\"9"', 'null'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(item, fc.constantFrom('', ' ', '\n\t'))), entries => {
        // The first number makes the parser look at all others.
        const items = entries.map(([entry, space]) => `,${space}{"a":${space}[${entry}${space}],"b":${space}${entry}${space}}`);
        const text = `[12345678901234567890${items.join('')}]`;
        expect(parseLosslessJson(text)).toEqual(parseWithReviver(text));
      }),
    );
  });

  it('treats __proto__ as an ordinary key', () => {
    const parsed = parseLosslessJson('{"__proto__":{"id":12345678901234567890}}');
    expect(Object.keys(isRecord(parsed) ? parsed : {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  });

  it.each([
    '',
    '{',
    '{"a":12345678901234567890',
    '<html>',
    '[1,]',
    '[01234567890123456789]',
    '{12345678901234567890:1}',
    '{"a" 12345678901234567890}',
    '["a"12345678901234567890]',
    '[12345678901234567890.]',
    '[-]',
    '[12345678901234567890 1]',
    '[12345678901234567890x]',
  ])('throws a SyntaxError for invalid JSON: %s', text => {
    expect(() => parseLosslessJson(text)).toThrow(SyntaxError);
  });
});

describe('canonical JSON', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).reverse();
    return Object.fromEntries(entries.map(([key, inner]) => [key, shuffled(inner)]));
  };

  it('is the same text for equal values with keys in another order', () => {
    fc.assert(fc.property(fc.jsonValue(), value => toCanonicalJson(shuffled(value)) === toCanonicalJson(value)));
  });

  it('is a different text for a different value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = toCanonicalJson(a) === toCanonicalJson(b);
        // Values that are equal in JSON (-0 and 0) have the same text.
        expect(same).toBe(
          JSON.stringify(shuffled(JSON.parse(toCanonicalJson(a)))) === JSON.stringify(shuffled(JSON.parse(toCanonicalJson(b)))),
        );
      }),
    );
    expect(toCanonicalJson({ a: { c: 1, b: [2, { e: 1, d: 0 }] } })).toBe('{"a":{"b":[2,{"d":0,"e":1}],"c":1}}');
  });
});

describe('a count', () => {
  it('is parsed from a number or from digits', () => {
    expect([0, 7, '7', '007', '999999999999999'].map(parseCount)).toEqual([0, 7, 7, 7, 999_999_999_999_999]);
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53, '-1', '1.0', '', ' 7', '1e3', '1234567890123456', null, true, {}, [7]])(
    'is not parsed from %j',
    value => {
      expect(parseCount(value)).toBeUndefined();
    },
  );
});

describe('a record', () => {
  it('is an object, not null or an array', () => {
    expect([{}, { a: 1 }, null, [], 'a', 1, undefined].map(isRecord)).toEqual([true, true, false, false, false, false, false]);
  });
});
