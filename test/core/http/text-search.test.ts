// A search for many texts at once finds exactly what a search for each of them finds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextSearch } from '../../../packages/core/src/http/text-search.ts';

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '\\', 'ø', 'Ж', '🎺', '\ud83c'), maxLength: 60 });
const needles = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ø', 'Ж', '🎺', '\udfba'), minLength: 1, maxLength: 9 }), {
  maxLength: 8,
});

describe('a search for many texts', () => {
  it('finds any of them wherever it is', () => {
    fc.assert(
      fc.property(texts, needles, (text, all) => {
        expect(new TextSearch(all).isIn(text)).toBe(all.some(needle => text.includes(needle)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('finds one at the beginning, inside and at the end', () => {
    fc.assert(
      fc.property(texts, needles, texts, fc.nat(), (before, all, after, index) => {
        const needle = all[index % all.length] ?? '';
        expect(new TextSearch(all).isIn(before + needle + after)).toBe(all.some(one => (before + needle + after).includes(one)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('knows long texts by all of their characters', () => {
    const long = 'x'.repeat(2_000);
    const search = new TextSearch([`${long}1`, `${long}2`]);
    expect([`${long}3`, `a${long}2b`, long].map(text => search.isIn(text))).toEqual([false, true, false]);
  });

  it('finds nothing without texts', () => {
    expect(new TextSearch([]).isIn('anything')).toBe(false);
  });
});
