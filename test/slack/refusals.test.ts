// What the server answers to whatever is not a question of somebody who may ask.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { expectValid } from './limits.ts';
import { alice, buttonForm, commandForm, responseUrls, signed, signingSecret } from './slack.ts';
import { rowsOf, serving, wordsOf } from './slack-server.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await responseUrls();
const slack = await serving(urls, {
  LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts),
  LINEKEEPER_SLACK_ACCESS: JSON.stringify([
    { team: 'T0TEAM', channels: ['C0LINES'], accounts: ['moscow'] },
    { team: 'T0TEAM', users: ['U0ALICE'], accounts: ['kazan'] },
    { team: 'T0OTHER', accounts: ['gone'] },
  ]),
});

const form = () => commandForm('accounts', alice, urls.url());
const seconds = () => Math.floor(Date.now() / 1000);
const jsonType = { 'content-type': 'application/json' };

const bad: [what: string, request: () => RequestInit, status: number, why: RegExp][] = [
  ['no signature', () => ({ body: form(), headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 401, /no signature/],
  ['a wrong signature', () => signed(form(), { secret: 'another' }), 401, /a wrong signature/],
  ['a tampered body', () => ({ ...signed(form()), body: `${form()}&x=1` }), 401, /a wrong signature/],
  ['an old time', () => signed(form(), { at: seconds() - 400 }), 401, /too far from now/],
  ['a time to come', () => signed(form(), { at: seconds() + 400 }), 401, /too far from now/],
  ['a body that is too large', () => signed(`${form()}&pad=${'x'.repeat(110_000)}`), 413, /a body of \d+ bytes/],
  ['a body of megabytes', () => signed(`pad=${'x'.repeat(5_000_000)}`), 413, /a body of \d+ bytes/],
  ['JSON', () => ({ ...signed('{}'), headers: { ...signed('{}').headers, ...jsonType } }), 400, /no form/],
  ['no body', () => signed(''), 400, /without the fields/],
  ['a form without fields', () => signed('a=b'), 400, /without the fields/],
];

describe('a request to the server', () => {
  it.each(bad)('with %s gets an empty answer and one line in the log', async (_, request, status, why) => {
    for (const path of ['/slack/commands', '/slack/interactivity']) {
      const before = slack.log().length;
      const answer = await slack.send(path, request());
      expect([answer.status, await answer.text()]).toEqual([status, '']);
      const lines = () => slack.log().slice(before).split('\n').filter(Boolean);
      await expect.poll(lines).toHaveLength(1);
      expect(lines()[0]).toMatch(why);
      expect(lines()[0]).toMatch(new RegExp(`^slack: ${status}, `));
    }
  });

  it.each(['not JSON', '{}', '[]', 'null', '{"type":5}', '{"type":"block_actions","actions":[{"type":"button","action_id":"more"}]}'])(
    'with the payload %s is a bad request',
    async payload => {
      const answer = await slack.send('/slack/interactivity', signed(new URLSearchParams({ payload }).toString()));
      expect([answer.status, await answer.text()]).toEqual([400, '']);
    },
  );

  it('is a probe of the certificate, and fine', async () => {
    const answer = await slack.send('/slack/commands', {
      body: 'ssl_check=1&token=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect((await slack.send('/slack/commands', signed('ssl_check=1&token=x'))).status).toBe(200);
  });

  it('is no question of Slack’s', async () => {
    expect(await (await fetch(`${slack.url}/healthz`)).json()).toEqual({ ok: true });
    expect((await fetch(`${slack.url}/slack/commands`)).status).toBe(405);
    expect((await slack.send('/', signed(form()))).status).toBe(404);
    expect((await slack.send('/constructor', signed(form()))).status).toBe(404);
    const other = new URLSearchParams({ payload: JSON.stringify({ type: 'view_closed', user: { id: 'U0ALICE' } }) }).toString();
    expect((await slack.send('/slack/interactivity', signed(other))).status).toBe(200);
  });

  it('leaves the next one fine', async () => {
    for (const [, request] of bad) await slack.send('/slack/commands', request());
    expect(rowsOf(await slack.answer('accounts'))).toHaveLength(2);
  });
});

describe('whoever asks', () => {
  it.each([
    ['another team', { ...alice, team: 'T0ELSE' }],
    ['another channel and person', { ...alice, channel: 'C0ELSE', user: 'U0BOB' }],
  ])('from %s is told privately which variable decides, and the ids it needs', async (_, asker) => {
    for (const text of ['list', 'help', 'nonsense']) {
      const message = await slack.ask(text, asker);
      expectValid(message);
      expect(message.response_type).toBe('ephemeral');
      expect(wordsOf(message)).toContain('LINEKEEPER_SLACK_ACCESS');
      expect(wordsOf(message)).toContain(`Team ${asker.team}, channel ${asker.channel}, user ${asker.user}.`);
    }
  });

  it.each([
    ['one rule', { ...alice, user: 'U0BOB' }, ['moscow']],
    ['another rule', { ...alice, channel: 'C0ELSE' }, ['kazan']],
    ['both rules', alice, ['moscow', 'kazan']],
  ])('by %s sees the accounts of it, and no other', async (_, asker, accounts) => {
    expect(rowsOf(await slack.answer('accounts', asker)).map(({ account }) => account)).toEqual(accounts);
    expect(wordsOf(await slack.answer('list account=copenhagen', asker))).toMatch(/Unknown account .*copenhagen/);
    expect(wordsOf(await slack.answer('telecomx sip-phones', asker))).toContain('There is no Telecom X account that you may use.');
  });

  it('may not reach beyond the accounts that the rules name', async () => {
    expect(wordsOf(await slack.answer('callgear sip-lines user_id=17'))).toMatch(/denied: .*user_id.* may reach beyond/);
  });

  it('is told where none of the accounts exists', async () => {
    expect(wordsOf(await slack.answer('list', { ...alice, team: 'T0OTHER' }))).toContain(
      'None of the accounts that you may use is set up here.',
    );
  });
});

describe('the start', () => {
  const environment = { LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret };

  it.each([
    [{}, /^linekeeper: config: LINEKEEPER_SLACK_SIGNING_SECRET is not set\.\n$/],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '{' }, /LINEKEEPER_SLACK_ACCESS is not valid JSON/],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '{}' }, /must be a JSON list of rules/],
    [
      { ...environment, LINEKEEPER_SLACK_ACCESS: '[{"team":"T1","chanels":[],"accounts":["*"]}]' },
      /rule 1: Unknown key "chanels": did you mean channels\?/,
    ],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '[{"team":"T1"}]' }, /rule 1: "accounts" must be a list of texts/],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '[{"accounts":["*"]}]' }, /rule 1: "team" must be a text/],
  ])('stops with one clear sentence for %j', async (variables, sentence) => {
    const { code, stderr } = await linekeeper(['slack', '--port', '0', '--sandbox'], { environment: variables });
    expect(code).toBe(78);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a port that is none', async () => {
    expect(await linekeeper(['slack', '--port', 'many'], { environment })).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('--port'),
    });
  });

  it('says which accounts of the rules are not set up', async () => {
    await expect.poll(() => slack.log()).toContain('note: Who may ask: Unknown account "gone". Valid: ');
  });

  it('says that nobody may ask while no rule is set', async () => {
    const { stderr } = await linekeeper(['slack', '--port', '0', '--sandbox'], { environment, within: 2_000 });
    expect(stderr).toContain('LINEKEEPER_SLACK_ACCESS is not set: nobody may ask.');
    expect(stderr).not.toContain(signingSecret);
  });
});

describe('an answer', () => {
  it('goes to no host that is not named', async () => {
    const elsewhere = `http://127.0.0.1:${new URL(slack.url).port}/commands/x`;
    for (const responseUrl of [
      elsewhere,
      'https://hooks.slack.com.evil.example/x',
      'http://hooks.slack.com/x',
      'file:///etc/passwd',
      'x',
    ]) {
      const before = slack.log().length;
      await slack.ask('accounts', alice, responseUrl);
      await expect.poll(() => slack.log().slice(before)).toContain('its response_url is at no host that answers may go to');
    }
    expect(slack.log()).not.toMatch(/evil|etc/);
  });

  it('keeps whoever presses an old button informed', async () => {
    const answer = await slack.send('/slack/interactivity', signed(buttonForm({ action_id: 'more', value: 'x' }, alice, urls.url())));
    expect(answer.status).toBe(200);
  });
});
