// A button that is pressed while the queue of `linekeeper slack` is full: Slack shows no message of the response, so it is posted.
import { systemClock } from '@linekeeper/core/node';
import { LocalQueue, postToResponseUrl } from '@linekeeper/slack';
import { type AckContext, acknowledge, type Job, RecentPresses } from '@linekeeper/slack/ack';
import { expect, it } from 'vitest';
import { expectValid } from './limits.ts';
import { alice, createButtonForm, createCommandForm, signingSecret, signRequest, startResponseUrlServer } from './slack.ts';
import { getText } from './slack-server.ts';

const urls = await startResponseUrlServer();
const logged: string[] = [];
const log = (message: string) => void logged.push(message);
const queue = new LocalQueue(() => new Promise(() => {}), log);
const common = { access: ['*'], user: 'U0', responseUrl: urls.url(), askedAt: Date.now(), by: 'command' } satisfies Partial<Job>;
const send = (index: number) => queue.send({ ...common, key: `k${index}`, task: { do: 'notify', textLines: ['one'] } });
// Four jobs run and never end; the others wait.
for (let index = 0; index < 4; index++) await send(index);
await new Promise(resolve => setImmediate(resolve));
for (let index = 4; index < 10_004; index++) await send(index);

const posting = { extraHosts: [urls.host], fetch, clock: systemClock, random: () => 0.5, log };
const context: AckContext = {
  commands: [],
  hasHistory: false,
  settings: async () => ({
    signingSecret,
    botToken: undefined,
    contact: undefined,
    access: [{ team: alice.team, accounts: ['*'] }],
  }),
  queue,
  post: (message, url) => postToResponseUrl({ message, fallback: message }, url, { at: Date.now() + 2_000 }, posting),
  presses: new RecentPresses(),
  now: Date.now,
  log,
};

const press = (overrides: Partial<AckContext> = {}, responseUrl = urls.url()) => {
  const { headers, body } = signRequest(createButtonForm({ action_id: 'share', value: 'signed' }, alice, responseUrl));
  return acknowledge({ method: 'POST', path: '/slack/interactivity', headers, body }, { ...context, ...overrides });
};

it('a button that the queue does not take is reported beside its message', async () => {
  const responseUrl = urls.url();
  expect(await press({}, responseUrl)).toEqual({ status: 200, headers: {}, body: '' });
  const posts = await urls.waitForPosts(responseUrl);
  expect(posts).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
  expectValid(posts[0]);
  expect(getText(posts[0])).toContain('Too many questions are waiting. Ask again in a minute.');
});

it.each<[string, Partial<AckContext>]>([
  ['its report cannot be posted', { post: () => Promise.reject(new Error('unreachable')) }],
  ['the settings cannot be read', { settings: () => Promise.reject(new Error('no settings')) }],
])('a button is marked by Slack if %s', async (_, overrides) => {
  expect(await press(overrides)).toEqual({ status: 503, headers: {}, body: '' });
});

it('a command is answered in words if the settings cannot be read', async () => {
  const { headers, body } = signRequest(createCommandForm('list', alice, urls.url()));
  const settings = () => Promise.reject(new Error('no settings'));
  const response = await acknowledge({ method: 'POST', path: '/slack/commands', headers, body }, { ...context, settings });
  expect([response.status, JSON.parse(response.body).text]).toEqual([200, expect.stringContaining('cannot answer at the moment')]);
});
