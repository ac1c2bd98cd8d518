// How long a secret is believed, and what serves while it cannot be read, is slow or is broken.
import { LinekeeperError } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../packages/lambda/src/cached-secret.ts';
import { ManualClock } from '../core/manual-clock.ts';

/** A secret of numbers in a safe that the test fills, breaks and slows down. */
function secretOf({ opens = false } = {}) {
  const clock = new ManualClock();
  const safe = { text: '1' as string | undefined, reads: 0, wait: async () => {} };
  const read = async () => {
    safe.reads++;
    await safe.wait();
    return safe.text;
  };
  const parse = (json: unknown) => {
    if (typeof json === 'number') return json;
    throw new LinekeeperError('config', 'It must be a number.');
  };
  const log: string[] = [];
  const secret = new Secret({ name: 'kept', safe: { read }, parse, opens, clock, log: line => void log.push(line) });
  return { clock, safe, log, secret };
}

const minutes = (count: number) => count * 60_000;
const down = async () => {
  throw new Error('a message with details');
};

describe('a secret', () => {
  it('is read once in five minutes, however many ask', async () => {
    const { clock, safe, secret } = secretOf();
    expect(await Promise.all([secret.get(), secret.get()])).toEqual([1, 1]);
    safe.text = '2';
    await clock.advance(minutes(5) - 1);
    expect([await secret.get(), safe.reads]).toEqual([1, 1]);
    await clock.advance(1);
    expect([await secret.get(), safe.reads]).toEqual([2, 2]);
  });

  it('serves as it was read last while the service is down, which is asked again after ten seconds', async () => {
    const { clock, safe, log, secret } = secretOf();
    await secret.get();
    await clock.advance(minutes(5));
    safe.wait = down;
    expect([await secret.get(), await secret.get(), safe.reads]).toEqual([1, 1, 2]);
    expect(log).toEqual([expect.stringContaining('The secret kept could not be read (Error).')]);
    await clock.advance(10_000);
    expect([await secret.get(), safe.reads]).toEqual([1, 3]);
  });

  it('serves as it was read last while the service is slow, and as it is as soon as that is known', async () => {
    const { clock, safe, secret } = secretOf();
    await secret.get();
    await clock.advance(minutes(5));
    safe.text = '2';
    safe.wait = () => new Promise(resolve => clock.after(2_000, resolve));
    const answer = secret.get();
    await clock.advance(1_000);
    expect(await answer).toBe(1);
    await clock.advance(1_000);
    expect([await secret.get(), safe.reads]).toEqual([2, 2]);
    expect(clock.running).toBe(0);
  });

  it('is waited for where it was never read', async () => {
    const { clock, safe, secret } = secretOf();
    safe.wait = () => new Promise(resolve => clock.after(2_000, resolve));
    const answer = secret.get();
    await clock.advance(2_000);
    expect(await answer).toBe(1);
  });

  it.each([undefined, '', '{', '"text"'])('that becomes %j serves as it was, and as it is once it is mended', async text => {
    const { clock, safe, log, secret } = secretOf();
    await secret.get();
    safe.text = text;
    await clock.advance(minutes(5));
    expect(await secret.get()).toBe(1);
    expect(log).toEqual([expect.stringMatching(/^config: /)]);
    safe.text = '2';
    await clock.advance(10_000);
    expect(await secret.get()).toBe(2);
  });

  it.each([undefined, '', '{', '"text"'])('that says who may come in lets nobody in where it becomes %j', async text => {
    const { clock, safe, secret } = secretOf({ opens: true });
    await secret.get();
    safe.text = text;
    await clock.advance(minutes(5));
    for (let times = 0; times < 2; times++) await expect(secret.get()).rejects.toMatchObject({ code: 'config' });
    safe.wait = down;
    await expect(secret.get()).rejects.toMatchObject({ code: 'unavailable' });
    safe.wait = async () => {};
    safe.text = '2';
    expect(await secret.get()).toBe(2);
  });
});
