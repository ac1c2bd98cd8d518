// The words for a changed value: short whatever its size.
import { describeChange } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';

const numbers = (count: number, from: number) => Array.from({ length: count }, (_, index) => `+45${from + index}`);

describe('a described change', () => {
  it.each([
    ['up', 'down', 'up → down'],
    [undefined, ['Sales', 'IT'], '– → Sales, IT'],
    [['a', 'b'], ['b', 'c'], 'added c, removed a'],
    [['a'], ['a'], ''],
  ])('from %j to %j is %j', (before, after, expected) => {
    expect(describeChange(before, after)).toBe(expected);
  });

  it('of a long list names the first entries that came and went, and takes time in proportion', () => {
    const text = describeChange(numbers(100_000, 10_000_000), numbers(100_000, 20_000_000));
    expect(text).toMatch(/^added \+4520000000, .*, added \+4520000019, added 99980 more, removed \+4510000000, .*, removed 99980 more$/);
    expect(text.length).toBeLessThan(1_000);
  });

  it('of a long text, and of a list that was empty, is cut', () => {
    expect(describeChange('x'.repeat(100_000), 'y'.repeat(100_000)).length).toBeLessThan(1_100);
    expect(describeChange(undefined, numbers(100_000, 10_000_000)).length).toBeLessThan(1_000);
  });
});
