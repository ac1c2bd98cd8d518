// A login session: one login for concurrent callers, renewed before it expires and after a rejection.

import { describe, expect, it } from 'vitest';
import { Session } from '../../../packages/core/src/http/session.ts';
import type { SessionToken } from '../../../packages/core/src/model/provider.ts';
import { ManualClock } from '../manual-clock.ts';

const hourMs = 3_600_000;

/** A session whose logins return `token-1`, `token-2`, … */
function createSession(expiresInMs: number) {
  const clock = new ManualClock();
  const logins = { count: 0 };
  const login = async (): Promise<SessionToken> => ({ token: `token-${++logins.count}`, expiresInMs });
  return { clock, logins, session: new Session(login, clock) };
}

describe('a session', () => {
  it('needs one login for all concurrent callers', async () => {
    const { session, logins } = createSession(hourMs);
    expect(await Promise.all([session.getToken(), session.getToken(), session.getToken()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(await session.getToken()).toBe('token-1');
    expect(logins.count).toBe(1);
  });

  it.each([
    [hourMs, hourMs - 60_000],
    [300_000, 270_000],
    [10_000, 9_000],
  ])('of %i ms is renewed after %i ms', async (expiresInMs, renewedAfterMs) => {
    const { clock, session } = createSession(expiresInMs);
    await session.getToken();
    await clock.advance(renewedAfterMs - 1);
    expect(await session.getToken()).toBe('token-1');
    await clock.advance(1);
    expect(await Promise.all([session.getToken(), session.getToken()])).toEqual(['token-2', 'token-2']);
  });

  it.each([0, -1, Number.NaN, 1])('of no time (%d ms) lasts a quarter of an hour', async expiresInMs => {
    const { clock, session, logins } = createSession(expiresInMs);
    await session.getToken();
    await clock.advance(13 * 60_000);
    await session.getToken();
    expect(logins.count).toBe(1);
  });

  it('that does not expire is never renewed', async () => {
    const { clock, session } = createSession(Number.POSITIVE_INFINITY);
    await session.getToken();
    await clock.advance(1_000 * hourMs);
    expect(await session.getToken()).toBe('token-1');
  });

  it('is renewed after a rejection, once for all rejected callers', async () => {
    const { session, logins } = createSession(hourMs);
    const stale = await session.getToken();
    session.invalidate(stale);
    const first = session.getToken();
    session.invalidate(stale);
    expect(await Promise.all([first, session.getToken()])).toEqual(['token-2', 'token-2']);
    expect(logins.count).toBe(2);
  });

  it('stays if a replaced token is invalidated', async () => {
    const { session, logins } = createSession(hourMs);
    session.invalidate(await session.getToken());
    await session.getToken();
    session.invalidate('token-1');
    expect(await session.getToken()).toBe('token-2');
    expect(logins.count).toBe(2);
  });

  it('may have expired if its token has worked before, or has been replaced', async () => {
    const { clock, session } = createSession(hourMs);
    await session.getToken();
    session.markUsed('token-0');
    expect(session.mayHaveExpired('token-1')).toBe(false);
    session.markUsed('token-1');
    expect(session.mayHaveExpired('token-1')).toBe(true);
    session.invalidate('token-1');
    expect(session.mayHaveExpired('token-1')).toBe(true);
    await session.getToken();
    expect(session.mayHaveExpired('token-2')).toBe(false);
    session.markUsed('token-2');
    await clock.advance(hourMs);
    await session.getToken();
    expect(session.mayHaveExpired('token-2')).toBe(true);
    expect(session.mayHaveExpired('token-3')).toBe(false);
  });
});
