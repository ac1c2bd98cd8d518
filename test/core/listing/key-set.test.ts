// The set of row keys: exact, and small enough for a list of a million rows.
import { describe, expect, it } from 'vitest';
import { KeySet } from '../../../packages/core/src/listing/key-set.ts';
import { RowKeys } from '../../../packages/core/src/listing/row-key.ts';
import fc from '../../random.ts';

const maxMegabytesPerMillion = 64;

describe('a set of row keys', () => {
  it('knows the keys that were added, and no others', () => {
    const key = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(fc.array(key), fc.array(key), (added, asked) => {
        const keys = new KeySet();
        const expected = new Set<number>();
        for (const one of added) {
          expect(keys.add(one)).toBe(!expected.has(one));
          expected.add(one);
        }
        expect(keys.size).toBe(expected.size);
        for (const one of [...asked, ...added]) expect(keys.has(one)).toBe(expected.has(one));
      }),
    );
  });

  it(`holds a million ids in ${maxMegabytesPerMillion} MB, the arrays that it outgrew included`, () => {
    const before = process.memoryUsage().arrayBuffers;
    const keys = new KeySet();
    const rowKeys = new RowKeys(row => row);
    for (let id = 0; id < 1_000_000; id++) keys.add(rowKeys.compute(`5A${id}`));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(maxMegabytesPerMillion * 1_000_000);
    expect(keys.size).toBe(1_000_000);
  });
});
