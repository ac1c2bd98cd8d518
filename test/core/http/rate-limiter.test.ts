// The gate before one account: four at once, pauses and budgets, and nobody forgotten before it.

import { describe, expect, it } from 'vitest';
import { Gate } from '../../../packages/core/src/http/rate-limiter.ts';
import fc from '../../random.ts';
import { errorOf } from '../catch-error.ts';
import { ManualClock, settle, stateOf } from '../manual-clock.ts';

const open = { at: Number.POSITIVE_INFINITY };

function gateOf() {
  const clock = new ManualClock();
  return { clock, gate: new Gate(clock) };
}

/** Enters `count` times; the answers say who is inside, in the order of entering. */
function crowd(gate: Gate, count: number) {
  const inside: { index: number; leave: () => void }[] = [];
  const all = Array.from({ length: count }, (_, index) => gate.enter(open).then(leave => void inside.push({ index, leave })));
  return { inside, all };
}

describe('the gate', () => {
  it('lets four in at once, the others in their order as places become free', async () => {
    const { gate } = gateOf();
    const { inside } = crowd(gate, 7);
    await settle();
    expect(inside.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    inside[2]?.leave();
    await settle();
    expect(inside.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    inside[0]?.leave();
    inside[1]?.leave();
    await settle();
    expect(inside).toHaveLength(7);
  });

  it('forgets nobody and never holds more than four, however places become free', async () => {
    const step = fc.record({ enter: fc.nat({ max: 6 }), leave: fc.nat({ max: 4 }), gone: fc.boolean() });
    const check = async (steps: { enter: number; leave: number; gone: boolean }[]) => {
      const { gate } = gateOf();
      const inside: (() => void)[] = [];
      let waiting = 0;
      for (const { enter, leave, gone } of steps) {
        for (let i = 0; i < enter; i++) {
          const caller = new AbortController();
          waiting++;
          const entering = gate.enter({ ...open, signal: caller.signal });
          entering.then(
            out => inside.push(out) && waiting--,
            () => waiting--,
          );
          if (gone && i % 2 === 1) caller.abort();
        }
        for (const out of inside.splice(0, leave)) out();
        await settle();
        expect(inside.length).toBeLessThanOrEqual(4);
        if (waiting > 0) expect(inside).toHaveLength(4);
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 8 }), check));
  });

  it('refuses a caller whose deadline comes while waiting for a place', async () => {
    const { clock, gate } = gateOf();
    crowd(gate, 4);
    const waiting = gate.enter({ at: clock.now() + 1_000 });
    await clock.advance(999);
    expect(await stateOf(waiting)).toBe('pending');
    await clock.advance(1);
    expect(await errorOf(waiting)).toMatchObject({ code: 'timeout', details: { retry: false } });
    expect((await errorOf(gate.enter({ at: clock.now() }))).code).toBe('timeout');
  });

  it('lets a caller go who goes away while waiting, and keeps no place for them', async () => {
    const { clock, gate } = gateOf();
    const { inside } = crowd(gate, 4);
    const caller = new AbortController();
    const gone = errorOf(gate.enter({ ...open, signal: caller.signal }));
    const next = gate.enter(open);
    caller.abort();
    expect((await gone).message).toContain('cancelled');
    inside[0]?.leave();
    expect(await stateOf(next)).toBe('fulfilled');
    expect(clock.running).toBe(0);
    expect((await errorOf(gate.enter({ ...open, signal: AbortSignal.abort() }))).message).toContain('cancelled');
  });
});

describe('a closed gate', () => {
  it('lets nobody in before its time, then all who wait', async () => {
    const { clock, gate } = gateOf();
    gate.close(5);
    const { inside } = crowd(gate, 6);
    await clock.advance(4_999);
    expect(inside).toHaveLength(0);
    await clock.advance(1);
    expect(inside).toHaveLength(4);
    for (const { leave } of inside.slice()) leave();
    await settle();
    expect(inside).toHaveLength(6);
  });

  it('stays closed for the longest time that was asked for', async () => {
    const { clock, gate } = gateOf();
    gate.close(5);
    gate.close(1);
    const entering = gate.enter(open);
    await clock.advance(4_999);
    expect(await stateOf(entering)).toBe('pending');
    await clock.advance(1);
    expect(await stateOf(entering)).toBe('fulfilled');
  });

  it('refuses at once a wait that does not fit the deadline, and says how long it is', async () => {
    const { clock, gate } = gateOf();
    gate.close(30);
    expect(await errorOf(gate.enter({ at: clock.now() + 20_000 }))).toMatchObject({
      code: 'rate_limited',
      details: { retryAfterS: 30, retry: false },
    });
    await clock.advance(29_100);
    expect((await errorOf(gate.enter({ at: clock.now() + 500 }))).details.retryAfterS).toBe(1);
  });

  it('holds those back who were waiting for a place when it closed', async () => {
    const { clock, gate } = gateOf();
    const { inside } = crowd(gate, 5);
    await settle();
    gate.close(5);
    inside[0]?.leave();
    await clock.advance(4_999);
    expect(inside).toHaveLength(4);
    await clock.advance(1);
    expect(inside).toHaveLength(5);
  });
});
