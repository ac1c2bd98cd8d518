// A login session: one login for all who wait, renewed in time, never kept after a failure.
import type { Ticket } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { Session } from '../../../packages/core/src/http/session.ts';
import { ManualClock } from '../manual-clock.ts';

const hour = 3_600_000;

/** A session whose logins give `token-1`, `token-2`, … */
function sessionOf(lasts: number) {
  const clock = new ManualClock();
  const logins = { count: 0 };
  const login = async (): Promise<Ticket> => ({ token: `token-${++logins.count}`, lasts });
  return { clock, logins, session: new Session(login, clock) };
}

describe('a session', () => {
  it('is opened once for all concurrent callers', async () => {
    const { session, logins } = sessionOf(hour);
    expect(await Promise.all([session.token(), session.token(), session.token()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(await session.token()).toBe('token-1');
    expect(logins.count).toBe(1);
  });

  it.each([
    [hour, hour - 60_000],
    [300_000, 270_000],
    [10_000, 9_000],
  ])('of %i ms is renewed after %i ms, before it ends', async (lasts, renewed) => {
    const { clock, session } = sessionOf(lasts);
    await session.token();
    await clock.advance(renewed - 1);
    expect(await session.token()).toBe('token-1');
    await clock.advance(1);
    expect(await Promise.all([session.token(), session.token()])).toEqual(['token-2', 'token-2']);
  });

  it('without an end is never renewed', async () => {
    const { clock, session } = sessionOf(Number.POSITIVE_INFINITY);
    await session.token();
    await clock.advance(1_000 * hour);
    expect(await session.token()).toBe('token-1');
  });

  it('is opened again after a rejection, once for all who were rejected', async () => {
    const { session, logins } = sessionOf(hour);
    const stale = await session.token();
    session.drop(stale);
    const first = session.token();
    session.drop(stale);
    expect(await Promise.all([first, session.token()])).toEqual(['token-2', 'token-2']);
    expect(logins.count).toBe(2);
  });

  it('stays when a stale key is dropped', async () => {
    const { session, logins } = sessionOf(hour);
    session.drop(await session.token());
    await session.token();
    session.drop('token-1');
    expect(await session.token()).toBe('token-2');
    expect(session.key).toBe('token-2');
    expect(logins.count).toBe(2);
  });

  it('may have ended where its key worked before, or is no longer the one in use', async () => {
    const { clock, session } = sessionOf(hour);
    await session.token();
    session.accepted('token-0');
    expect(session.mayHaveEnded('token-1')).toBe(false);
    session.accepted('token-1');
    expect(session.mayHaveEnded('token-1')).toBe(true);
    session.drop('token-1');
    expect(session.mayHaveEnded('token-1')).toBe(true);
    await session.token();
    expect(session.mayHaveEnded('token-2')).toBe(false);
    session.accepted('token-2');
    await clock.advance(hour);
    await session.token();
    expect(session.mayHaveEnded('token-2')).toBe(true);
    expect(session.mayHaveEnded('token-3')).toBe(false);
  });
});
