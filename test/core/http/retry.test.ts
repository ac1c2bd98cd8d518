// Which failure is asked again, how often and after how long; no real time passes.
import { type ErrorCode, type ErrorDetails, errorCodes, LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { withRetries } from '../../../packages/core/src/http/retry.ts';
import { errorOf } from '../catch-error.ts';
import { ManualClock } from '../manual-clock.ts';

const halfway = () => 0.5;

/** Asks with attempts that always fail in the same way; gives the moments of the attempts, in milliseconds from the start. */
async function momentsOf(code: ErrorCode, details: ErrorDetails = {}, { allowed = 60_000, random = halfway } = {}): Promise<number[]> {
  const clock = new ManualClock();
  const start = clock.now();
  const moments: number[] = [];
  const attempt = async () => {
    moments.push(clock.now() - start);
    throw new LinekeeperError(code, `attempt ${moments.length}`, details);
  };
  const error = await errorOf(clock.until(withRetries(attempt, { at: start + allowed }, { clock, random })));
  if (code !== 'timeout' || moments.length === 1) expect(error.message).toBe(`attempt ${moments.length}`);
  else
    expect(error.message).toMatch(new RegExp(`^No answer in ${moments.length} attempts, [\\d.]+ s in all\\. attempt ${moments.length}$`));
  expect(clock.running).toBe(0);
  return moments;
}

describe('a failed attempt', () => {
  it.each([
    ['input', 1],
    ['config', 1],
    ['auth', 1],
    ['denied', 1],
    ['not_found', 1],
    ['refused', 1],
    ['internal', 1],
    ['malformed', 2],
    ['rate_limited', 4],
    ['timeout', 4],
    ['network', 4],
    ['unavailable', 4],
  ] as const)('with %s is made %i times in all', async (code, attempts) => {
    expect(await momentsOf(code)).toHaveLength(attempts);
  });

  it('is known for every code', () => {
    expect(Object.keys(errorCodes)).toHaveLength(12);
  });

  it('is final where asking again makes no sense', async () => {
    expect(await momentsOf('rate_limited', { retryAfterS: 1, retry: false })).toEqual([0]);
    expect(await momentsOf('timeout', { retry: false })).toEqual([0]);
  });

  it('that is no error of ours is thrown as it is', async () => {
    const clock = new ManualClock();
    const bug = new TypeError('a bug');
    await expect(withRetries(() => Promise.reject(bug), { at: Number.POSITIVE_INFINITY }, { clock, random: halfway })).rejects.toBe(bug);
  });
});

describe('the pause before the next attempt', () => {
  it('doubles, and is spread by chance between a half and the whole', async () => {
    expect(await momentsOf('network', {}, { random: () => 0 })).toEqual([0, 125, 375, 875]);
    const late = await momentsOf('network', {}, { random: () => 0.999_999 });
    expect(late.map(Math.round)).toEqual([0, 250, 750, 1750]);
  });

  it('is what the provider asks for, and a little more', async () => {
    expect(await momentsOf('rate_limited', { retryAfterS: 3 }, { random: () => 0 })).toEqual([0, 3_000, 6_000, 9_000]);
    const [, second = 0] = await momentsOf('unavailable', { retryAfterS: 3 }, { random: () => 0.9 });
    expect(second).toBeGreaterThan(3_000);
    expect(second).toBeLessThan(3_500);
  });

  it('is never longer than the deadline: then the failure is final at once', async () => {
    expect(await momentsOf('rate_limited', { retryAfterS: 30 }, { allowed: 20_000 })).toEqual([0]);
    expect(await momentsOf('rate_limited', { retryAfterS: 9 }, { allowed: 20_000, random: () => 0 })).toEqual([0, 9_000, 18_000]);
    expect(await momentsOf('network', {}, { allowed: 125, random: () => 0 })).toEqual([0]);
    expect(await momentsOf('network', {}, { allowed: 126, random: () => 0 })).toEqual([0, 125]);
  });

  it('ends when the caller goes away, and nothing is sent any more', async () => {
    const clock = new ManualClock();
    const caller = new AbortController();
    let attempts = 0;
    const attempt = async () => {
      attempts++;
      throw new LinekeeperError('unavailable', 'down', { retryAfterS: 5 });
    };
    const deadline = { at: Number.POSITIVE_INFINITY, signal: caller.signal };
    const failing = errorOf(withRetries(attempt, deadline, { clock, random: halfway }));
    await clock.advance(1_000);
    caller.abort();
    expect((await failing).message).toContain('cancelled');
    await clock.advance(60_000);
    expect(attempts).toBe(1);
  });
});

describe('a later success', () => {
  it('is the answer', async () => {
    const clock = new ManualClock();
    let attempts = 0;
    const attempt = async () => {
      if (++attempts < 4) throw new LinekeeperError('network', 'reset');
      return attempts;
    };
    expect(await clock.until(withRetries(attempt, { at: Number.POSITIVE_INFINITY }, { clock, random: halfway }))).toBe(4);
  });
});
