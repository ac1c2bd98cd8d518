// The deduplication keys of pressed buttons: one for a double click, another one for pressing again later.
import { ProcessedJobs } from '@linekeeper/slack';
import { getButtonKey, type Job, RecentPresses } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';

const job: Omit<Job, 'key' | 'askedAt' | 'by'> = {
  task: { do: 'share', question: { tool: 'list_lines', input: {}, shown: 0 } },
  access: ['*'],
  user: 'U0ALICE',
  responseUrl: 'https://hooks.slack.com/x',
};

const button = ['U0ALICE', '1700000000.000100', 'more', 'signed'];

/** The keys of presses of one button at these times. */
const getKeys = (times: readonly number[]): string[] => {
  const presses = new RecentPresses();
  return times.map(now => presses.getKey(button, now));
};

describe('the key of a pressed button', () => {
  it('is the same for a double click, wherever the second begins', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(999), (start, ms) => {
        const [first, second] = getKeys([start, start + ms]);
        expect(second).toBe(first);
      }),
    );
  });

  it('is another one a second later, however often it was pressed meanwhile', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.array(fc.nat(999)), fc.integer({ min: 1_000, max: 400_000 }), (start, clicks, ms) => {
        const between = clicks.sort((a, b) => a - b).map(click => start + click);
        const keys = getKeys([start, ...between, start + ms]);
        expect(new Set(keys.slice(0, -1)).size).toBe(1);
        expect(keys.at(-1)).not.toBe(keys[0]);
      }),
    );
  });

  it('is mostly the same in two processes that each get one click of a double click', () => {
    const pairs = Array.from({ length: 1_000 }, (_, start) => [getKeys([start]), getKeys([start + 150])]);
    expect(pairs.filter(([first, second]) => first?.[0] === second?.[0]).length).toBeGreaterThanOrEqual(850);
  });

  it('begins alike in two processes, so that the worker knows the button', () => {
    const [first, second] = [999, 1_001].map(now => ({ key: getKeys([now])[0] ?? '', askedAt: now, by: 'button' as const }));
    if (first === undefined || second === undefined) return expect.fail();
    expect(second.key).not.toBe(first.key);
    expect(getButtonKey(second)).toBe(getButtonKey(first));
    const processed = new ProcessedJobs();
    processed.add({ ...job, ...first }, 5_000);
    expect(processed.has({ ...job, ...second })).toBe(true);
    expect(processed.has({ ...job, ...second, askedAt: 1_999 })).toBe(false);
  });

  it.each([
    ['another user', ['U0BOB', ...button.slice(1)]],
    ['another message', [button[0] ?? '', '1700000000.000200', ...button.slice(2)]],
    ['another button', [...button.slice(0, 2), 'share', 'signed']],
  ])('is another one for %s', (_, other) => {
    const presses = new RecentPresses();
    expect(presses.getKey(other, 5_000)).not.toBe(presses.getKey(button, 5_000));
  });

  it('consists of at most 128 letters and digits, as SQS demands', () => {
    expect(getKeys([0])[0]).toMatch(/^[0-9a-f]{1,128}$/);
  });
});
