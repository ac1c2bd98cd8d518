// Slackbot as MCP client: signed requests, access by the rules of /lines, blocks in results, and strangers.
import { gzipSync } from 'node:zlib';
import { isValidSlackRequest } from '@slack/bolt';
import { afterAll, describe, expect, it } from 'vitest';
import { expectHarmless, expectValidBlocks } from '../slack/limits.ts';
import { signingSecret, signRequest } from '../slack/slack.ts';
import { startHttpCommand } from './http-command.ts';
import { legacyBody, modernMessage, post } from './raw-messages.ts';
import { connectSlackbot, findButtons, type SendOptions, sendSigned } from './slackbot-client.ts';

const alice = { user_id: 'U0ALICE', team_id: 'T0TEAM' };
const bob = { user_id: 'U0BOB', team_id: 'T0TEAM' };
const access = [
  { team: 'T0TEAM', users: ['U0ALICE'], accounts: ['*'] },
  { team: 'T0TEAM', users: ['U0BOB'], accounts: ['moscow'] },
  { team: 'T0TEAM', channels: ['C0LINES'], users: ['U0CAROL'], accounts: ['*'] },
];
const server = await startHttpCommand({
  environment: {
    LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret,
    LINEKEEPER_SLACK_ACCESS: JSON.stringify(access),
    LINEKEEPER_HTTP_TOKENS: '[{"name": "desk", "token": "fake-desk-token-0123", "accounts": ["*"]}]',
  },
});
afterAll(() => server.kill());
const { url } = server;

let requests = 0;

/** A request with an id of its own: the same body, signed in the same second, would be the same request. */
const callBody = (person: unknown, name = 'list_accounts', input: object = {}) => {
  const message = legacyBody('tools/call', { name, arguments: input, ...(person !== undefined && { _meta: { slack: person } }) });
  return JSON.stringify({ ...message, id: ++requests });
};

describe('Slackbot', async () => {
  const slackbot = await connectSlackbot(url, alice);

  it('connects, and lists tools that declare blocks and change nothing', async () => {
    expect(slackbot.serverInfo).toMatchObject({ name: 'linekeeper' });
    const tools = await slackbot.listTools();
    expect(tools.length).toBeGreaterThan(5);
    for (const { _meta, annotations } of tools) {
      expect(_meta.slack).toEqual({ supportsBlockKit: true });
      expect(annotations.readOnlyHint).toBe(true);
    }
  });

  it.each([
    ['list_lines', { status: ['down'] }],
    ['list_lines', { limit: 500 }],
    ['audit_lines', {}],
    ['summarize_lines', { by: ['status', 'account'] }],
    ['find_number', { number: '70 30 50 50' }],
    ['list_accounts', {}],
    ['callgear_list_sip_lines', { limit: 0 }],
    ['telecomx_list_sip_phones', { count_by: ['ip.mode'] }],
    ['compare_people', { people: [{ name: 'Mette Sørensen' }] }],
  ])('shows %s with %j in blocks that Slack accepts', async (name, input) => {
    const { content, structuredContent, _meta, isError } = await slackbot.callTool(name, input);
    expect(isError, content[0].text).toBeUndefined();
    expect(structuredContent).toBeTypeOf('object');
    const { blocks } = _meta.slack;
    expectValidBlocks(blocks);
    expectHarmless({ blocks });
    for (const { action_id, value } of findButtons(blocks)) {
      expect(action_id).toMatch(/^tool:[a-z_]+$/);
      expect(JSON.parse(value)).toBeTypeOf('object');
    }
  });

  it('pages by the button More without losing a row', async () => {
    const seen: string[] = [];
    let result = await slackbot.callTool('list_lines', { limit: 500 });
    const { total } = result.structuredContent;
    for (let page = 0; page < 20; page++) {
      const { lines, next_cursor } = result.structuredContent;
      const table = result._meta.slack.blocks.find(({ type }: { type: string }) => type === 'data_table');
      expect(table.rows).toHaveLength(lines.length + 1);
      seen.push(...lines.map(({ account, kind, id }: Record<string, string>) => `${account} ${kind} ${id}`));
      const more = findButtons(result._meta.slack.blocks).find(({ text }) => text.text === 'More');
      expect(more === undefined).toBe(next_cursor === undefined);
      if (more === undefined) break;
      result = await slackbot.press(more);
    }
    expect(seen).toHaveLength(total);
    expect(new Set(seen).size).toBe(total);
  });

  it('follows the buttons of a summary to the lines and the audit', async () => {
    const summary = await slackbot.callTool('summarize_lines', {});
    const buttons = findButtons(summary._meta.slack.blocks);
    expect(buttons.length).toBeGreaterThan(1);
    for (const button of buttons) {
      const { structuredContent } = await slackbot.press(button);
      expect(structuredContent.returned).toBeGreaterThan(0);
    }
  });

  it('tells a failure in words, without blocks', async () => {
    const { isError, content, _meta } = await slackbot.callTool('find_number', { number: 'reception' });
    expect({ isError, blocks: _meta.slack }).toEqual({ isError: true, blocks: undefined });
    expect(content[0].text).toMatch(/^input: /);
  });

  it('asks for one person with that person’s rules', async () => {
    const { structuredContent } = await (await connectSlackbot(url, bob)).callTool('list_accounts', {});
    expect(structuredContent.accounts.map(({ account }: { account: string }) => account)).toEqual(['moscow']);
    expect(server.log()).toContain('mcp: slack T0TEAM U0BOB: tools/call list_accounts');
  });
});

describe('a client of the modern era', () => {
  const call = (extensions: object | undefined) => {
    const { body, headers } = modernMessage('tools/call', { name: 'list_accounts', arguments: {} });
    const message = structuredClone(body) as ReturnType<typeof legacyBody> & { params: { _meta: Record<string, unknown> } };
    message.params._meta['io.modelcontextprotocol/clientCapabilities'] = extensions === undefined ? {} : { extensions };
    return { message, headers };
  };

  it('gets blocks where it declares the extension, by token and by signature', async () => {
    const { message, headers } = call({ 'io.slack/block-kit': {} });
    const byToken = await post(url, message, { headers: { ...headers, authorization: 'Bearer fake-desk-token-0123' } });
    expectValidBlocks(byToken.body.result._meta.slack.blocks);
    message.params._meta.slack = alice;
    const signed = await sendSigned(url, JSON.stringify(message), { headers });
    expectValidBlocks(signed.body.result._meta.slack.blocks);
  });

  it('gets none otherwise', async () => {
    const { message, headers } = call(undefined);
    message.params._meta.slack = alice;
    expect((await sendSigned(url, JSON.stringify(message), { headers })).body.result._meta?.slack).toBeUndefined();
  });
});

describe('the payloads of the public sample', () => {
  it('are accepted', async () => {
    const initialize = legacyBody('initialize', {
      protocolVersion: '2025-03-26',
      capabilities: {},
      clientInfo: { name: 'test-client', version: '1.0.0' },
    });
    expect((await sendSigned(url, JSON.stringify(initialize))).status).toBe(200);
    expect((await sendSigned(url, callBody(alice))).body.result.structuredContent.accounts).toHaveLength(3);
  });
});

describe('a stranger', () => {
  const minutes = (count: number) => Math.floor(Date.now() / 1000) + count * 60;
  const cases: [string, number, string, SendOptions][] = [
    ['with a signature of another secret', 401, callBody(alice), { secret: 'another-secret' }],
    ['who replays an old request', 401, callBody(alice), { at: minutes(-6) }],
    ['with a request from the future', 401, callBody(alice), { at: minutes(6) }],
    ['who changes the body', 401, callBody(bob), { tamper: body => body.replace('U0BOB', 'U0ALICE') }],
    ['who compresses the body', 400, callBody(alice), { tamper: body => gzipSync(body), headers: { 'content-encoding': 'gzip' } }],
    ['who sends a batch', 400, `[${callBody(alice)}]`, {}],
    ['who sends no JSON', 400, 'call list_accounts', {}],
    ['with another content type', 400, callBody(alice), { headers: { 'content-type': 'text/plain' } }],
    ['who names no person', 400, callBody(undefined), {}],
    ['who names no person for a resource', 400, JSON.stringify(legacyBody('resources/read', { uri: 'linekeeper://accounts' })), {}],
    ['without a team', 401, callBody({ user_id: 'U0ALICE', team_id: null }), {}],
    ['without a user', 401, callBody({ team_id: 'T0TEAM' }), {}],
    ['with something else than ids', 401, callBody({ user_id: ['U0ALICE'], team_id: 'T0TEAM' }), {}],
    ['of another team', 401, callBody({ ...alice, team_id: 'T0OTHER' }), {}],
    ['of the team that shares a channel', 401, callBody({ user_id: 'U0STRANGER', team_id: 'T0TEAM', enterprise_id: 'E0ORG' }), {}],
    ['who may ask in a channel alone', 401, callBody({ user_id: 'U0CAROL', team_id: 'T0TEAM' }), {}],
    ['with a token, too', 401, callBody(alice), { headers: { authorization: 'Bearer fake-desk-token-0123' } }],
  ];

  it.each(cases)('%s gets %i, one line in the log, and nothing else', async (_, status, body, options) => {
    const before = server.log().split('\n').length;
    const response = await sendSigned(url, body, options);
    expect(response.status).toBe(status);
    expect(response.body.error).toBeTypeOf('object');
    expect(JSON.stringify(response.body)).not.toMatch(/copenhagen|moscow|kazan|fake-/);
    await expect.poll(() => server.log().split('\n').length - before).toBe(1);
    expect(server.log().trimEnd().split('\n').at(-1)).toMatch(/^http: rejected: signed request: /);
    expect(server.log()).not.toContain(signingSecret);
  });

  it('who replays a request that was answered gets 401, and nothing is read', async () => {
    const body = callBody(alice, 'list_lines');
    const at = minutes(-1);
    expect((await sendSigned(url, body, { at })).body.result.structuredContent.returned).toBeGreaterThan(0);
    const log = server.log();
    const { status, body: refusal } = await sendSigned(url, body, { at });
    expect(status).toBe(401);
    expect(refusal.error.message).toBe('The request was answered before. Sign it again.');
    await expect.poll(() => server.log().slice(log.length)).toBe('http: rejected: signed request: replayed\n');
    expect((await sendSigned(url, body, { at: at + 1 })).status).toBe(200);
  });

  it('with a part of a signature is judged by it, not let in by another door', async () => {
    const { headers } = signRequest(callBody(alice));
    for (const name of ['x-slack-signature', 'x-slack-request-timestamp'] as const)
      expect((await post(url, callBody(alice), { headers: { [name]: headers[name] } })).status).toBe(401);
  });

  it('without a signature needs a token, whatever identity the request names', async () => {
    expect((await post(url, callBody(alice))).status).toBe(401);
  });
});

describe('signatures', () => {
  it('are judged as Bolt does, but for timestamps of the future', async () => {
    const body = callBody(alice);
    for (const [at, secret, tampered] of [
      [0, signingSecret, false],
      [-299, signingSecret, false],
      [-310, signingSecret, false],
      [0, 'another', false],
      [0, signingSecret, true],
    ] as const) {
      const now = Math.floor(Date.now() / 1000);
      const sent = tampered ? body.replace('list_accounts', 'list_lines') : body;
      const { headers } = signRequest(body, { at: now + at, secret });
      const bolt = isValidSlackRequest({
        signingSecret,
        body: sent,
        headers: {
          'x-slack-signature': headers['x-slack-signature'],
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      });
      const { status } = await sendSigned(url, body, { at: now + at, secret, ...(tampered && { tamper: () => sent }) });
      expect(status === 200, `${at} ${secret} ${tampered}`).toBe(bolt);
    }
  });
});

describe('a server with Slack’s sign-in alone', () => {
  it('lets in no unsigned request, not even on loopback', async () => {
    const alone = await startHttpCommand({
      environment: { LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret, LINEKEEPER_SLACK_ACCESS: JSON.stringify(access) },
    });
    expect((await post(alone.url, legacyBody('tools/list'))).status).toBe(401);
    expect((await sendSigned(alone.url, callBody(alice))).status).toBe(200);
    expect(alone.log()).toContain('Accepts requests that Slack signs; all others need a token.');
    alone.kill();
  });

  it('grants nothing without rules', async () => {
    const closed = await startHttpCommand({ environment: { LINEKEEPER_SLACK_SIGNING_SECRET: signingSecret } });
    const { status, body } = await sendSigned(closed.url, callBody(alice));
    expect(status).toBe(401);
    expect(body.error.message).toMatch(/^You may not use Linekeeper here\. .*LINEKEEPER_SLACK_ACCESS.* Team T0TEAM, user U0ALICE\.$/);
    closed.kill();
  });
});
