// Sanitized and truncated text, safe JSON and quoted values.
import { quoteValue, stripControlCharacters, toSafeJson, truncate } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../../random.ts';
import { anyJson, anyText } from '../text-arbitraries.ts';

const control = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e0fff}]/u;
/** They stay where they choose the look of an emoji. */
const selector = /\p{Variation_Selector}/u;

describe('sanitized text', () => {
  it('contains no control or bidirectional characters', () => {
    fc.assert(fc.property(anyText, text => !control.test(stripControlCharacters(text))));
  });

  it('contains no lone surrogate', () => {
    expect(stripControlCharacters('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
    expect(stripControlCharacters('a😀')).toBe('a😀');
  });

  it('keeps all other characters, and the length', () => {
    fc.assert(
      fc.property(anyText, text => {
        const harmless = [...text].filter(character => !control.test(character) && !selector.test(character));
        expect([...stripControlCharacters(text)].length).toBe([...text].length);
        for (const character of harmless) expect(stripControlCharacters(text)).toContain(character);
      }),
    );
  });

  it('contains no selectors that hide a text, but those of emoji', () => {
    expect(stripControlCharacters('a\ufe00\u{e0100}b\ufe0f1\ufe01\u260e\ufe0f')).toBe('a\ufffd\ufffdb\ufffd1\ufffd\u260e\ufe0f');
  });

  it('replaces white space by spaces and the rest by U+FFFD', () => {
    expect(stripControlCharacters('a\tb\r\nc\u001b[31md\u202ee\u{e0041}f\u2028g')).toBe('a b  c\ufffd[31md\ufffde\ufffdf g');
  });

  it('does not change if sanitized again', () => {
    fc.assert(fc.property(anyText, text => stripControlCharacters(stripControlCharacters(text)) === stripControlCharacters(text)));
  });
});

describe('a truncated text', () => {
  it('has at most the given length, and is unchanged if it fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, length) => {
        const cut = truncate(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        if (text.length <= length) expect(cut).toBe(text);
        else expect(cut.endsWith('…') && text.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });

  it('never ends in half a surrogate pair', () => {
    expect(truncate('a😀b', 3)).toBe('a…');
    expect(truncate('ab😀c', 4)).toBe('ab…');
    expect(truncate('a😀bc', 4)).toBe('a😀…');
  });
});

describe('safe JSON', () => {
  it('is parsed back to the same value', () => {
    fc.assert(
      fc.property(anyJson, value => {
        expect(JSON.parse(toSafeJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('contains no control character, neither in keys nor if indented', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(toSafeJson(value, indent).replaceAll('\n', '')).not.toMatch(control);
        expect(JSON.parse(toSafeJson(value, indent))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('escapes characters that JSON.stringify leaves raw', () => {
    expect(toSafeJson('\u007f\u202e\u{e0041}\u001b')).toBe('"\\u007f\\u202e\\udb40\\udc41\\u001b"');
  });
});

describe('a quoted value', () => {
  it('is short, sanitized JSON', () => {
    expect(quoteValue('a"b')).toBe('"a\\"b"');
    expect(quoteValue({ a: [1, null] })).toBe('{"a":[1,null]}');
    expect(quoteValue(undefined)).toBe('undefined');
    fc.assert(fc.property(anyJson, value => quoteValue(value).length <= 60 && !control.test(quoteValue(value))));
  });
});
