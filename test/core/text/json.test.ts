// JSON in without loss.
import { countOf, isRecord, parseJson } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../packages/core/src/text/json.ts';
import fc from '../../random.ts';
import { anyJson } from '../text-arbitraries.ts';

const largest = BigInt(Number.MAX_SAFE_INTEGER);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n });
const exactly = (value: bigint) => (value > largest || value < -largest ? String(value) : Number(value));

describe('parsed JSON', () => {
  it('equals what JSON.parse gives where no integer is too long', () => {
    fc.assert(
      fc.property(anyJson, fc.constantFrom(undefined, 1), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!/\d{16}/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('holds 64-bit integers exactly, wherever they stand', () => {
    fc.assert(
      fc.property(fc.array(int64, { minLength: 1 }), fc.constantFrom('', ' ', '\n\t'), (ids, space) => {
        const text = `{"rows":[${ids.map(id => `{"id":${space}${id},"list":[${space}${id}${space},${space}${id}]}`).join(',')}]}`;
        expect(parseJson(text)).toEqual({ rows: ids.map(exactly).map(id => ({ id, list: [id, id] })) });
      }),
    );
  });

  it('holds a 64-bit integer exactly that is the whole text', () => {
    fc.assert(fc.property(int64, id => parseJson(String(id)) === exactly(id)));
  });

  it('leaves digits in texts alone, and numbers that a double holds', () => {
    const text = '{"a":"x: 12345678901234567890","b":1.25,"c":1e300,"d":2.815239887768731e+125,"e":-0,"f":9007199254740993}';
    expect(parseJson(text)).toEqual({ ...JSON.parse(text), f: '9007199254740993' });
  });

  it('keeps a number that is beyond all doubles as it was sent', () => {
    expect(parseJson('[1e400,-1e400,7]')).toEqual(['1e400', '-1e400', 7]);
  });

  it('keeps a key called __proto__ an ordinary one', () => {
    const parsed = parseJson('{"__proto__":{"id":12345678901234567890}}');
    expect(Object.keys(isRecord(parsed) ? parsed : {})).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  });

  it.each(['', '{', '{"a":12345678901234567890', '<html>', '[1,]'])('is refused where it is none: %s', text => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });
});

describe('canonical JSON', () => {
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).reverse();
    return Object.fromEntries(entries.map(([key, inner]) => [key, shuffled(inner)]));
  };

  it('is the same text for the same value, whatever the order of its keys', () => {
    fc.assert(fc.property(fc.jsonValue(), value => canonicalJson(shuffled(value)) === canonicalJson(value)));
  });

  it('is another text for another value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        // What JSON cannot tell apart (-0 and 0) is the same.
        expect(same).toBe(
          JSON.stringify(shuffled(JSON.parse(canonicalJson(a)))) === JSON.stringify(shuffled(JSON.parse(canonicalJson(b)))),
        );
      }),
    );
    expect(canonicalJson({ a: { c: 1, b: [2, { e: 1, d: 0 }] } })).toBe('{"a":{"b":[2,{"d":0,"e":1}],"c":1}}');
  });
});

describe('a count', () => {
  it('is read from a number or from digits', () => {
    expect([0, 7, '7', '007', '999999999999999'].map(countOf)).toEqual([0, 7, 7, 7, 999_999_999_999_999]);
  });

  it.each([-1, 1.5, Number.NaN, 2 ** 53, '-1', '1.0', '', ' 7', '1e3', '1234567890123456', null, true, {}, [7]])('is no %j', value => {
    expect(countOf(value)).toBeUndefined();
  });
});

describe('a record', () => {
  it('is an object, not null and no list', () => {
    expect([{}, { a: 1 }, null, [], 'a', 1, undefined].map(isRecord)).toEqual([true, true, false, false, false, false, false]);
  });
});
