// Retry policy: which errors are retried, how often and after how long. No real time passes.
import { type ErrorDetails, errorCodes, LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../packages/core/src/errors.ts';
import { withRetries } from '../../../packages/core/src/http/retry.ts';
import { catchError } from '../catch-error.ts';
import { ManualClock } from '../manual-clock.ts';

const halfway = () => 0.5;

/** Runs attempts that always fail with the same error; returns their times, in milliseconds from the start. */
async function attemptTimes(code: ErrorCode, details: ErrorDetails = {}, { timeoutMs = 60_000, random = halfway } = {}): Promise<number[]> {
  const clock = new ManualClock();
  const start = clock.now();
  const times: number[] = [];
  const attempt = async () => {
    times.push(clock.now() - start);
    throw new LinekeeperError(code, `attempt ${times.length}`, details);
  };
  const error = await catchError(clock.runUntilSettled(withRetries(attempt, { at: start + timeoutMs }, { clock, random })));
  if (code !== 'timeout' || times.length === 1) expect(error.message).toBe(`attempt ${times.length}`);
  else expect(error.message).toMatch(new RegExp(`^No response in ${times.length} attempts, [\\d.]+ s in all\\. attempt ${times.length}$`));
  expect(clock.pendingTimers).toBe(0);
  return times;
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
  ] as const)('with %s is made %i times in total', async (code, attempts) => {
    expect(await attemptTimes(code)).toHaveLength(attempts);
  });

  it('is tested with every code', () => {
    expect(Object.keys(errorCodes)).toHaveLength(12);
  });

  it('is final if marked as not retryable', async () => {
    expect(await attemptTimes('rate_limited', { retryAfterS: 1, retryable: false })).toEqual([0]);
    expect(await attemptTimes('timeout', { retryable: false })).toEqual([0]);
  });

  it('that throws another error is not retried', async () => {
    const clock = new ManualClock();
    const bug = new TypeError('a bug');
    await expect(withRetries(() => Promise.reject(bug), { at: Number.POSITIVE_INFINITY }, { clock, random: halfway })).rejects.toBe(bug);
  });
});

describe('the delay before the next attempt', () => {
  it('doubles, with jitter between half and all of it', async () => {
    expect(await attemptTimes('network', {}, { random: () => 0 })).toEqual([0, 125, 375, 875]);
    const maxJitter = await attemptTimes('network', {}, { random: () => 0.999_999 });
    expect(maxJitter.map(Math.round)).toEqual([0, 250, 750, 1750]);
  });

  it('is what the provider asks for, plus jitter', async () => {
    expect(await attemptTimes('rate_limited', { retryAfterS: 3 }, { random: () => 0 })).toEqual([0, 3_000, 6_000, 9_000]);
    const [, second = 0] = await attemptTimes('unavailable', { retryAfterS: 3 }, { random: () => 0.9 });
    expect(second).toBeGreaterThan(3_000);
    expect(second).toBeLessThan(3_500);
  });

  it('never passes the deadline: the error is then final at once', async () => {
    expect(await attemptTimes('rate_limited', { retryAfterS: 30 }, { timeoutMs: 20_000 })).toEqual([0]);
    expect(await attemptTimes('rate_limited', { retryAfterS: 9 }, { timeoutMs: 20_000, random: () => 0 })).toEqual([0, 9_000, 18_000]);
    expect(await attemptTimes('network', {}, { timeoutMs: 125, random: () => 0 })).toEqual([0]);
    expect(await attemptTimes('network', {}, { timeoutMs: 126, random: () => 0 })).toEqual([0, 125]);
  });

  it('ends when the caller aborts, without another attempt', async () => {
    const clock = new ManualClock();
    const caller = new AbortController();
    let attempts = 0;
    const attempt = async () => {
      attempts++;
      throw new LinekeeperError('unavailable', 'down', { retryAfterS: 5 });
    };
    const deadline = { at: Number.POSITIVE_INFINITY, signal: caller.signal };
    const error = catchError(withRetries(attempt, deadline, { clock, random: halfway }));
    await clock.advance(1_000);
    caller.abort();
    expect((await error).message).toContain('canceled');
    await clock.advance(60_000);
    expect(attempts).toBe(1);
  });
});

describe('a later success', () => {
  it('is returned', async () => {
    const clock = new ManualClock();
    let attempts = 0;
    const attempt = async () => {
      if (++attempts < 4) throw new LinekeeperError('network', 'reset');
      return attempts;
    };
    expect(await clock.runUntilSettled(withRetries(attempt, { at: Number.POSITIVE_INFINITY }, { clock, random: halfway }))).toBe(4);
  });
});
