// MCP over HTTP: routing, Host and Origin validation, CORS, bodies, and protocol errors.
import { request } from 'node:http';
import { afterAll, describe, expect, it } from 'vitest';
import { startHttpCommand } from './http-command.ts';
import { envelope, legacyBody, modernMessage, parseResponse, post, type RequestMessage } from './raw-messages.ts';

const server = await startHttpCommand({
  environment: {
    LINEKEEPER_HTTP_ORIGINS: 'https://App.example:443/, pages.example',
    LINEKEEPER_HTTP_HOSTS: 'https://lines.example, линии.example:8123',
  },
});
afterAll(() => server.kill());
const { url } = server;
const at = (path: string) => new URL(path, url).href;
const call = (name: string, args: object = {}) => modernMessage('tools/call', { name, arguments: args });
const send = ({ body, headers }: RequestMessage) => post(url, body, { headers });

describe('a path and a method', () => {
  it.each([
    ['GET', '/healthz', 200],
    ['POST', '/healthz', 405],
    ['GET', '/mcp', 405],
    ['DELETE', '/mcp', 405],
    ['PUT', '/mcp', 405],
    ['OPTIONS', '/mcp', 405],
    ['GET', '/', 404],
    ['POST', '/', 404],
    ['POST', '/mcp/', 404],
    ['POST', '/MCP', 404],
    ['GET', '/mcp/../healthz/x', 404],
    // Only a server with an issuer has metadata.
    ['GET', '/.well-known/oauth-protected-resource', 404],
    ['GET', '/.well-known/oauth-protected-resource/mcp', 404],
  ])('%s %s is %i', async (method, path, status) => {
    const response = await fetch(at(path), { method });
    expect(response.status).toBe(status);
    if (status === 405) expect(response.headers.get('allow')).toBe(path === '/healthz' ? 'GET' : 'POST');
    if (status === 200) expect(await response.json()).toEqual({ ok: true });
  });
});

/** Sends a request with this Host header, which `fetch` would override. */
const withHost = (host: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify(legacyBody('tools/list'));
    const headers = { host, 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    request(url, { method: 'POST', headers }, async response => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, text });
    })
      .on('error', reject)
      .end(body);
  });

describe('a Host', () => {
  it.each(['localhost', 'localhost:9', '127.0.0.1', '[::1]:80', 'lines.example', 'LINES.example:443', 'xn--h1aaajl.example'])(
    '%s is allowed',
    async host => {
      expect((await withHost(host)).status).toBe(200);
    },
  );

  it.each([
    'evil.example',
    'evil.example:8123',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'lines.example.evil.example',
    '10.0.0.1',
  ])('%s is not allowed, and the message names the variable that adds it', async host => {
    const { status, text } = await withHost(host);
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ error: { message: expect.stringContaining('LINEKEEPER_HTTP_HOSTS') } });
  });

  it.each(['a b', '<script>', 'a/b', 'user@localhost', '%'])('%j is invalid', async host => {
    expect([400, 403]).toContain((await withHost(host)).status);
  });
});

describe('an Origin', () => {
  const from = (origin: string) => post(url, legacyBody('tools/list'), { headers: { origin } });

  it.each(['https://app.example', 'https://pages.example:8443', 'http://localhost:5173', 'http://127.0.0.1:3000'])(
    '%s is allowed, and can read the response',
    async origin => {
      const { status, headers } = await from(origin);
      expect(status).toBe(200);
      expect(headers.get('access-control-allow-origin')).toBe(origin);
      expect(headers.get('vary')).toContain('origin');
    },
  );

  it.each(['https://evil.example', 'http://app.example', 'https://app.example.evil.example', 'null', 'file://', 'invalid'])(
    '%s is not allowed',
    async origin => {
      const { status, headers, body } = await from(origin);
      expect(status).toBe(403);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(body.error.message).toContain('LINEKEEPER_HTTP_ORIGINS');
    },
  );

  it('gets a preflight response with the allowed headers', async () => {
    const preflightHeaders = {
      origin: 'https://app.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'mcp-method',
    };
    const { status, headers } = await parseResponse(await fetch(url, { method: 'OPTIONS', headers: preflightHeaders }));
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-headers')?.split(', ')).toEqual(
      expect.arrayContaining(['mcp-method', 'x-linekeeper-tools', 'x-linekeeper-answers']),
    );
    expect((await fetch(url, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });
});

describe('a protocol error', () => {
  const discover = modernMessage('server/discover');
  const withoutHeader = (name: string): RequestMessage => ({
    ...discover,
    headers: Object.fromEntries(Object.entries(discover.headers).filter(([header]) => header !== name)),
  });
  const withMeta = (_meta: object): RequestMessage => ({ ...discover, body: { ...discover.body, params: { _meta } } });

  it.each([
    ['a missing version header', withoutHeader('mcp-protocol-version'), 400, -32_020],
    ['a missing method header', withoutHeader('mcp-method'), 400, -32_020],
    ['a header of another method', modernMessage('server/discover', {}, { 'mcp-method': 'tools/list' }), 400, -32_020],
    [
      'a header of another tool',
      modernMessage('tools/call', { name: 'list_lines', arguments: {} }, { 'mcp-name': 'find_number' }),
      400,
      -32_020,
    ],
    ['another version in the header', modernMessage('server/discover', {}, { 'mcp-protocol-version': '2025-11-25' }), 400, -32_020],
    ['a missing required key', withMeta({ 'io.modelcontextprotocol/protocolVersion': '2026-07-28' }), 400, -32_602],
    ['an unknown method', modernMessage('tools/delete'), 404, -32_601],
    ['a method of the legacy era', modernMessage('ping'), 404, -32_601],
    ['the initialization of the legacy era', modernMessage('initialize'), 404, -32_601],
    ['an unknown tool', modernMessage('tools/call', { name: 'nothing', arguments: {} }), 200, -32_602],
    ['an unknown cursor', modernMessage('tools/list', { cursor: 'invalid' }), 200, -32_602],
    ['an unknown resource', modernMessage('resources/read', { uri: 'linekeeper://nothing' }), 200, -32_602],
    ['a resource of another scheme', modernMessage('resources/read', { uri: 'file:///etc/passwd' }), 200, -32_602],
    ['an unknown prompt', modernMessage('prompts/get', { name: 'nothing' }), 200, -32_602],
    ['a missing prompt argument', modernMessage('prompts/get', { name: 'find_owner' }), 200, -32_602],
  ])('is returned for %s', async (_, message, status, code) => {
    const response = await send(message);
    expect(response).toMatchObject({ status, body: { jsonrpc: '2.0', error: { code, message: expect.any(String) } } });
  });

  it('names the supported revisions for an unknown one', async () => {
    const response = await post(
      url,
      { ...discover.body, params: { _meta: { ...envelope, 'io.modelcontextprotocol/protocolVersion': '2099-01-01' } } },
      { headers: { ...discover.headers, 'mcp-protocol-version': '2099-01-01' } },
    );
    expect(response).toMatchObject({
      status: 400,
      body: { error: { code: -32_022, data: { supported: ['2026-07-28'], requested: '2099-01-01' } } },
    });
  });

  it.each([
    ['invalid JSON', '{"jsonrpc": "2.0",', 400, -32_700],
    ['empty', '', 400, -32_700],
    ['a bare value', '5', 400, undefined],
    ['an empty list', '[]', 400, -32_600],
    ['a batch', JSON.stringify([legacyBody('tools/list'), legacyBody('tools/list')]), 400, -32_600],
  ])('is returned for a body that is %s', async (_, text, status, code) => {
    const response = await post(url, text, { headers: discover.headers });
    expect(response.status).toBe(status);
    if (code !== undefined) expect(response.body.error.code).toBe(code);
  });

  it('is not used for invalid arguments or provider errors, which the model must read', async () => {
    expect(await send(call('list_lines', { statsu: 'down' }))).toMatchObject({
      status: 200,
      body: { result: { isError: true, resultType: 'complete', _meta: { 'linekeeper/error': { code: 'input', field: 'statsu' } } } },
    });
    expect(await send(call('callgear_list_customer_users'))).toMatchObject({ status: 200, body: { result: { isError: true } } });
  });
});

/** Sends a request with this Accept header, or with none, which `fetch` would add. */
const withAccept = (
  accept: string | undefined,
  { body, headers }: RequestMessage,
): Promise<{ status: number; type: string; text: string }> =>
  new Promise((resolve, reject) => {
    const allHeaders = { 'content-type': 'application/json', ...headers, ...(accept !== undefined && { accept }) };
    request(url, { method: 'POST', headers: allHeaders }, async response => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text });
    })
      .on('error', reject)
      .end(JSON.stringify(body));
  });

const legacyMessage = { body: legacyBody('tools/list'), headers: {} };

const listLines = { name: 'list_lines', arguments: { limit: 500 } };
const legacyCall = { body: legacyBody('tools/call', { ...listLines, _meta: { progressToken: 7 } }), headers: {} };
const modernCall = {
  body: legacyBody('tools/call', { ...listLines, _meta: { ...envelope, progressToken: 7 } }),
  headers: modernMessage('tools/call', listLines).headers,
};

describe.each<[string, RequestMessage]>([
  ['legacy', legacyMessage],
  ['modern', modernMessage('tools/list')],
])('a client of the %s era', (_era, message) => {
  it.each([
    undefined,
    '',
    'application/json',
    '*/*',
    'application/*;q=0.8',
    'text/html, */*;q=0.1',
    'application/json, text/event-stream;q=0',
    // That of every client of the SDK.
    'application/json, text/event-stream',
    'text/event-stream, */*',
  ])('gets JSON for the Accept header %j', async accept => {
    const { status, type, text } = await withAccept(accept, message);
    expect([status, type]).toEqual([200, 'application/json']);
    expect(JSON.parse(text).result.tools.length).toBeGreaterThan(0);
  });

  it.each(['text/event-stream', 'text/event-stream; charset=utf-8', 'text/event-stream, application/json;q=0'])(
    'gets an event stream for the Accept header %j',
    async accept => {
      const { status, type, text } = await withAccept(accept, message);
      expect([status, type]).toEqual([200, 'text/event-stream']);
      expect(JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '').result.tools.length).toBeGreaterThan(0);
    },
  );

  it.each(['application/json', '*/*'])('gets no notices with the Accept header %j, even if it gives a token for them', async accept => {
    const { body, headers } = message === legacyMessage ? legacyCall : modernCall;
    const { status, type, text } = await withAccept(accept, { body, headers });
    expect([status, type]).toEqual([200, 'application/json']);
    expect(JSON.parse(text).result.structuredContent.lines.length).toBeGreaterThan(25);
  });

  it.each([null, '', undefined])('may give the cursor %j', async cursor => {
    const { body, headers } = message;
    const params = { ...('params' in body && typeof body.params === 'object' ? body.params : {}), cursor };
    expect(await post(url, { ...body, params }, { headers })).toMatchObject({
      status: 200,
      body: { result: { tools: expect.any(Array) } },
    });
  });
});

describe('the modern era', () => {
  it('gets cache hints for lists', async () => {
    const hints: Record<string, object> = {
      // Which tools are listed depends on the caller's accounts.
      'tools/list': { ttlMs: 300_000, cacheScope: 'private' },
      'prompts/list': { ttlMs: 300_000, cacheScope: 'public' },
      'resources/list': { ttlMs: 300_000, cacheScope: 'public' },
      'resources/templates/list': { ttlMs: 300_000, cacheScope: 'public' },
      'server/discover': { ttlMs: 3_600_000, cacheScope: 'public' },
    };
    for (const [method, result] of Object.entries(hints))
      expect(await send(modernMessage(method)), method).toMatchObject({ body: { result } });
    const accounts = await send(modernMessage('resources/read', { uri: 'linekeeper://accounts' }));
    expect(accounts.body.result).toMatchObject({ ttlMs: 0, cacheScope: 'private' });
  });

  it('gets a subscription stream that ends at once, since lists never change', async () => {
    const { body, headers } = modernMessage('subscriptions/listen', { notifications: { toolsListChanged: true } });
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('notifications/subscriptions/acknowledged');
  });
});

describe('the legacy era', () => {
  it.each(['2025-06-18', '2025-11-25'])('supports %s without a session', async version => {
    const params = { protocolVersion: version, capabilities: {}, clientInfo: { name: 'raw', version: '1.0.0' } };
    expect(await post(url, legacyBody('initialize', params))).toMatchObject({
      status: 200,
      body: { result: { protocolVersion: version } },
    });
    const response = await post(url, legacyBody('tools/call', { name: 'list_accounts', arguments: {} }), {
      headers: { 'mcp-protocol-version': version },
    });
    expect(response).toMatchObject({ status: 200, body: { result: { structuredContent: { accounts: expect.any(Array) } } } });
    expect((await post(url, { jsonrpc: '2.0', method: 'notifications/initialized' })).status).toBe(202);
  });
});
