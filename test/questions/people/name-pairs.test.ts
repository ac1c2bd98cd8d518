// 300 pairs of names with their right answers: what is one person's is found, what is not is never matched, what is doubtful is not decided.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchPeople } from '../../../packages/questions/src/people/match-people.ts';

const pairs = readFileSync(`${import.meta.dirname}/name-pairs.txt`, 'utf8')
  .split('\n')
  .filter(line => line.trim() !== '' && !line.startsWith('#'))
  .map(line => {
    const [name = '', owner = '', answer = ''] = line.split('|').map(part => part.trim());
    return { name, owner, answer };
  });

/** The answer for a list of one person and one owner. */
function judge(name: string, owner: string): string {
  const { matches, doubts, leavers, withoutLine } = matchPeople([{ name }], [{ account: 'north', name: owner }]);
  if (matches.length > 0) return 'same';
  return doubts.length > 0 ? 'unsure' : `different${leavers.length === 1 && withoutLine.length === 1 ? '' : ', but lost'}`;
}

const results = pairs.map(pair => ({ ...pair, found: judge(pair.name, pair.owner), turned: judge(pair.owner, pair.name) }));
const describePairs = (list: typeof results) => list.map(({ name, owner, found }) => `${name} | ${owner}: ${found}`);

describe('pairs of names', () => {
  it('are at least 300, with three answers', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(300);
    expect(new Set(pairs.map(({ answer }) => answer))).toEqual(new Set(['same', 'unsure', 'different']));
  });

  it('are never matched wrongly', () => {
    expect(describePairs(results.filter(({ answer, found, turned }) => answer !== 'same' && [found, turned].includes('same')))).toEqual([]);
  });

  it('are found in at least 95 % of the right ones; the rest is doubtful', () => {
    const right = results.filter(({ answer }) => answer === 'same');
    const missed = right.filter(({ found }) => found !== 'same');
    expect(missed.length / right.length, describePairs(missed).join('\n')).toBeLessThanOrEqual(0.05);
    expect(describePairs(missed.filter(({ found }) => found !== 'unsure'))).toEqual([]);
  });

  it('are doubtful where people could not tell either', () => {
    expect(describePairs(results.filter(({ answer, found }) => answer === 'unsure' && found !== 'unsure'))).toEqual([]);
  });

  it('are matched in either direction', () => {
    expect(describePairs(results.filter(({ found, turned }) => (found === 'same') !== (turned === 'same')))).toEqual([]);
  });
});
