// Posting an answer: what Slack's side does with it, and what becomes of it then.
import type { Clock } from '@linekeeper/core';
import { LocalQueue } from '@linekeeper/slack';
import type { Job } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import { type Message, privately } from '../../packages/slack/src/message.ts';
import { hostsIn, post } from '../../packages/slack/src/worker/response-url.ts';
import { work } from '../../packages/slack/src/worker/run-job.ts';
import { type Posted, responseUrls, signingSecret } from './slack.ts';

const urls = await responseUrls();

/** Waits are over at once; how long they would have been is kept. */
function quickClock() {
  const waits: number[] = [];
  let passed = 0;
  const clock: Clock = {
    now: () => Date.now() + passed,
    after(ms, then) {
      waits.push(ms);
      passed += ms;
      const timer = setImmediate(then);
      return () => clearImmediate(timer);
    },
  };
  return { clock, waits };
}

function posting() {
  const { clock, waits } = quickClock();
  const lines: string[] = [];
  return {
    lines,
    waits,
    options: { hosts: hostsIn(urls.host), fetch, clock, random: () => 0.5, log: (line: string) => void lines.push(line) },
  };
}

const table: Message = { ...privately(['with a table']), text: 'table' };
const plainly: Message = { ...privately(['plain']), text: 'lines' };
const answer = { message: table, plainly };
const texts = (posts: Posted[]) => posts.map(({ text }) => text);

async function posted(status: (typeof urls)['status'], ms = 20_000) {
  const url = urls.url();
  urls.status = status;
  const { lines, waits, options } = posting();
  const failure = await post(answer, url, { at: options.clock.now() + ms }, options).catch((thrown: unknown) => thrown);
  urls.status = () => 200;
  const own = urls.posts.filter(({ path }) => path === new URL(url).pathname).map(({ body }) => body);
  return { posts: own, lines, waits, failure };
}

describe('an answer that Slack', () => {
  it('takes is posted once', async () => {
    expect(await posted(() => 200)).toMatchObject({ posts: [{ text: 'table' }], lines: [], failure: undefined });
  });

  it.each([404, 410, 403])('refuses with %d is given up with one line in the log', async status => {
    const { posts, lines, failure } = await posted(() => status);
    expect([texts(posts), lines, failure]).toEqual([['table'], [`slack: ${status} for an answer; it is given up`], undefined]);
  });

  it.each([500, 503])('fails at with %d is posted again', async status => {
    const { posts, lines, failure } = await posted((_, nth) => (nth < 2 ? status : 200));
    expect([texts(posts), lines, failure]).toEqual([['table', 'table', 'table'], [], undefined]);
  });

  it('leaves without an answer is given up when the time is over', async () => {
    const own = posting();
    const silent: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const begun = own.options.clock.now();
    const failure = await post(answer, urls.url(), { at: begun + 300 }, { ...own.options, fetch: silent }).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({ code: 'network' });
    // The tests' own time, in which an attempt would go on for eight seconds.
    expect(own.waits).toEqual([]);
  }, 4_000);

  it('wants to wait for is posted again after that time', async () => {
    const { posts, waits, failure } = await posted((_, nth) => (nth === 0 ? [429, { 'retry-after': '3' }] : 200));
    expect([texts(posts), failure]).toEqual([['table', 'table'], undefined]);
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(3_000);
  });

  it('never takes is left for a later try', async () => {
    const { posts, failure } = await posted(() => 500);
    expect(posts).toHaveLength(4);
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect((await posted(() => [429, { 'retry-after': '60' }])).failure).toMatchObject({ code: 'rate_limited' });
  });

  it('takes no table of comes as lines', async () => {
    const { posts, lines, failure } = await posted((_, __, { text }) => (text === 'table' ? 400 : 200));
    expect([texts(posts), failure]).toEqual([['table', 'lines'], undefined]);
    expect(lines).toEqual([expect.stringContaining('its lines are posted instead')]);
  });

  it('sends elsewhere does not go there', async () => {
    const { posts, lines } = await posted(() => [302, { location: `http://${urls.host}/elsewhere` }]);
    expect(texts(posts)).toEqual(['table']);
    expect(lines).toEqual(['slack: 302 for an answer; it is given up']);
    expect(urls.posts.some(({ path }) => path === '/elsewhere')).toBe(false);
  });
});

const job = (key: string, more: Partial<Job> = {}): Job => ({
  key,
  task: { do: 'say', lines: ['something'] },
  access: ['*'],
  user: 'U0',
  responseUrl: urls.url(),
  askedAt: Date.now(),
  by: 'command',
  ...more,
});

describe('a job', () => {
  const working = () => {
    const { lines, options } = posting();
    const settings = async () => ({ signingSecret, botToken: undefined, contact: undefined, access: [] });
    const directory = async () => Promise.reject(new Error('secret stack'));
    return { lines, options: { ...options, tools: [], settings, directory } };
  };

  it('older than half an hour is given up, and nothing is asked', async () => {
    const { lines, options } = working();
    const old = job('old', { askedAt: Date.now() - 31 * 60_000 });
    await work(old, Date.now() + 1_000, options);
    expect(lines).toEqual(['slack: a question is older than 30 minutes; it is given up']);
    expect(urls.posts.some(({ path }) => path === new URL(old.responseUrl).pathname)).toBe(false);
  });

  it('that fails by a bug is answered with one fixed sentence, and the stack stays in the log', async () => {
    const { lines, options } = working();
    const failing = job('bug', { task: { do: 'answer', question: { tool: 'list_lines', input: {}, shown: 0 } } });
    const tools = [{ name: 'list_lines' }] as never;
    await work(failing, Date.now() + 1_000, { ...options, tools });
    const [message] = await urls.posted(failing.responseUrl);
    expect(message.text).toMatch(/^internal: Linekeeper has a bug here/);
    expect(JSON.stringify(message)).not.toContain('secret stack');
    expect(lines.join('\n')).toContain('secret stack');
  });
});

describe('the queue in the process', () => {
  it('does each wish once, some at a time, in order, and none is lost', async () => {
    const begun: string[] = [];
    let atOnce = 0;
    let most = 0;
    const queue = new LocalQueue(
      async ({ key }) => {
        begun.push(key);
        most = Math.max(most, ++atOnce);
        await new Promise(resolve => setImmediate(resolve));
        atOnce--;
      },
      () => {},
    );
    const keys = Array.from({ length: 500 }, (_, index) => `k${index}`);
    await Promise.all([...keys, ...keys].map(key => queue.send(job(key))));
    await expect.poll(() => begun.length).toBe(500);
    expect(begun).toEqual(keys);
    expect(most).toBe(4);
  });

  it('takes a wish again after five minutes', async () => {
    const begun: number[] = [];
    const queue = new LocalQueue(
      async ({ askedAt }) => void begun.push(askedAt),
      () => {},
    );
    for (const askedAt of [0, 299_999, 300_001]) await queue.send(job('same', { askedAt }));
    await expect.poll(() => begun).toEqual([0, 300_001]);
  });

  it('says of a failure only its sentence, and goes on', async () => {
    const lines: string[] = [];
    let done = 0;
    const queue = new LocalQueue(
      async ({ key }) => {
        if (key === 'bad') throw new Error('hidden');
        done++;
      },
      line => void lines.push(line),
    );
    await queue.send(job('bad'));
    await queue.send(job('good'));
    await expect.poll(() => done).toBe(1);
    expect(lines).toEqual(['slack: an answer could not be posted: a bug']);
  });

  it('refuses what it could only forget', async () => {
    const queue = new LocalQueue(
      () => new Promise(() => {}),
      () => {},
    );
    for (let index = 0; index < 10_000; index++) await queue.send(job(`k${index}`));
    await expect(queue.send(job('one more'))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
