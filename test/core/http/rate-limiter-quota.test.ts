// The rate limiter with a provider's request quota.
import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../packages/core/src/http/rate-limiter.ts';
import { catchError } from '../catch-error.ts';
import { flushPromises, ManualClock } from '../manual-clock.ts';

const noDeadline = { at: Number.POSITIVE_INFINITY };

function acquireMany(rateLimiter: RateLimiter, count: number) {
  const acquired: (() => void)[] = [];
  for (let i = 0; i < count; i++) void rateLimiter.acquire(noDeadline).then(release => acquired.push(release));
  return acquired;
}

describe('a quota', () => {
  it.each([
    [100, 4],
    [4, 4],
    [2, 2],
    [1, 1],
  ])('of %i allows %i concurrent requests', async (remaining, expected) => {
    const rateLimiter = new RateLimiter(new ManualClock());
    rateLimiter.recordQuota({ remaining, resetS: 60 });
    const acquired = acquireMany(rateLimiter, 6);
    await flushPromises();
    expect(acquired).toHaveLength(expected);
  });

  it('that is used up pauses requests until it resets', async () => {
    const clock = new ManualClock();
    const rateLimiter = new RateLimiter(clock);
    rateLimiter.recordQuota({ remaining: 0, resetS: 60 });
    expect(await catchError(rateLimiter.acquire({ at: clock.now() + 20_000 }))).toMatchObject({
      code: 'rate_limited',
      details: { retryAfterS: 60 },
    });
    const acquired = acquireMany(rateLimiter, 6);
    await clock.advance(59_999);
    expect(acquired).toHaveLength(0);
    await clock.advance(1);
    expect(acquired).toHaveLength(4);
  });

  it('counts with its lowest value within one period, since responses arrive out of order', async () => {
    const clock = new ManualClock();
    const rateLimiter = new RateLimiter(clock);
    rateLimiter.recordQuota({ remaining: 1, resetS: 60 });
    await clock.advance(500);
    rateLimiter.recordQuota({ remaining: 3, resetS: 60 });
    const acquired = acquireMany(rateLimiter, 4);
    await flushPromises();
    expect(acquired).toHaveLength(1);
  });

  it('is replaced in the next period', async () => {
    const clock = new ManualClock();
    const rateLimiter = new RateLimiter(clock);
    rateLimiter.recordQuota({ remaining: 1, resetS: 2 });
    await clock.advance(2_500);
    rateLimiter.recordQuota({ remaining: 50, resetS: 60 });
    const acquired = acquireMany(rateLimiter, 6);
    await flushPromises();
    expect(acquired).toHaveLength(4);
  });

  it('does not limit requests after its period', async () => {
    const clock = new ManualClock();
    const rateLimiter = new RateLimiter(clock);
    rateLimiter.recordQuota({ remaining: 1, resetS: 2 });
    await clock.advance(2_000);
    const acquired = acquireMany(rateLimiter, 6);
    await flushPromises();
    expect(acquired).toHaveLength(4);
  });

  it('that resets wakes waiters without a release', async () => {
    const clock = new ManualClock();
    const rateLimiter = new RateLimiter(clock);
    rateLimiter.recordQuota({ remaining: 1, resetS: 2 });
    const acquired = acquireMany(rateLimiter, 4);
    await clock.advance(2_000);
    expect(acquired).toHaveLength(4);
  });
});
