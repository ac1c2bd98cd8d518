// Rejected requests: invalid or unsigned ones, requesters without access, invalid settings and forbidden response URLs.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../../command.ts';
import { expectValid } from '../limits.ts';
import { alice, createButtonForm, createCommandForm, signingSecret, signRequest, startResponseUrlServer } from '../slack.ts';
import { getRows, getText, startSlackServer } from '../slack-server.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const urls = await startResponseUrlServer();
const slack = await startSlackServer(urls, {
  LINEKEEPER_ACCOUNTS: JSON.stringify(sandbox.accounts),
  LINEKEEPER_SLACK_ACCESS: JSON.stringify([
    { team: 'T0TEAM', channels: ['C0LINES'], accounts: ['moscow'] },
    { team: 'T0TEAM', users: ['U0ALICE'], accounts: ['kazan'] },
    { team: 'T0OTHER', accounts: ['gone'] },
  ]),
});

const form = () => createCommandForm('accounts', alice, urls.url());
const seconds = () => Math.floor(Date.now() / 1000);
const jsonType = { 'content-type': 'application/json' };

const rejected: [name: string, request: () => RequestInit, status: number, reason: RegExp][] = [
  ['no signature', () => ({ body: form(), headers: { 'content-type': 'application/x-www-form-urlencoded' } }), 401, /missing signature/],
  ['a wrong signature', () => signRequest(form(), { secret: 'another' }), 401, /signature mismatch/],
  ['a tampered body', () => ({ ...signRequest(form()), body: `${form()}&x=1` }), 401, /signature mismatch/],
  ['an old timestamp', () => signRequest(form(), { at: seconds() - 400 }), 401, /timestamp outside 5 minutes/],
  ['a future timestamp', () => signRequest(form(), { at: seconds() + 400 }), 401, /timestamp outside 5 minutes/],
  ['a body that is too large', () => signRequest(`${form()}&pad=${'x'.repeat(110_000)}`), 413, /body too large \(\d+ bytes\)/],
  ['a body of megabytes', () => signRequest(`pad=${'x'.repeat(5_000_000)}`), 413, /body too large \(\d+ bytes\)/],
  ['JSON', () => ({ ...signRequest('{}'), headers: { ...signRequest('{}').headers, ...jsonType } }), 400, /body is not form-encoded/],
  ['no body', () => signRequest(''), 400, /required form fields are missing/],
  ['a form without fields', () => signRequest('a=b'), 400, /required form fields are missing/],
];

describe('a request to the server', () => {
  it.each(rejected)('with %s gets an empty response and one log message', async (_, request, status, reason) => {
    for (const path of ['/slack/commands', '/slack/interactivity']) {
      const before = slack.log().length;
      const response = await slack.send(path, request());
      expect([response.status, await response.text()]).toEqual([status, '']);
      const getMessages = () => slack.log().slice(before).split('\n').filter(Boolean);
      await expect.poll(getMessages).toHaveLength(1);
      expect(getMessages()[0]).toMatch(reason);
      expect(getMessages()[0]).toMatch(new RegExp(`^slack: ${status}, `));
    }
  });

  it.each(['not JSON', '{}', '[]', 'null', '{"type":5}', '{"type":"block_actions","actions":[{"type":"button","action_id":"more"}]}'])(
    'with the payload %s is a bad request',
    async payload => {
      const response = await slack.send('/slack/interactivity', signRequest(new URLSearchParams({ payload }).toString()));
      expect([response.status, await response.text()]).toEqual([400, '']);
    },
  );

  it('that checks the certificate is accepted without a signature', async () => {
    const response = await slack.send('/slack/commands', {
      body: 'ssl_check=1&token=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect((await slack.send('/slack/commands', signRequest('ssl_check=1&token=x'))).status).toBe(200);
  });

  it('other than a command or button press gets the right status', async () => {
    expect(await (await fetch(`${slack.url}/healthz`)).json()).toEqual({ ok: true });
    expect((await fetch(`${slack.url}/slack/commands`)).status).toBe(405);
    expect((await slack.send('/', signRequest(form()))).status).toBe(404);
    expect((await slack.send('/constructor', signRequest(form()))).status).toBe(404);
    const other = new URLSearchParams({ payload: JSON.stringify({ type: 'view_closed', user: { id: 'U0ALICE' } }) }).toString();
    expect((await slack.send('/slack/interactivity', signRequest(other))).status).toBe(200);
  });

  it('that is rejected does not affect the next one', async () => {
    for (const [, request] of rejected) await slack.send('/slack/commands', request());
    expect(getRows(await slack.commandAnswer('accounts'))).toHaveLength(2);
  });
});

describe('a requester', () => {
  it.each([
    ['another team', { ...alice, team: 'T0ELSE' }],
    ['another channel and person', { ...alice, channel: 'C0ELSE', user: 'U0BOB' }],
  ])('from %s gets an ephemeral message with the variable and the ids that a rule needs', async (_, user) => {
    for (const text of ['list', 'help', 'nonsense']) {
      const message = await slack.command(text, user);
      expectValid(message);
      expect(message.response_type).toBe('ephemeral');
      expect(getText(message)).toContain('LINEKEEPER_SLACK_ACCESS');
      expect(getText(message)).toContain(`Team ${user.team}, channel ${user.channel}, user ${user.user}.`);
    }
  });

  it.each([
    ['one rule', { ...alice, user: 'U0BOB' }, ['moscow']],
    ['another rule', { ...alice, channel: 'C0ELSE' }, ['kazan']],
    ['both rules', alice, ['moscow', 'kazan']],
  ])('matched by %s sees only the accounts of the matching rules', async (_, user, accounts) => {
    expect(getRows(await slack.commandAnswer('accounts', user)).map(({ account }) => account)).toEqual(accounts);
    expect(getText(await slack.commandAnswer('list account=copenhagen', user))).toMatch(/Unknown account .*copenhagen/);
    expect(getText(await slack.commandAnswer('telecomx sip-phones', user))).toContain('You may not use any Telecom X account.');
  });

  it('with restricted access may not use cross-account parameters', async () => {
    expect(getText(await slack.commandAnswer('callgear sip-lines user_id=17'))).toMatch(/denied: .*user_id.* may reach beyond/);
  });

  it('is told if none of the allowed accounts exists', async () => {
    expect(getText(await slack.commandAnswer('list', { ...alice, team: 'T0OTHER' }))).toContain(
      'None of the accounts that you may use is set up here.',
    );
  });
});

describe('startup', () => {
  const environment = { LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret };

  it.each([
    [{}, /^linekeeper: config: LINEKEEPER_SLACK_SIGNING_SECRET is not set\.\n$/],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '{' }, /LINEKEEPER_SLACK_ACCESS is not valid JSON/],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '{}' }, /must be a JSON array of rules/],
    [
      { ...environment, LINEKEEPER_SLACK_ACCESS: '[{"team":"T1","chanels":[],"accounts":["*"]}]' },
      /rule 1: Unknown key "chanels": did you mean channels\?/,
    ],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '[{"team":"T1"}]' }, /rule 1: "accounts" must be an array of strings/],
    [{ ...environment, LINEKEEPER_SLACK_ACCESS: '[{"accounts":["*"]}]' }, /rule 1: "team" must be a non-empty string/],
  ])('fails with one message for %j', async (variables, message) => {
    const { code, stderr } = await linekeeper(['slack', '--port', '0', '--sandbox'], { environment: variables });
    expect(code).toBe(78);
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('rejects an invalid port', async () => {
    expect(await linekeeper(['slack', '--port', 'many'], { environment })).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('--port'),
    });
  });

  it('warns about accounts in rules that do not exist', async () => {
    await expect.poll(() => slack.log()).toContain('note: Access rules: Unknown account "gone". Valid: ');
  });

  it('warns that all requests are denied if there are no rules', async () => {
    const { stderr } = await linekeeper(['slack', '--port', '0', '--sandbox'], { environment, timeoutMs: 2_000 });
    expect(stderr).toContain('LINEKEEPER_SLACK_ACCESS is not set: all requests are denied.');
    expect(stderr).not.toContain(signingSecret);
  });
});

describe('an answer', () => {
  it('is not posted to hosts that are not allowed', async () => {
    const elsewhere = `http://127.0.0.1:${new URL(slack.url).port}/commands/x`;
    for (const responseUrl of [
      elsewhere,
      'https://hooks.slack.com.evil.example/x',
      'http://hooks.slack.com/x',
      'file:///etc/passwd',
      'x',
    ]) {
      const before = slack.log().length;
      await slack.command('accounts', alice, responseUrl);
      await expect.poll(() => slack.log().slice(before)).toContain('the host of its response_url is not allowed');
    }
    expect(slack.log()).not.toMatch(/evil|etc/);
  });

  it('to an invalid button is acknowledged', async () => {
    const response = await slack.send(
      '/slack/interactivity',
      signRequest(createButtonForm({ action_id: 'more', value: 'x' }, alice, urls.url())),
    );
    expect(response.status).toBe(200);
  });
});
