// Posting answers to a response URL: statuses, retries and timeouts; and processing jobs that fail.
import type { Clock } from '@linekeeper/core';
import { parseHosts } from '@linekeeper/slack';
import type { Job } from '@linekeeper/slack/ack';
import { describe, expect, it } from 'vitest';
import { ephemeral, type Message } from '../../packages/slack/src/message.ts';
import { getApiUrl } from '../../packages/slack/src/worker/api-url.ts';
import { postToResponseUrl } from '../../packages/slack/src/worker/response-url.ts';
import { processJob } from '../../packages/slack/src/worker/run-job.ts';
import { type PostedMessage, ResponseUrlServer, signingSecret, startResponseUrlServer } from './slack.ts';

const urls = await startResponseUrlServer();

/** A clock whose timers fire at once, and which records their delays in milliseconds. */
function createInstantClock() {
  const waits: number[] = [];
  let skippedMs = 0;
  const clock: Clock = {
    now: () => Date.now() + skippedMs,
    setTimer(ms, then) {
      waits.push(ms);
      skippedMs += ms;
      const timer = setImmediate(then);
      return () => clearImmediate(timer);
    },
  };
  return { clock, waits };
}

function createPostOptions() {
  const { clock, waits } = createInstantClock();
  const logged: string[] = [];
  return {
    logged,
    waits,
    options: { extraHosts: parseHosts(urls.host), fetch, clock, random: () => 0.5, log: (message: string) => void logged.push(message) },
  };
}

const message: Message = { ...ephemeral(['with a table']), text: 'table' };
const fallback: Message = { ...ephemeral(['plain']), text: 'text lines' };
const answer = { message, fallback };
const toChannel = (posted: Message): Message => ({ ...posted, response_type: 'in_channel' });
const shared = { message: toChannel(message), fallback: toChannel(fallback) };
const getTexts = (posts: PostedMessage[]) => posts.map(({ text }) => text);

/** Posts the answer to a URL that responds with `status`. */
async function postAnswer(status: (typeof urls)['status'], sent = answer, url = urls.url()) {
  urls.status = status;
  const { logged, waits, options } = createPostOptions();
  const failure = await postToResponseUrl(sent, url, { at: options.clock.now() + 20_000 }, options).catch((thrown: unknown) => thrown);
  urls.status = () => 200;
  const posts = urls.posts.filter(({ path }) => path === new URL(url).pathname).map(({ body }) => body);
  return { posts, logged, waits, failure };
}

describe('posting an answer', () => {
  it('posts once if Slack accepts it', async () => {
    expect(await postAnswer(() => 200)).toMatchObject({ posts: [{ text: 'table' }], logged: [], failure: undefined });
  });

  it.each([404, 410, 403])('gives up after %d, with one log message', async status => {
    const { posts, logged, failure } = await postAnswer(() => status);
    expect([getTexts(posts), logged, failure]).toEqual([['table'], [`slack: ${status} for an answer; giving up`], undefined]);
  });

  it.each([500, 503])('retries after %d', async status => {
    const { posts, logged, failure } = await postAnswer((_, nth) => (nth < 2 ? status : 200));
    expect([getTexts(posts), logged, failure]).toEqual([['table', 'table', 'table'], [], undefined]);
  });

  it('aborts a request without response at the deadline', async () => {
    const { options, waits } = createPostOptions();
    const hangingFetch: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    const start = options.clock.now();
    const failure = await postToResponseUrl(answer, urls.url(), { at: start + 300 }, { ...options, fetch: hangingFetch }).catch(
      (thrown: unknown) => thrown,
    );
    expect(failure).toMatchObject({ code: 'timeout' });
    // The abort uses a real timer; without the deadline an attempt would last eight seconds and exceed the test's timeout.
    expect(waits).toEqual([]);
  }, 4_000);

  it('does not repeat a message to a channel that Slack may have posted', async () => {
    const { options, logged } = createPostOptions();
    let requests = 0;
    const slowFetch: typeof fetch = (_, init) => {
      if (String(init?.body).includes('in_channel')) requests++;
      return new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
    };
    // Longer than one attempt would leave time for another.
    const deadline = { at: options.clock.now() + 300 };
    await postToResponseUrl(shared, urls.url(), deadline, {
      ...options,
      fetch: slowFetch,
      // An attempt ends at the deadline, and none of its time has passed for the next one.
      clock: { ...options.clock, now: () => deadline.at - 300 },
    });
    expect([requests, logged]).toEqual([1, [expect.stringContaining('not repeated')]]);
  });

  it.each([
    ['ends the connection after it', 'closes'],
    ['answers with 502', 502],
    ['answers with 500', 500],
  ] as const)('sends a message to a channel once if Slack %s, and tells the requester', async (_, reply) => {
    const { posts, logged, failure } = await postAnswer((_path, nth) => (nth === 0 ? reply : 200), shared);
    expect(posts.map(({ response_type }) => response_type)).toEqual(['in_channel', 'ephemeral']);
    expect(posts[1]).toMatchObject({ replace_original: false, text: expect.stringContaining('press Share again') });
    expect([logged, failure]).toEqual([[expect.stringContaining('not repeated')], undefined]);
  });

  it.each([
    ['limits the rate', (nth: number) => (nth < 2 ? 429 : 200), 3],
    ['rejects its table', (nth: number) => (nth === 0 ? 400 : 200), 2],
  ] as const)('sends a message to a channel again if Slack %s', async (_, reply, count) => {
    const { posts, failure } = await postAnswer((_path, nth) => reply(nth), shared);
    expect(posts.map(({ response_type }) => response_type)).toEqual(Array(count).fill('in_channel'));
    expect(failure).toBeUndefined();
  });

  it('tries a message to a channel again where nothing listens, and leaves it to the queue', async () => {
    const { options, waits } = createPostOptions();
    const gone = new ResponseUrlServer();
    await gone.start();
    const url = gone.url();
    gone.close();
    const posting = postToResponseUrl(shared, url, { at: options.clock.now() + 20_000 }, { ...options, extraHosts: ['127.0.0.1'] });
    await expect(posting).rejects.toMatchObject({ code: 'network' });
    expect(waits).toHaveLength(3);
  });

  it('honors Retry-After', async () => {
    const { posts, waits, failure } = await postAnswer((_, nth) => (nth === 0 ? [429, { 'retry-after': '3' }] : 200));
    expect([getTexts(posts), failure]).toEqual([['table', 'table'], undefined]);
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(3_000);
  });

  it('throws after the last attempt, so that the job is retried later', async () => {
    const { posts, failure } = await postAnswer(() => 500);
    expect(posts).toHaveLength(4);
    expect(failure).toMatchObject({ code: 'unavailable' });
    expect((await postAnswer(() => [429, { 'retry-after': '60' }])).failure).toMatchObject({ code: 'rate_limited' });
  });

  it('posts the fallback if Slack rejects the table', async () => {
    const { posts, logged, failure } = await postAnswer((_, __, { text }) => (text === 'table' ? 400 : 200));
    expect([getTexts(posts), failure]).toEqual([['table', 'text lines'], undefined]);
    expect(logged).toEqual([expect.stringContaining('posting it as text instead')]);
  });

  it.each([
    ['https://hooks.slack.com/commands/1', 'https://slack.com/api/'],
    ['https://hooks.slack-gov.com/actions/1', 'https://slack-gov.com/api/'],
  ])('posts to %s, whose Web API is at %s', async (url, apiUrl) => {
    const { options } = createPostOptions();
    const requested: unknown[] = [];
    const recordingFetch: typeof fetch = async input => {
      requested.push(input);
      return new Response('ok');
    };
    await postToResponseUrl(answer, url, { at: options.clock.now() + 1_000 }, { ...options, fetch: recordingFetch });
    expect([requested, getApiUrl(url)]).toEqual([[url], apiUrl]);
  });

  it.each([
    'http://hooks.slack-gov.com/x',
    'https://hooks.slack-gov.com:8443/x',
    'https://slack-gov.com/x',
    'https://hooks.slack-gov.com.evil.example/x',
  ])('does not post to %s', async url => {
    const { logged, options } = createPostOptions();
    const neverFetch: typeof fetch = () => expect.fail('a message was posted');
    await postToResponseUrl(answer, url, { at: options.clock.now() + 1_000 }, { ...options, fetch: neverFetch });
    expect(logged).toEqual([expect.stringContaining('not allowed')]);
  });

  it('follows no redirect', async () => {
    const { posts, logged } = await postAnswer(() => [302, { location: `http://${urls.host}/elsewhere` }]);
    expect(getTexts(posts)).toEqual(['table']);
    expect(logged).toEqual(['slack: 302 for an answer; giving up']);
    expect(urls.posts.some(({ path }) => path === '/elsewhere')).toBe(false);
  });
});

const createJob = (key: string, overrides: Partial<Job> = {}): Job => ({
  key,
  task: { do: 'notify', textLines: ['something'] },
  access: ['*'],
  user: 'U0',
  responseUrl: urls.url(),
  askedAt: Date.now(),
  by: 'command',
  ...overrides,
});

describe('a job', () => {
  const createWorkerContext = () => {
    const { logged, options } = createPostOptions();
    const settings = async () => ({ signingSecret, botToken: undefined, contact: undefined, access: [] });
    const registry = async () => Promise.reject(new Error('secret stack'));
    return { logged, context: { ...options, tools: [], settings, registry } };
  };

  it('older than 30 minutes is dropped before the tool runs', async () => {
    const { logged, context } = createWorkerContext();
    const job = createJob('old', { askedAt: Date.now() - 31 * 60_000 });
    await processJob(job, Date.now() + 1_000, context);
    expect(logged).toEqual(['slack: giving up on a question older than 30 minutes']);
    expect(urls.posts.some(({ path }) => path === new URL(job.responseUrl).pathname)).toBe(false);
  });

  it('that fails with an internal error posts a fixed message, and logs the stack', async () => {
    const { logged, context } = createWorkerContext();
    const job = createJob('bug', { task: { do: 'answer', question: { tool: 'list_lines', input: {}, shown: 0 } } });
    const tools = [{ name: 'list_lines' }] as never;
    await processJob(job, Date.now() + 1_000, { ...context, tools });
    const [posted] = await urls.waitForPosts(job.responseUrl);
    expect(posted.text).toMatch(/^internal: Internal error\. The log has the details\.$/);
    expect(JSON.stringify(posted)).not.toContain('secret stack');
    expect(logged.join('\n')).toContain('secret stack');
  });
});
