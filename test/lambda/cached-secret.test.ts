// The cache of a secret: lifetime, stale values while the store fails or is slow, and failing closed.
import { LinekeeperError, parseJsonConfig } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { CachedSecret } from '../../packages/lambda/src/cached-secret.ts';
import { ManualClock } from '../core/manual-clock.ts';

/** A secret whose value is a number, in a store that the test controls. */
function createTestSecret({ failClosed = false } = {}) {
  const clock = new ManualClock();
  const store = { text: '1' as string | undefined, reads: 0, wait: async () => {} };
  const read = async () => {
    store.reads++;
    await store.wait();
    return store.text;
  };
  const parse = (text: string) => {
    const json = parseJsonConfig(text, 'The secret example', 'a number');
    if (typeof json === 'number') return json;
    throw new LinekeeperError('config', 'It must be a number.');
  };
  const logged: string[] = [];
  const secret = new CachedSecret({
    name: 'example',
    store: { read },
    parse,
    failClosed,
    clock,
    log: message => void logged.push(message),
  });
  return { clock, store, logged, secret };
}

const fiveMinutesMs = 5 * 60_000;
const failingRead = async () => {
  throw new Error('a message with details');
};

describe('a secret', () => {
  it('is read once in five minutes, also for concurrent calls', async () => {
    const { clock, store, secret } = createTestSecret();
    expect(await Promise.all([secret.get(), secret.get()])).toEqual([1, 1]);
    store.text = '2';
    await clock.advance(fiveMinutesMs - 1);
    expect([await secret.get(), store.reads]).toEqual([1, 1]);
    await clock.advance(1);
    expect([await secret.get(), store.reads]).toEqual([2, 2]);
  });

  it('is served stale while the store fails, and the read is repeated after ten seconds', async () => {
    const { clock, store, logged, secret } = createTestSecret();
    await secret.get();
    await clock.advance(fiveMinutesMs);
    store.wait = failingRead;
    expect([await secret.get(), await secret.get(), store.reads]).toEqual([1, 1, 2]);
    expect(logged).toEqual([expect.stringContaining('The secret example could not be read (Error).')]);
    await clock.advance(10_000);
    expect([await secret.get(), store.reads]).toEqual([1, 3]);
  });

  it('is served stale while the store is slow, until the read completes', async () => {
    const { clock, store, secret } = createTestSecret();
    await secret.get();
    await clock.advance(fiveMinutesMs);
    store.text = '2';
    store.wait = () => new Promise(resolve => clock.setTimer(2_000, resolve));
    const value = secret.get();
    await clock.advance(1_000);
    expect(await value).toBe(1);
    await clock.advance(1_000);
    expect([await secret.get(), store.reads]).toEqual([2, 2]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('is awaited without a stale value', async () => {
    const { clock, store, secret } = createTestSecret();
    store.wait = () => new Promise(resolve => clock.setTimer(2_000, resolve));
    const value = secret.get();
    await clock.advance(2_000);
    expect(await value).toBe(1);
  });

  it.each([undefined, '', '{', '"text"'])('that becomes %j is served stale until it is repaired', async text => {
    const { clock, store, logged, secret } = createTestSecret();
    await secret.get();
    store.text = text;
    await clock.advance(fiveMinutesMs);
    expect(await secret.get()).toBe(1);
    expect(logged).toEqual([expect.stringMatching(/^config: /)]);
    store.text = '2';
    await clock.advance(10_000);
    expect(await secret.get()).toBe(2);
  });

  it.each([undefined, '', '{', '"text"'])('that fails closed is not served stale if it becomes %j', async text => {
    const { clock, store, secret } = createTestSecret({ failClosed: true });
    await secret.get();
    store.text = text;
    await clock.advance(fiveMinutesMs);
    for (let times = 0; times < 2; times++) await expect(secret.get()).rejects.toMatchObject({ code: 'config' });
    await clock.advance(10_000);
    store.wait = failingRead;
    await expect(secret.get()).rejects.toMatchObject({ code: 'unavailable' });
    store.wait = async () => {};
    store.text = '2';
    await clock.advance(10_000);
    expect(await secret.get()).toBe(2);
  });

  it.each([undefined, '{'])('that is %j is read every ten seconds, not for every request', async text => {
    const { clock, store, secret } = createTestSecret({ failClosed: true });
    store.text = text;
    for (let times = 0; times < 5; times++) await expect(secret.get()).rejects.toMatchObject({ code: 'config' });
    expect(store.reads).toBe(1);
    await clock.advance(10_000);
    await expect(secret.get()).rejects.toMatchObject({ code: 'config' });
    expect(store.reads).toBe(2);
  });
});
