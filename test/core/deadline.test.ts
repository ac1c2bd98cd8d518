// Deadlines, attempt timeouts and sleeps, with a clock that is advanced by hand.

import { describe, expect, it } from 'vitest';
import { getAttemptTimeoutMs, sleep, withDeadline } from '../../packages/core/src/deadline.ts';
import { catchError } from './catch-error.ts';
import { getPromiseState, ManualClock } from './manual-clock.ts';

describe('an attempt', () => {
  it.each([
    [20_000, 8_000],
    [16_000, 8_000],
    [10_000, 5_000],
    [100, 50],
    [Number.POSITIVE_INFINITY, 8_000],
  ])('with %i ms left gets %i ms: at most 8 s, and at most half', (left, expected) => {
    const clock = new ManualClock();
    expect(getAttemptTimeoutMs({ at: clock.now() + left }, clock)).toBe(expected);
  });

  it('gets no time after the deadline', () => {
    const clock = new ManualClock();
    expect(getAttemptTimeoutMs({ at: clock.now() - 1 }, clock)).toBeLessThanOrEqual(0);
  });
});

describe('a sleep', () => {
  it('ends after its time, not before', async () => {
    const clock = new ManualClock();
    const sleeping = sleep(100, clock);
    await clock.advance(99);
    expect(await getPromiseState(sleeping)).toBe('pending');
    await clock.advance(1);
    expect(await getPromiseState(sleeping)).toBe('fulfilled');
  });

  it('rejects as soon as the caller aborts, and leaves no timer', async () => {
    const clock = new ManualClock();
    const caller = new AbortController();
    const sleeping = sleep(100, clock, caller.signal);
    caller.abort();
    expect((await catchError(sleeping)).details.retryable).toBe(false);
    expect(clock.pendingTimers).toBe(0);
    expect((await catchError(sleep(100, clock, caller.signal))).code).toBe('timeout');
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('a promise with a deadline', () => {
  const never = new Promise<never>(() => {});

  it('settles as before, and leaves no timer', async () => {
    const clock = new ManualClock();
    const deadline = { at: clock.now() + 100 };
    expect(await withDeadline(Promise.resolve(7), deadline, clock)).toBe(7);
    await expect(withDeadline(Promise.reject(new Error('no')), deadline, clock)).rejects.toThrow('no');
    expect(clock.pendingTimers).toBe(0);
  });

  it('fails with a final timeout if the deadline comes first', async () => {
    const clock = new ManualClock();
    const waiting = catchError(withDeadline(never, { at: clock.now() + 100 }, clock));
    await clock.advance(99);
    expect(await getPromiseState(waiting)).toBe('pending');
    await clock.advance(1);
    expect(await waiting).toMatchObject({ code: 'timeout', details: { retryable: false } });
  });

  it('fails when the caller aborts', async () => {
    const clock = new ManualClock();
    const caller = new AbortController();
    const waiting = catchError(withDeadline(never, { at: clock.now() + 100, signal: caller.signal }, clock));
    caller.abort();
    expect((await waiting).message).toContain('canceled');
    expect(clock.pendingTimers).toBe(0);
  });

  it('fails at once if the caller has aborted already', async () => {
    const waiting = withDeadline(never, { at: Number.POSITIVE_INFINITY, signal: AbortSignal.abort() }, new ManualClock());
    waiting.catch(() => {});
    expect(await getPromiseState(waiting)).toBe('rejected');
  });

  it('needs no timer without a deadline', async () => {
    const clock = new ManualClock();
    const waiting = withDeadline(never, { at: Number.POSITIVE_INFINITY }, clock);
    expect(clock.pendingTimers).toBe(0);
    expect(await getPromiseState(waiting)).toBe('pending');
  });
});
