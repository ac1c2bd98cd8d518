// Deadlines and attempt times, by a clock that is advanced by hand.
import { sleep } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { attemptTime, within } from '../../packages/core/src/deadline.ts';
import { errorOf } from './catch-error.ts';
import { ManualClock, stateOf } from './manual-clock.ts';

describe('an attempt', () => {
  it.each([
    [20_000, 8_000],
    [16_000, 8_000],
    [10_000, 5_000],
    [100, 50],
    [Number.POSITIVE_INFINITY, 8_000],
  ])('with %i ms left gets %i ms: at most 8 s and never over half', (left, expected) => {
    const clock = new ManualClock();
    expect(attemptTime({ at: clock.now() + left }, clock)).toBe(expected);
  });

  it('gets nothing when the deadline is over', () => {
    const clock = new ManualClock();
    expect(attemptTime({ at: clock.now() - 1 }, clock)).toBeLessThanOrEqual(0);
  });
});

describe('a sleep', () => {
  it('ends when its time is over, not before', async () => {
    const clock = new ManualClock();
    const asleep = sleep(100, clock);
    await clock.advance(99);
    expect(await stateOf(asleep)).toBe('pending');
    await clock.advance(1);
    expect(await stateOf(asleep)).toBe('fulfilled');
  });

  it('ends at once when the caller goes away, and leaves no timer', async () => {
    const clock = new ManualClock();
    const caller = new AbortController();
    const asleep = sleep(100, clock, caller.signal);
    caller.abort();
    expect((await errorOf(asleep)).details.retry).toBe(false);
    expect(clock.running).toBe(0);
    expect((await errorOf(sleep(100, clock, caller.signal))).code).toBe('timeout');
    expect(clock.running).toBe(0);
  });
});

describe('a wait within a deadline', () => {
  const never = new Promise<never>(() => {});

  it('gives what is waited for, and leaves no timer', async () => {
    const clock = new ManualClock();
    const deadline = { at: clock.now() + 100 };
    expect(await within(Promise.resolve(7), deadline, clock)).toBe(7);
    await expect(within(Promise.reject(new Error('no')), deadline, clock)).rejects.toThrow('no');
    expect(clock.running).toBe(0);
  });

  it('is a final timeout when the deadline comes first', async () => {
    const clock = new ManualClock();
    const waiting = errorOf(within(never, { at: clock.now() + 100 }, clock));
    await clock.advance(99);
    expect(await stateOf(waiting)).toBe('pending');
    await clock.advance(1);
    expect(await waiting).toMatchObject({ code: 'timeout', details: { retry: false } });
  });

  it('ends when the caller goes away', async () => {
    const clock = new ManualClock();
    const caller = new AbortController();
    const waiting = errorOf(within(never, { at: clock.now() + 100, signal: caller.signal }, clock));
    caller.abort();
    expect((await waiting).message).toContain('cancelled');
    expect(clock.running).toBe(0);
  });

  it('ends at once when the caller has gone before', async () => {
    const waiting = within(never, { at: Number.POSITIVE_INFINITY, signal: AbortSignal.abort() }, new ManualClock());
    waiting.catch(() => {});
    expect(await stateOf(waiting)).toBe('rejected');
  });

  it('needs no timer where there is no deadline', async () => {
    const clock = new ManualClock();
    const waiting = within(never, { at: Number.POSITIVE_INFINITY }, clock);
    expect(clock.running).toBe(0);
    expect(await stateOf(waiting)).toBe('pending');
  });
});
