// MCP on Lambda: the built function behind an HTTP bridge, with bearer tokens from a secret, or with OAuth.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startIssuer } from '../mcp/issuer.ts';
import { envelope, legacyBody, modernMessage, post } from '../mcp/raw-messages.ts';
import { sendSigned } from '../mcp/slackbot-client.ts';
import { expectValidBlocks } from '../slack/limits.ts';
import { signingSecret } from '../slack/slack.ts';
import { startFakeAws } from './aws.ts';
import { startHttpBridge } from './bridge.ts';
import { startFunction } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const services = await startFakeAws();
const tokens = '{"tokens": [{"name": "desk", "token": "fake-desk-token-1", "accounts": ["moscow"]}]}';
const accounts = JSON.stringify(sandbox.accounts);

beforeEach(() => {
  services.secrets.set('linekeeper/accounts', accounts);
  services.secrets.set('linekeeper/mcp', tokens);
});

/** Starts the function behind a bridge for the current test file. */
async function startMcpFunction(variables: Record<string, string> = {}) {
  const lambda = await startFunction('mcp', { ...services.environment, ...variables });
  const { url, close } = await startHttpBridge(lambda);
  afterAll(() => {
    close();
    lambda.close();
  });
  return { lambda, url };
}

const deskHeaders = { authorization: 'Bearer fake-desk-token-1' };
const listAccounts = modernMessage('tools/call', { name: 'list_accounts', arguments: {} });
const callListAccounts = (url: string, headers: Record<string, string> = deskHeaders) =>
  post(url, listAccounts.body, { headers: { ...listAccounts.headers, ...headers } });

describe('the function', async () => {
  const { url, lambda } = await startMcpFunction();

  it('accepts a valid token, and grants only its accounts', async () => {
    const { status, body } = await callListAccounts(url);
    expect(status).toBe(200);
    expect(body.result.structuredContent.accounts).toMatchObject([{ account: 'moscow', state: 'ready' }]);
    expect(lambda.log()).toContain('mcp: desk: tools/call list_accounts');
    expect(lambda.log()).not.toContain('fake-desk-token-1');
  });

  it('rejects requests without a valid token', async () => {
    for (const headers of [{}, { authorization: 'Bearer fake-other-token' }]) {
      const { status, headers: responseHeaders, body } = await callListAccounts(url, headers);
      expect(status).toBe(401);
      expect(responseHeaders.get('www-authenticate')).toMatch(/^Bearer /);
      expect(JSON.stringify(body)).not.toContain('moscow');
    }
  });

  it.each([
    ['GET', '/mcp', 405],
    ['DELETE', '/mcp', 405],
    ['GET', '/healthz', 200],
    ['GET', '/.well-known/oauth-protected-resource', 404],
    ['POST', '/elsewhere', 404],
  ])('has the same paths as the local server: %s %s is %i', async (method, path, status) => {
    expect((await fetch(new URL(path, url), { method })).status).toBe(status);
  });

  it('accepts bodies as text and in base64, and rejects an unknown host', async () => {
    const event = {
      version: '2.0',
      rawPath: '/mcp',
      rawQueryString: '',
      headers: { ...deskHeaders, host: 'localhost', 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      requestContext: { domainName: 'localhost', http: { method: 'POST', path: '/mcp' } },
      isBase64Encoded: false,
    };
    const body = JSON.stringify(legacyBody('tools/list'));
    expect(await lambda.invoke({ ...event, body })).toMatchObject({ statusCode: 200 });
    expect(await lambda.invoke({ ...event, body: Buffer.from(body).toString('base64'), isBase64Encoded: true })).toMatchObject({
      statusCode: 200,
    });
    expect(await lambda.invoke(event)).toMatchObject({ statusCode: 400 });
    expect(await lambda.invoke({ ...event, headers: { ...event.headers, host: 'evil.example' }, body })).toMatchObject({ statusCode: 403 });
  });

  it.each([
    ['an invalid header', { headers: { ...deskHeaders, host: 'localhost', 'x-name': 'a\nb' } }],
    ['a non-ASCII token', { headers: { host: 'localhost', authorization: 'Bearer Ж' } }],
    ['a forbidden method', { requestContext: { domainName: 'localhost', http: { method: 'TRACE', path: '/mcp' } } }],
    ['an invalid path', { rawPath: '@evil.example/mcp' }],
  ])('responds to an event with %s with 400', async (_, overrides) => {
    const http = { method: 'POST', path: '/mcp' };
    const event = {
      version: '2.0',
      rawPath: '/mcp',
      headers: deskHeaders,
      requestContext: { domainName: 'localhost', http },
      body: '{}',
      ...overrides,
    };
    expect(await lambda.invoke(event)).toMatchObject({ statusCode: 400 });
  });

  it('logs the reason for a rejected request, without its content', async () => {
    const { body, headers } = modernMessage('resources/read', { uri: 'linekeeper://lines/moscow/4711' }, { 'mcp-name': 'other' });
    expect((await post(url, body, { headers: { ...headers, ...deskHeaders } })).status).toBe(400);
    expect(lambda.log()).toContain('http: rejected: name-header-mismatch');
    expect(lambda.log()).not.toContain('4711');
  });

  it('ends a subscription stream at once, since it would keep the function running until its timeout', async () => {
    const { body, headers } = modernMessage('subscriptions/listen', { notifications: { toolsListChanged: true } });
    expect((await post(url, body, { headers: { ...headers, ...deskHeaders } })).status).toBe(200);
  });

  it('sends no progress, since its responses are not streamed', async () => {
    const { headers } = modernMessage('tools/call', { name: 'list_lines' });
    const params = { name: 'list_lines', arguments: { limit: 500 }, _meta: { ...envelope, progressToken: 1 } };
    const response = await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/call', params }, { headers: { ...headers, ...deskHeaders } });
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(response.body.result.structuredContent.lines.length).toBeGreaterThan(25);
  });
});

describe('a secret', () => {
  it.each([
    [undefined, /The secret linekeeper\/mcp does not exist/],
    ['', /The secret linekeeper\/mcp is empty/],
    ['{"tokens": [', /The secret linekeeper\/mcp is not valid JSON/],
    ['{}', /"tokens" of the secret linekeeper\/mcp must be a JSON array/],
    ['{"tokens": []}', /"tokens" of the secret linekeeper\/mcp is an empty list/],
    ['{"tokens": [{"name": "desk", "token": "fake-desk-token-1"}]}', /token 1: "accounts" must be an array of strings/],
  ])('of tokens with the text %j fails all requests and is reported in the log, until it is repaired', async (text, message) => {
    if (text === undefined) services.secrets.delete('linekeeper/mcp');
    else services.secrets.set('linekeeper/mcp', text);
    const { url, lambda } = await startMcpFunction();
    const { status, body } = await callListAccounts(url);
    expect(status).toBe(503);
    expect(body.error.data['linekeeper/error']).toMatchObject({ code: 'config', message: expect.stringMatching(message) });
    expect(lambda.log().replaceAll('\\"', '"')).toMatch(message);
    expect(lambda.log() + JSON.stringify(body)).not.toContain('fake-desk-token-1');
    services.secrets.set('linekeeper/mcp', tokens);
    // It is read again after ten seconds.
    await expect.poll(async () => (await callListAccounts(url)).status, { timeout: 15_000, interval: 1_000 }).toBe(200);
  });

  it('of accounts that is invalid fails all tool calls, until it is repaired', async () => {
    services.secrets.set('linekeeper/accounts', '[{"name": "moscow", "provider": "callgear", "acess_token": "fake-key"}]');
    const { url } = await startMcpFunction();
    const { status, body } = await callListAccounts(url);
    expect(status).toBe(200);
    expect(body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'config' } } });
    expect(JSON.stringify(body)).toContain('did you mean access_token?');
    services.secrets.set('linekeeper/accounts', accounts);
    const getAccounts = async () => (await callListAccounts(url)).body.result.structuredContent?.accounts;
    await expect.poll(getAccounts, { timeout: 15_000, interval: 1_000 }).toHaveLength(1);
  });
});

describe('an issuer', async () => {
  const id = await startIssuer();
  const oauth = { issuer: id.url, jwks: id.url, clients: ['pool-client'], scopes: ['linekeeper/read'], access: [{ accounts: ['*'] }] };
  const { url } = await startMcpFunction({ LINEKEEPER_HTTP_OAUTH: JSON.stringify(oauth), LINEKEEPER_HTTP_HOSTS: '127.0.0.1' });

  it('authenticates access tokens as Cognito issues them, but no id tokens', async () => {
    const token = await id.sign({ sub: 'someone', client_id: 'pool-client', token_use: 'access', scope: 'linekeeper/read' });
    const { status, body } = await callListAccounts(url, { authorization: `Bearer ${token}` });
    expect(status).toBe(200);
    expect(body.result.structuredContent.accounts).toHaveLength(3);
    const idToken = await id.sign({ sub: 'someone', aud: 'pool-client', token_use: 'id' });
    expect((await callListAccounts(url, { authorization: `Bearer ${idToken}` })).status).toBe(401);
    // The tokens in the secret are not valid any more.
    expect((await callListAccounts(url)).status).toBe(401);
  });

  it('is named in the resource metadata, whose URL is in the challenge', async () => {
    const { headers } = await callListAccounts(url, {});
    const metadataUrl = /resource_metadata="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1];
    expect(metadataUrl).toBe(new URL('/.well-known/oauth-protected-resource/mcp', url).href);
    expect(await (await fetch(new URL('/.well-known/oauth-protected-resource', url))).json()).toMatchObject({
      authorization_servers: [id.url],
    });
  });
});

describe('a base path', async () => {
  const id = await startIssuer();
  const oauth = { issuer: id.url, jwks: id.url, clients: ['pool-client'], access: [{ accounts: ['*'] }] };
  const { lambda, url } = await startMcpFunction({
    LINEKEEPER_HTTP_OAUTH: JSON.stringify(oauth),
    LINEKEEPER_HTTP_HOSTS: '127.0.0.1',
    LINEKEEPER_HTTP_URL: 'https://lines.example/phones',
  });

  it('lies before the endpoint and its metadata, which name the public address', async () => {
    const endpoint = new URL('/phones/mcp', url).href;
    const { status, headers } = await callListAccounts(endpoint, {});
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('"https://lines.example/phones/.well-known/oauth-protected-resource/mcp"');
    for (const path of ['/phones/.well-known/oauth-protected-resource/mcp', '/.well-known/oauth-protected-resource/phones/mcp'])
      expect(await (await fetch(new URL(path, url))).json(), path).toMatchObject({ resource: 'https://lines.example/phones/mcp' });
    const token = await id.sign({ sub: 'someone', client_id: 'pool-client', token_use: 'access' });
    expect((await callListAccounts(endpoint, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('is that of the route in an event of API Gateway', async () => {
    const path = '/phones/.well-known/oauth-protected-resource';
    const { statusCode, body } = await lambda.invoke({
      version: '2.0',
      rawPath: path,
      routeKey: `ANY ${path}`,
      headers: { host: 'lines.example' },
      requestContext: { domainName: 'lines.example', stage: '$default', http: { method: 'GET', path } },
      isBase64Encoded: false,
    });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).resource).toBe('https://lines.example/phones/mcp');
  });
});

describe('Slack’s sign-in', async () => {
  services.secrets.set(
    'linekeeper/slack',
    JSON.stringify({ signing_secret: signingSecret, access: [{ team: 'T0TEAM', accounts: ['moscow'] }] }),
  );
  const { url, lambda } = await startMcpFunction({ LINEKEEPER_SLACK_SECRET: 'linekeeper/slack' });
  const call = (team_id: string) =>
    sendSigned(
      url,
      JSON.stringify(legacyBody('tools/call', { name: 'list_accounts', arguments: {}, _meta: { slack: { user_id: 'U0ALICE', team_id } } })),
    );

  it('grants the accounts of the rules in the secret, with blocks', async () => {
    const { status, body } = await call('T0TEAM');
    expect(status).toBe(200);
    expect(body.result.structuredContent.accounts).toMatchObject([{ account: 'moscow' }]);
    expectValidBlocks(body.result._meta.slack.blocks);
  });

  it('rejects strangers, and still takes tokens', async () => {
    expect((await call('T0OTHER')).status).toBe(401);
    expect(lambda.log()).toContain('no access rule for T0OTHER U0ALICE');
    expect((await callListAccounts(url)).status).toBe(200);
  });

  it('is closed while its secret is broken', async () => {
    services.secrets.set('linekeeper/slack', '{"signing_secret": ""}');
    const broken = await startMcpFunction({ LINEKEEPER_SLACK_SECRET: 'linekeeper/slack' });
    const { status, body } = await sendSigned(broken.url, JSON.stringify(legacyBody('tools/list')));
    expect(status).toBe(503);
    expect(body.error.message).toContain('signing_secret');
    expect((await callListAccounts(broken.url)).status).toBe(200);
  });
});
