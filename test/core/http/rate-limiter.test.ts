// The rate limiter of an account: four concurrent requests, pauses, and every waiter is woken.

import { describe, expect, it } from 'vitest';
import { RateLimiter } from '../../../packages/core/src/http/rate-limiter.ts';
import fc from '../../random.ts';
import { catchError } from '../catch-error.ts';
import { flushPromises, getPromiseState, ManualClock } from '../manual-clock.ts';

const noDeadline = { at: Number.POSITIVE_INFINITY };

function createRateLimiter() {
  const clock = new ManualClock();
  return { clock, rateLimiter: new RateLimiter(clock) };
}

/** Acquires `count` times; `acquired` lists the successful ones, in their order. */
function acquireMany(rateLimiter: RateLimiter, count: number) {
  const acquired: { index: number; release: () => void }[] = [];
  const all = Array.from({ length: count }, (_, index) =>
    rateLimiter.acquire(noDeadline).then(release => void acquired.push({ index, release })),
  );
  return { acquired, all };
}

/** Counts how often the time was read: each look at the limits reads it. */
class CountingClock extends ManualClock {
  readings = 0;

  override now(): number {
    this.readings++;
    return super.now();
  }
}

describe('the rate limiter', () => {
  it('allows four concurrent requests, the others in their order', async () => {
    const { rateLimiter } = createRateLimiter();
    const { acquired } = acquireMany(rateLimiter, 7);
    await flushPromises();
    expect(acquired.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    acquired[2]?.release();
    await flushPromises();
    expect(acquired.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    acquired[0]?.release();
    acquired[1]?.release();
    await flushPromises();
    expect(acquired).toHaveLength(7);
  });

  it('wakes every waiter and never allows more than four, in any order of releases', async () => {
    const step = fc.record({ acquires: fc.nat({ max: 6 }), releases: fc.nat({ max: 4 }), aborts: fc.boolean() });
    const check = async (steps: { acquires: number; releases: number; aborts: boolean }[]) => {
      const { rateLimiter } = createRateLimiter();
      const acquired: (() => void)[] = [];
      let waiting = 0;
      for (const { acquires, releases, aborts } of steps) {
        for (let i = 0; i < acquires; i++) {
          const caller = new AbortController();
          waiting++;
          const acquiring = rateLimiter.acquire({ ...noDeadline, signal: caller.signal });
          acquiring.then(
            release => acquired.push(release) && waiting--,
            () => waiting--,
          );
          if (aborts && i % 2 === 1) caller.abort();
        }
        for (const release of acquired.splice(0, releases)) release();
        await flushPromises();
        expect(acquired.length).toBeLessThanOrEqual(4);
        if (waiting > 0) expect(acquired).toHaveLength(4);
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 8 }), check));
  });

  it('fails with a timeout if the deadline passes while waiting', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    acquireMany(rateLimiter, 4);
    const waiting = rateLimiter.acquire({ at: clock.now() + 1_000 });
    await clock.advance(999);
    expect(await getPromiseState(waiting)).toBe('pending');
    await clock.advance(1);
    expect(await catchError(waiting)).toMatchObject({ code: 'timeout', details: { retryable: false } });
    expect((await catchError(rateLimiter.acquire({ at: clock.now() }))).code).toBe('timeout');
  });

  it('fails if the caller aborts while waiting, and skips that waiter', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    const { acquired } = acquireMany(rateLimiter, 4);
    const caller = new AbortController();
    const aborted = catchError(rateLimiter.acquire({ ...noDeadline, signal: caller.signal }));
    const next = rateLimiter.acquire(noDeadline);
    caller.abort();
    expect((await aborted).message).toContain('canceled');
    acquired[0]?.release();
    expect(await getPromiseState(next)).toBe('fulfilled');
    expect(clock.pendingTimers).toBe(0);
    expect((await catchError(rateLimiter.acquire({ ...noDeadline, signal: AbortSignal.abort() }))).message).toContain('canceled');
  });
});

describe('many waiting requests', () => {
  it('cost in proportion to their number', async () => {
    const counting = new CountingClock();
    const rateLimiter = new RateLimiter(counting);
    const count = 2_000;
    const order: number[] = [];
    const send = async (index: number) => {
      const release = await rateLimiter.acquire({ at: counting.now() + 60_000 });
      order.push(index);
      await flushPromises();
      release();
    };
    await Promise.all(Array.from({ length: count }, (_, index) => send(index)));
    expect(order).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(counting.readings).toBeLessThan(30 * count);
  });

  it('all fail as soon as a pause begins that none of them has the time for', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    const { acquired } = acquireMany(rateLimiter, 4);
    const patient = rateLimiter.acquire(noDeadline);
    const others = Array.from({ length: 9 }, () => catchError(rateLimiter.acquire({ at: clock.now() + 20_000 })));
    await flushPromises();
    rateLimiter.pauseFor(60);
    acquired[0]?.release();
    expect((await Promise.all(others)).map(({ details }) => details.retryAfterS)).toEqual(Array(9).fill(60));
    await clock.advance(60_000);
    expect(await getPromiseState(patient)).toBe('fulfilled');
    expect(clock.pendingTimers).toBe(0);
  });

  it('are sent after a pause in their order, whichever of them were woken in it', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    const { acquired } = acquireMany(rateLimiter, 12);
    await flushPromises();
    rateLimiter.pauseFor(5);
    for (const { release } of acquired.splice(0)) release();
    await clock.advance(5_000);
    expect(acquired.map(({ index }) => index)).toEqual([4, 5, 6, 7]);
    for (const { release } of acquired.splice(0)) release();
    await flushPromises();
    expect(acquired.map(({ index }) => index)).toEqual([8, 9, 10, 11]);
  });
});

describe('a pause', () => {
  it('holds all requests until it ends, then wakes all waiters', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    rateLimiter.pauseFor(5);
    const { acquired } = acquireMany(rateLimiter, 6);
    await clock.advance(4_999);
    expect(acquired).toHaveLength(0);
    await clock.advance(1);
    expect(acquired).toHaveLength(4);
    for (const { release } of acquired.slice()) release();
    await flushPromises();
    expect(acquired).toHaveLength(6);
  });

  it('is not shortened by a later, shorter one', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    rateLimiter.pauseFor(5);
    rateLimiter.pauseFor(1);
    const acquiring = rateLimiter.acquire(noDeadline);
    await clock.advance(4_999);
    expect(await getPromiseState(acquiring)).toBe('pending');
    await clock.advance(1);
    expect(await getPromiseState(acquiring)).toBe('fulfilled');
  });

  it('fails at once if it passes the deadline, with the remaining seconds', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    rateLimiter.pauseFor(30);
    expect(await catchError(rateLimiter.acquire({ at: clock.now() + 20_000 }))).toMatchObject({
      code: 'rate_limited',
      details: { retryAfterS: 30, retryable: false },
    });
    await clock.advance(29_100);
    expect((await catchError(rateLimiter.acquire({ at: clock.now() + 500 }))).details.retryAfterS).toBe(1);
  });

  it('holds requests that were waiting when it began', async () => {
    const { clock, rateLimiter } = createRateLimiter();
    const { acquired } = acquireMany(rateLimiter, 5);
    await flushPromises();
    rateLimiter.pauseFor(5);
    acquired[0]?.release();
    await clock.advance(4_999);
    expect(acquired).toHaveLength(4);
    await clock.advance(1);
    expect(acquired).toHaveLength(5);
  });
});
