// Waits for a provider's rate limit: reported before they begin, and limited to five minutes.

import { LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../packages/core/src/http/rate-limiter.ts';
import { withRetries } from '../../../packages/core/src/http/retry.ts';
import { ManualClock } from '../manual-clock.ts';

const rateLimited = (retryAfterS: number) => () =>
  Promise.reject(new LinekeeperError('rate_limited', 'Too many requests.', { retryAfterS }));

describe('a wait', () => {
  it('is reported before it begins', async () => {
    const clock = new ManualClock();
    const waits: number[] = [];
    const result = withRetries(rateLimited(30), { at: Number.POSITIVE_INFINITY, onWait: ms => waits.push(ms) }, { clock, random: () => 0 });
    result.catch(() => {});
    await clock.advance(1);
    expect(waits).toEqual([30_000]);
  });

  it('of more than five minutes fails at once, even without a deadline', async () => {
    const clock = new ManualClock();
    const result = withRetries(rateLimited(99_999), { at: Number.POSITIVE_INFINITY }, { clock, random: () => 0 });
    await expect(result).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterS: 99_999 } });
  });

  it('pauses the rate limiter for five minutes at most', async () => {
    const clock = new ManualClock();
    const rateLimiter = new RateLimiter(clock);
    rateLimiter.pauseFor(31_536_000);
    await expect(rateLimiter.acquire({ at: clock.now() + 20_000 })).rejects.toMatchObject({
      code: 'rate_limited',
      details: { retryAfterS: 300 },
    });
    await clock.advance(300_000);
    (await rateLimiter.acquire({ at: clock.now() + 20_000 }))();
  });
});
