// The in-process job queue: order, concurrency, deduplication, failures and its size limit.
import { LocalQueue } from '@linekeeper/slack';
import type { Job } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';

const createJob = (key: string, overrides: Partial<Job> = {}): Job => ({
  key,
  task: { do: 'notify', textLines: ['something'] },
  access: ['*'],
  user: 'U0',
  responseUrl: 'https://hooks.slack.com/x',
  askedAt: Date.now(),
  by: 'command',
  ...overrides,
});

describe('the local queue', () => {
  it('runs each job once, in order, with limited concurrency', async () => {
    const started: string[] = [];
    let running = 0;
    let maxRunning = 0;
    const queue = new LocalQueue(
      async ({ key }) => {
        started.push(key);
        maxRunning = Math.max(maxRunning, ++running);
        await new Promise(resolve => setImmediate(resolve));
        running--;
      },
      () => {},
    );
    const keys = Array.from({ length: 500 }, (_, index) => `k${index}`);
    await Promise.all([...keys, ...keys].map(key => queue.send(createJob(key))));
    await expect.poll(() => started.length).toBe(500);
    expect(started).toEqual(keys);
    expect(maxRunning).toBe(4);
  });

  it('accepts the same key again after five minutes', async () => {
    const started: number[] = [];
    const queue = new LocalQueue(
      async ({ askedAt }) => void started.push(askedAt),
      () => {},
    );
    for (const askedAt of [0, 299_999, 300_001]) await queue.send(createJob('same', { askedAt }));
    await expect.poll(() => started).toEqual([0, 300_001]);
  });

  it('logs a failed job without its message, and continues', async () => {
    const logged: string[] = [];
    let finished = 0;
    const queue = new LocalQueue(
      async ({ key }) => {
        if (key === 'bad') throw new Error('hidden');
        finished++;
      },
      message => void logged.push(message),
    );
    await queue.send(createJob('bad'));
    await queue.send(createJob('good'));
    await expect.poll(() => finished).toBe(1);
    expect(logged).toEqual(['slack: an answer could not be posted: internal error']);
  });

  it('rejects jobs when it is full', async () => {
    const queue = new LocalQueue(
      () => new Promise(() => {}),
      () => {},
    );
    for (let index = 0; index < 10_000; index++) await queue.send(createJob(`k${index}`));
    await expect(queue.send(createJob('one more'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
