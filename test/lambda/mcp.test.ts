// MCP on Lambda: the built function behind an API, with its tokens and accounts in secrets, or behind an issuer.
import { startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { issuer } from '../mcp/issuer.ts';
import { envelope, modern, older, post } from '../mcp/raw-messages.ts';
import { aws } from './aws.ts';
import { bridge } from './bridge.ts';
import { functionNamed } from './functions.ts';

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const services = await aws();
const tokens = '{"tokens": [{"name": "desk", "token": "fake-desk-token", "accounts": ["moscow"]}]}';
const accounts = JSON.stringify(sandbox.accounts);

beforeEach(() => {
  services.secrets.set('linekeeper/accounts', accounts);
  services.secrets.set('linekeeper/mcp', tokens);
});

async function deployed(variables: Record<string, string> = {}) {
  const lambda = await functionNamed('mcp', { ...services.environment, ...variables });
  const { url, close } = await bridge(lambda);
  afterAll(() => {
    close();
    lambda.close();
  });
  return { lambda, url };
}

const desk = { authorization: 'Bearer fake-desk-token' };
const listAccounts = modern('tools/call', { name: 'list_accounts', arguments: {} });
const asked = (url: string, headers: Record<string, string> = desk) =>
  post(url, listAccounts.body, { headers: { ...listAccounts.headers, ...headers } });

describe('the function', async () => {
  const { url, lambda } = await deployed();

  it('answers whoever has a token about the accounts of the token', async () => {
    const { status, body } = await asked(url);
    expect(status).toBe(200);
    expect(body.result.structuredContent.accounts).toMatchObject([{ account: 'moscow', state: 'ready' }]);
    expect(lambda.log()).toContain('mcp: desk: tools/call list_accounts');
    expect(lambda.log()).not.toContain('fake-desk-token');
  });

  it('answers nobody else', async () => {
    for (const headers of [{}, { authorization: 'Bearer fake-other-token' }]) {
      const { status, headers: own, body } = await asked(url, headers);
      expect(status).toBe(401);
      expect(own.get('www-authenticate')).toMatch(/^Bearer /);
      expect(JSON.stringify(body)).not.toContain('moscow');
    }
  });

  it.each([
    ['GET', '/mcp', 405],
    ['DELETE', '/mcp', 405],
    ['GET', '/healthz', 200],
    ['GET', '/.well-known/oauth-protected-resource', 404],
    ['POST', '/elsewhere', 404],
  ])('has the same paths as on a machine: %s %s is %i', async (method, path, status) => {
    expect((await fetch(new URL(path, url), { method })).status).toBe(status);
  });

  it('takes bodies as they are, in base64 or not there, and a name it does not know not at all', async () => {
    const event = {
      version: '2.0',
      rawPath: '/mcp',
      rawQueryString: '',
      headers: { ...desk, host: 'localhost', 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      requestContext: { domainName: 'localhost', http: { method: 'POST', path: '/mcp' } },
      isBase64Encoded: false,
    };
    const body = JSON.stringify(older('tools/list'));
    expect(await lambda.invoke({ ...event, body })).toMatchObject({ statusCode: 200 });
    expect(await lambda.invoke({ ...event, body: Buffer.from(body).toString('base64'), isBase64Encoded: true })).toMatchObject({
      statusCode: 200,
    });
    expect(await lambda.invoke(event)).toMatchObject({ statusCode: 400 });
    expect(await lambda.invoke({ ...event, headers: { ...event.headers, host: 'evil.example' }, body })).toMatchObject({ statusCode: 403 });
  });

  it.each([
    ['a header that is none', { headers: { ...desk, host: 'localhost', 'x-name': 'a\nb' } }],
    ['a token in another script', { headers: { host: 'localhost', authorization: 'Bearer Ж' } }],
    ['a method that is never forwarded', { requestContext: { domainName: 'localhost', http: { method: 'TRACE', path: '/mcp' } } }],
    ['a path that is none', { rawPath: '@evil.example/mcp' }],
  ])('answers an event with %s instead of failing', async (_, odd) => {
    const http = { method: 'POST', path: '/mcp' };
    const event = { version: '2.0', rawPath: '/mcp', headers: desk, requestContext: { domainName: 'localhost', http }, body: '{}', ...odd };
    expect(await lambda.invoke(event)).toMatchObject({ statusCode: 400 });
  });

  it('logs of a refused request what was wrong, and nothing of what it asked for', async () => {
    const { body, headers } = modern('resources/read', { uri: 'linekeeper://lines/moscow/4711' }, { 'mcp-name': 'other' });
    expect((await post(url, body, { headers: { ...headers, ...desk } })).status).toBe(400);
    expect(lambda.log()).toContain('http: rejected: name-header-mismatch');
    expect(lambda.log()).not.toContain('4711');
  });

  it('ends a listening stream at once, or the function would be held until its time is over', async () => {
    const { body, headers } = modern('subscriptions/listen', { notifications: { toolsListChanged: true } });
    expect((await post(url, body, { headers: { ...headers, ...desk } })).status).toBe(200);
  });

  it('tells no progress: its answers come in one piece', async () => {
    const { headers } = modern('tools/call', { name: 'list_lines' });
    const params = { name: 'list_lines', arguments: { limit: 500 }, _meta: { ...envelope, progressToken: 1 } };
    const answer = await post(url, { jsonrpc: '2.0', id: 1, method: 'tools/call', params }, { headers: { ...headers, ...desk } });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.body.result.structuredContent.lines.length).toBeGreaterThan(25);
  });
});

describe('a secret', () => {
  it.each([
    [undefined, /There is no secret linekeeper\/mcp/],
    ['', /The secret linekeeper\/mcp is empty/],
    ['{"tokens": [', /The secret linekeeper\/mcp is not valid JSON/],
    ['{}', /"tokens" of the secret linekeeper\/mcp must be a JSON list/],
    ['{"tokens": []}', /"tokens" of the secret linekeeper\/mcp is an empty list/],
    ['{"tokens": [{"name": "desk", "token": "fake-desk-token"}]}', /token 1: "accounts" must be a list/],
  ])('of tokens as %j lets nobody in, is named in the log, and is fine once mended', async (text, sentence) => {
    if (text === undefined) services.secrets.delete('linekeeper/mcp');
    else services.secrets.set('linekeeper/mcp', text);
    const { url, lambda } = await deployed();
    const { status, body } = await asked(url);
    expect(status).toBe(503);
    expect(body.error.data['linekeeper/error']).toMatchObject({ code: 'config', message: expect.stringMatching(sentence) });
    expect(lambda.log().replaceAll('\\"', '"')).toMatch(sentence);
    expect(lambda.log() + JSON.stringify(body)).not.toContain('fake-desk-token');
    services.secrets.set('linekeeper/mcp', tokens);
    expect((await asked(url)).status).toBe(200);
  });

  it('of accounts that is broken is said in each call, and is fine once mended', async () => {
    services.secrets.set('linekeeper/accounts', '[{"name": "moscow", "provider": "callgear", "acess_token": "fake-key"}]');
    const { url } = await deployed();
    const { status, body } = await asked(url);
    expect(status).toBe(200);
    expect(body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'config' } } });
    expect(JSON.stringify(body)).toContain('did you mean access_token?');
    services.secrets.set('linekeeper/accounts', accounts);
    expect((await asked(url)).body.result.structuredContent.accounts).toHaveLength(1);
  });
});

describe('an issuer', async () => {
  const id = await issuer();
  const oauth = { issuer: id.url, jwks: id.url, clients: ['pool-client'], scopes: ['linekeeper/read'], access: [{ accounts: ['*'] }] };
  const { url } = await deployed({ LINEKEEPER_HTTP_OAUTH: JSON.stringify(oauth), LINEKEEPER_HTTP_HOSTS: '127.0.0.1' });

  it('lets in whom it has signed in, as a pool of Cognito writes tokens', async () => {
    const token = await id.sign({ sub: 'someone', client_id: 'pool-client', token_use: 'access', scope: 'linekeeper/read' });
    const { status, body } = await asked(url, { authorization: `Bearer ${token}` });
    expect(status).toBe(200);
    expect(body.result.structuredContent.accounts).toHaveLength(3);
    const other = await id.sign({ sub: 'someone', aud: 'pool-client', token_use: 'id' });
    expect((await asked(url, { authorization: `Bearer ${other}` })).status).toBe(401);
    // The secret's tokens count no more.
    expect((await asked(url)).status).toBe(401);
  });

  it('is found by the metadata, which the refusal names', async () => {
    const { headers } = await asked(url, {});
    const where = /resource_metadata="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1];
    expect(where).toBe(new URL('/.well-known/oauth-protected-resource/mcp', url).href);
    expect(await (await fetch(new URL('/.well-known/oauth-protected-resource', url))).json()).toMatchObject({
      authorization_servers: [id.url],
    });
  });
});
