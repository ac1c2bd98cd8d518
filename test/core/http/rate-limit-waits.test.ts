// Pauses that a provider asks for: said before they begin, and never longer than anybody would wait.

import { LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { Gate } from '../../../packages/core/src/http/rate-limiter.ts';
import { withRetries } from '../../../packages/core/src/http/retry.ts';
import { ManualClock } from '../manual-clock.ts';

const limitedFor = (retryAfterS: number) => () => Promise.reject(new LinekeeperError('rate_limited', 'Too many calls.', { retryAfterS }));

describe('a pause', () => {
  it('is told of before it begins', async () => {
    const clock = new ManualClock();
    const told: number[] = [];
    const asked = withRetries(limitedFor(30), { at: Number.POSITIVE_INFINITY, onWait: ms => told.push(ms) }, { clock, random: () => 0 });
    asked.catch(() => {});
    await clock.advance(1);
    expect(told).toEqual([30_000]);
  });

  it('beyond five minutes is not waited for, deadline or not', async () => {
    const clock = new ManualClock();
    const asked = withRetries(limitedFor(99_999), { at: Number.POSITIVE_INFINITY }, { clock, random: () => 0 });
    await expect(asked).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterS: 99_999 } });
  });

  it('closes a gate for five minutes at the most', async () => {
    const clock = new ManualClock();
    const gate = new Gate(clock);
    gate.close(31_536_000);
    await expect(gate.enter({ at: clock.now() + 20_000 })).rejects.toMatchObject({ code: 'rate_limited', details: { retryAfterS: 300 } });
    await clock.advance(300_000);
    (await gate.enter({ at: clock.now() + 20_000 }))();
  });
});
