// Text from outside, made harmless.
import { clip, inert, inertJson, quoted } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../../random.ts';
import { anyJson, anyText } from '../text-arbitraries.ts';

const control = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/u;

describe('inert text', () => {
  it('holds nothing that a terminal or a reader is steered by', () => {
    fc.assert(fc.property(anyText, text => !control.test(inert(text))));
  });

  it('holds no lone surrogate', () => {
    expect(inert('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
    expect(inert('a😀')).toBe('a😀');
  });

  it('keeps what is harmless, in its place', () => {
    fc.assert(
      fc.property(anyText, text => {
        const kept = [...text].filter(character => !control.test(character));
        expect([...inert(text)].length).toBe([...text].length);
        for (const character of kept) expect(inert(text)).toContain(character);
      }),
    );
  });

  it('turns white space into spaces and the rest into a mark', () => {
    expect(inert('a\tb\r\nc\u001b[31md\u202ee\u{e0041}f\u2028g')).toBe('a b  c\ufffd[31md\ufffde\ufffdf g');
  });

  it('stays as it is when it is made inert again', () => {
    fc.assert(fc.property(anyText, text => inert(inert(text)) === inert(text)));
  });
});

describe('a clipped text', () => {
  it('is at most as long as asked, and whole where it fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, length) => {
        const cut = clip(text, length);
        expect(cut.length).toBeLessThanOrEqual(length);
        if (text.length <= length) expect(cut).toBe(text);
        else expect(cut.endsWith('…') && text.startsWith(cut.slice(0, -1))).toBe(true);
      }),
    );
  });

  it('never ends in half a character', () => {
    expect(clip('a😀b', 3)).toBe('a…');
    expect(clip('ab😀c', 4)).toBe('ab…');
    expect(clip('a😀bc', 4)).toBe('a😀…');
  });
});

describe('inert JSON', () => {
  it('is read back as what went in', () => {
    fc.assert(
      fc.property(anyJson, value => {
        expect(JSON.parse(inertJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('holds no control character, in keys and indented neither', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, anyText), fc.constantFrom(undefined, 2), (value, indent) => {
        expect(inertJson(value, indent).replaceAll('\n', '')).not.toMatch(control);
        expect(JSON.parse(inertJson(value, indent))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('escapes what JSON.stringify leaves raw', () => {
    expect(inertJson('\u007f\u202e\u{e0041}\u001b')).toBe('"\\u007f\\u202e\\udb40\\udc41\\u001b"');
  });
});

describe('a quoted value', () => {
  it('is JSON, short and inert', () => {
    expect(quoted('a"b')).toBe('"a\\"b"');
    expect(quoted({ a: [1, null] })).toBe('{"a":[1,null]}');
    expect(quoted(undefined)).toBe('undefined');
    fc.assert(fc.property(anyJson, value => quoted(value).length <= 60 && !control.test(quoted(value))));
  });
});
