// The index of texts: compared with a map, whatever is added, and found again after more is added.
import { describe, expect, it } from 'vitest';
import { PairIndex } from '../../../packages/questions/src/packed/pair-index.ts';
import { TextIndex } from '../../../packages/questions/src/packed/text-index.ts';
import fc from '../../random.ts';

const pairs = fc.array(fc.tuple(fc.nat(9), fc.oneof(fc.nat(5), fc.integer({ min: 0, max: 2 ** 26 - 1 }))), { maxLength: 60 });

/** The second integers of a first one, in ascending order, each once. */
const select = (added: readonly [number, number][], first: number) =>
  [...new Set(added.flatMap(([one, other]) => (one === first ? [other] : [])))].sort((a, b) => a - b);

describe('an index of pairs', () => {
  it('finds what a search of all pairs finds', () => {
    fc.assert(
      fc.property(pairs, pairs, (earlier, later) => {
        const index = new PairIndex();
        for (const added of [earlier, [...earlier, ...later]]) {
          for (const [first, second] of added === earlier ? earlier : later) index.add(first, second);
          for (let first = 0; first <= 10; first++) expect([...index.find(first)]).toEqual(select(added, first));
          const groups = Array.from({ length: 10 }, (_, first) => select(added, first)).filter(group => group.length > 1);
          expect([...index.repeated()]).toEqual(groups);
        }
      }),
    );
  });

  it('takes the largest integers, and refuses larger ones', () => {
    const index = new PairIndex();
    index.add(2 ** 27 - 1, 2 ** 26 - 1);
    expect([...index.find(2 ** 27 - 1)]).toEqual([2 ** 26 - 1]);
    expect(() => index.add(0, 2 ** 26)).toThrow(RangeError);
  });
});

describe('an index of texts', () => {
  it('finds every record of a text', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('+4570305050', '+4570305051', ''));
    fc.assert(
      fc.property(fc.array(text), texts => {
        const index = new TextIndex();
        const fingerprints = texts.map((one, record) => index.add(one, record));
        for (const [record, one] of texts.entries()) expect([...index.find(one)]).toContain(record);
        for (const fingerprint of fingerprints) expect(index.hasFingerprint(fingerprint)).toBe(true);
        expect(index.hasFingerprint(-1)).toBe(false);
      }),
    );
  });

  it('tells a hundred thousand numbers in a row apart, but for a few', () => {
    const index = new TextIndex();
    for (let number = 0; number < 100_000; number++) index.add(`+45703${number}`, number);
    expect([...index.repeated()].length).toBeLessThan(200);
  });
});
