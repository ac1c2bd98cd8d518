// What the gate makes of a provider's budget of calls.
import { describe, expect, it } from 'vitest';
import { Gate } from '../../../packages/core/src/http/rate-limiter.ts';
import { errorOf } from '../catch-error.ts';
import { ManualClock, settle } from '../manual-clock.ts';

const open = { at: Number.POSITIVE_INFINITY };

function waiters(gate: Gate, count: number) {
  const inside: (() => void)[] = [];
  for (let i = 0; i < count; i++) void gate.enter(open).then(leave => inside.push(leave));
  return inside;
}

describe('a budget of calls', () => {
  it.each([
    [100, 4],
    [4, 4],
    [2, 2],
    [1, 1],
  ])('of %i lets %i in at once', async (remaining, expected) => {
    const gate = new Gate(new ManualClock());
    gate.budget({ remaining, resetS: 60 });
    const inside = waiters(gate, 6);
    await settle();
    expect(inside).toHaveLength(expected);
  });

  it('that is used up closes the gate until it is renewed', async () => {
    const clock = new ManualClock();
    const gate = new Gate(clock);
    gate.budget({ remaining: 0, resetS: 60 });
    expect(await errorOf(gate.enter({ at: clock.now() + 20_000 }))).toMatchObject({ code: 'rate_limited', details: { retryAfterS: 60 } });
    const inside = waiters(gate, 6);
    await clock.advance(59_999);
    expect(inside).toHaveLength(0);
    await clock.advance(1);
    expect(inside).toHaveLength(4);
  });

  it('is believed at its lowest within one period, since answers overtake each other', async () => {
    const clock = new ManualClock();
    const gate = new Gate(clock);
    gate.budget({ remaining: 1, resetS: 60 });
    await clock.advance(500);
    gate.budget({ remaining: 3, resetS: 60 });
    const inside = waiters(gate, 4);
    await settle();
    expect(inside).toHaveLength(1);
  });

  it('is believed anew in the next period', async () => {
    const clock = new ManualClock();
    const gate = new Gate(clock);
    gate.budget({ remaining: 1, resetS: 2 });
    await clock.advance(2_500);
    gate.budget({ remaining: 50, resetS: 60 });
    const inside = waiters(gate, 6);
    await settle();
    expect(inside).toHaveLength(4);
  });

  it('is no bound any more once its period is over', async () => {
    const clock = new ManualClock();
    const gate = new Gate(clock);
    gate.budget({ remaining: 1, resetS: 2 });
    await clock.advance(2_000);
    const inside = waiters(gate, 6);
    await settle();
    expect(inside).toHaveLength(4);
  });

  it('that is renewed while others wait lets them in, though nobody leaves', async () => {
    const clock = new ManualClock();
    const gate = new Gate(clock);
    gate.budget({ remaining: 1, resetS: 2 });
    const inside = waiters(gate, 4);
    await clock.advance(2_000);
    expect(inside).toHaveLength(4);
  });
});
