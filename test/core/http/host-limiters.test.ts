// Requests to one host: sixteen at once, over all of its accounts.
import { describe, expect, it } from 'vitest';
import { HostLimiters } from '../../../packages/core/src/http/host-limiters.ts';
import { flushPromises, ManualClock } from '../manual-clock.ts';

const deadline = { at: Number.POSITIVE_INFINITY };

describe('the requests to a host', () => {
  it('are sixteen at once, and none waits for another host', async () => {
    const limiters = new HostLimiters(new ManualClock());
    const releases: (() => void)[] = [];
    const acquire = (url: string) => void limiters.acquire(url, deadline).then(release => releases.push(release));
    for (let index = 0; index < 20; index++) acquire(`https://one.example/account-${index}`);
    await flushPromises();
    expect(releases).toHaveLength(16);
    acquire('https://two.example');
    await flushPromises();
    expect(releases).toHaveLength(17);
    releases[0]?.();
    await flushPromises();
    expect(releases).toHaveLength(18);
  });
});
