// Authentication over HTTP with static tokens, access to accounts, and the startup checks.
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { startHttpCommand } from './http-command.ts';
import { legacyBody, modernMessage, post, type RequestMessage } from './raw-messages.ts';

const tokens = [
  { name: 'night-bot', token: 'fake-night-token', accounts: ['moscow'] },
  { name: 'desk', token: 'fake-desk-token,with:signs', accounts: ['*'] },
  { name: 'stray', token: 'fake-stray-token', accounts: ['oslo'] },
];
const server = await startHttpCommand({ environment: { LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) } });
afterAll(() => server.kill());
const { url } = server;

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const send = ({ body, headers }: RequestMessage, more: Record<string, string>) => post(url, body, { headers: { ...headers, ...more } });
const call = (name: string, args: object, token: string) => send(modernMessage('tools/call', { name, arguments: args }), bearer(token));
const read = (uri: string, token: string) => send(modernMessage('resources/read', { uri }), bearer(token));

it('warns at the start about accounts of tokens that are not configured', async () => {
  await expect.poll(() => server.log()).toContain('Accepts tokens of');
  expect(server.log().match(/^note: .*$/gm)).toEqual(['note: Access rules: Unknown account "oslo". Valid: copenhagen, moscow, kazan.']);
});

describe('an unauthenticated request', () => {
  it.each([
    ['no token', {}],
    ['a wrong token', bearer('fake-wrong-token')],
    ['a part of a token', bearer('fake-night-toke')],
    ['a token and more', bearer('fake-night-token2')],
    ['a token in another case', bearer('FAKE-NIGHT-TOKEN')],
    ['an empty token', bearer('')],
    ['another scheme', { authorization: 'Basic fake-night-token' }],
    ['the token alone', { authorization: 'fake-night-token' }],
    ['two tokens', { authorization: 'Bearer fake-night-token, Bearer fake-desk-token' }],
    ['a token in another header', { 'x-api-key': 'fake-night-token' }],
  ])('with %s gets only a challenge', async (_, headers) => {
    for (const message of [
      modernMessage('tools/list'),
      modernMessage('server/discover'),
      modernMessage('tools/call', { name: 'list_accounts', arguments: {} }),
    ]) {
      const response = await send(message, headers);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", error_description="[\w ',]+"$/);
      expect(JSON.stringify(response.body)).not.toMatch(/moscow|night-bot|fake-/);
    }
    expect((await post(url, legacyBody('initialize'), { headers })).status).toBe(401);
  });

  it('with a token in the URL gets nothing either', async () => {
    expect((await post(`${url}?access_token=fake-night-token`, legacyBody('tools/list'))).status).toBe(401);
  });

  it('can only read the health check', async () => {
    expect(await (await fetch(new URL('/healthz', url))).json()).toEqual({ ok: true });
  });
});

describe('a caller', () => {
  it('sees only the accounts of the token, in tools and resources', async () => {
    const accounts = await call('list_accounts', {}, 'fake-night-token');
    expect(accounts.body.result.structuredContent.accounts.map(({ account }: { account: string }) => account)).toEqual(['moscow']);
    for (const uri of ['linekeeper://accounts', 'linekeeper://capabilities', 'linekeeper://export/lines.csv']) {
      const text = JSON.stringify((await read(uri, 'fake-night-token')).body.result.contents);
      expect(text).toContain('moscow');
      expect(text).not.toMatch(/kazan|copenhagen/);
    }
    expect((await read('linekeeper://lines/kazan/18446744073709551007', 'fake-night-token')).body.error).toMatchObject({ code: -32_602 });
    const otherProvider = await call('exolve_list_sip_ids', {}, 'fake-night-token');
    expect(otherProvider.body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'denied' } } });
    const otherAccount = await call('list_lines', { account: ['kazan'] }, 'fake-night-token');
    expect(otherAccount.body.result._meta['linekeeper/error']).toMatchObject({ code: 'input', field: 'account' });
    expect(JSON.stringify(otherAccount.body)).not.toContain('copenhagen');
  });

  it('cannot use a parameter that crosses accounts', async () => {
    const crossAccount = await call('callgear_list_sip_lines', { user_id: 17 }, 'fake-night-token');
    expect(crossAccount.body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'denied', field: 'user_id' } } });
    expect((await call('callgear_list_sip_lines', { limit: 1 }, 'fake-night-token')).body.result.structuredContent.returned).toBe(1);
  });

  it('gets completions only from the accounts of the token', async () => {
    const complete = (name: string, value: string, token: string) =>
      send(
        modernMessage('completion/complete', { ref: { type: 'ref/prompt', name: 'audit_my_lines' }, argument: { name, value } }),
        bearer(token),
      );
    expect((await complete('account', '', 'fake-night-token')).body.result.completion.values).toEqual(['moscow']);
    expect((await complete('account', '', 'fake-desk-token,with:signs')).body.result.completion.values).toEqual([
      'copenhagen',
      'moscow',
      'kazan',
    ]);
  });

  it('with access to all accounts sees all, and with access to an unknown account none', async () => {
    const desk = await call('list_accounts', {}, 'fake-desk-token,with:signs');
    expect(desk.body.result.structuredContent.accounts).toHaveLength(3);
    const stray = await call('list_accounts', {}, 'fake-stray-token');
    expect(stray.body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'denied' } } });
  });

  it('is logged by name with the request, without tokens and arguments', async () => {
    await call('find_number', { number: '+45 70 30 50 50' }, 'fake-night-token');
    await call('list_lines', { text: 'fake-wanted' }, 'fake-wrong-token');
    await read('linekeeper://lines/moscow/4711', 'fake-night-token');
    expect(server.log()).toMatch(/^mcp: night-bot: tools\/call find_number$/m);
    expect(server.log()).toMatch(/^mcp: night-bot: resources\/read linekeeper:\/\/lines$/m);
    expect(server.log()).toMatch(/^http: rejected: The token is unknown$/m);
    expect(server.log()).not.toMatch(/fake-|70 30 50 50|4711/);
  });
});

describe('the start', () => {
  const start = (host: string, environment: Record<string, string> = {}) =>
    linekeeper(['mcp', '--http', `${host}:0`, '--sandbox'], { environment, timeoutMs: 5_000 });

  it.each(['0.0.0.0', '[::]', '192.0.2.7'])('at %s without authentication fails, and names the variables', async host => {
    const { code, stdout, stderr } = await start(host);
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^linekeeper: config: .*requests would not be authenticated.*LINEKEEPER_HTTP_TOKENS/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('with a public address before a loopback one fails without authentication, too', async () => {
    const { code, stderr } = await start('127.0.0.1', { LINEKEEPER_HTTP_URL: 'https://lines.example/phones' });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: lines\.example is reachable.*LINEKEEPER_HTTP_TOKENS.*without LINEKEEPER_HTTP_URL/);
  });

  it('on loopback needs no authentication, however the address is written', async () => {
    // Without IPv6 the address cannot be used, but it is still recognized as loopback.
    const { stderr } = await start('[0:0:0:0:0:0:0:1]');
    expect(stderr).toMatch(/served at http:\/\/\[::1\]:\d+\/mcp|::1 is not an address of this machine|Cannot listen on ::1/);
    for (const host of ['LocalHost', '127.1']) expect((await start(host)).stderr).toMatch(/served at http:\/\/(localhost|127\.0\.0\.1):/);
  });

  it('with a public address on loopback needs none either', async () => {
    const { stderr } = await start('127.0.0.1', { LINEKEEPER_HTTP_URL: 'http://localhost:8123/base' });
    expect(stderr).toContain('served at http://127.0.0.1:');
  });

  it('at an invalid address is a configuration error, not an internal one', async () => {
    const { code, stderr } = await start('[fe80::1]', { LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) });
    expect({ code, stderr }).toEqual({
      code: 78,
      stderr: expect.stringMatching(/^linekeeper: config: Cannot listen on fe80::1 .*Choose another/),
    });
  });

  it('at all addresses with authentication succeeds', async () => {
    const open = await startHttpCommand({ host: '0.0.0.0', environment: { LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) } });
    expect((await post(open.url, legacyBody('tools/list'))).status).toBe(401);
    expect((await post(open.url, legacyBody('tools/list'), { headers: bearer('fake-night-token') })).status).toBe(200);
    open.kill();
  });

  it.each([
    ['[{"name": "a", "token": "fake-secret"', /is not valid JSON/],
    ['{"name": "a", "token": "fake-secret"}', /must be a JSON array of tokens: /],
    ['[]', /is an empty list/],
    ['[{"name": "a", "token": "fake-secret"}]', /token 1: "accounts" must be an array of strings/],
    ['[{"name": "a", "token": "fake-secret", "accounts": []}]', /token 1: "accounts" must name at least one account/],
    ['[{"name": "a", "token": "", "accounts": ["*"]}]', /token 1: "token" must be a non-empty string/],
    ['[{"name": "a", "token": "fake secret", "accounts": ["*"]}]', /token 1: "token" contains a character/],
    ['[{"token": "fake-secret", "accounts": ["*"]}]', /token 1: "name" must be a non-empty string/],
    ['[{"name": "a", "tokne": "fake-secret", "accounts": ["*"]}]', /Unknown key "tokne": did you mean token\?/],
    [
      '[{"name": "a", "token": "fake-secret", "accounts": ["*"]}, {"name": "a", "token": "fake-secret2", "accounts": ["*"]}]',
      /the name of "a" appears twice/,
    ],
    [
      '[{"name": "a", "token": "fake-secret", "accounts": ["*"]}, {"name": "b", "token": "fake-secret", "accounts": ["*"]}]',
      /the token of "b" appears twice/,
    ],
  ])('with tokens as %s reports the mistake without quoting a token', async (text, message) => {
    const { code, stderr } = await start('127.0.0.1', { LINEKEEPER_HTTP_TOKENS: text });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_HTTP_TOKENS/);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('fake-secret');
  });

  it.each(['short-token', 'fake-token', '0123456789abcde'])('with the token %s is refused where other machines reach it', async token => {
    const text = JSON.stringify([{ name: 'desk', token, accounts: ['*'] }]);
    for (const [host, more] of [
      ['0.0.0.0', {}],
      ['127.0.0.1', { LINEKEEPER_HTTP_URL: 'https://lines.example' }],
    ] as const) {
      const { code, stderr } = await start(host, { LINEKEEPER_HTTP_TOKENS: text, ...more });
      expect(code).toBe(78);
      expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_HTTP_TOKENS: the token of "desk" has fewer than 16 characters.*openssl rand/);
      expect(stderr).not.toContain(token);
    }
    expect((await start('127.0.0.1', { LINEKEEPER_HTTP_TOKENS: text })).stderr).toContain('Accepts tokens of desk');
  });

  it.each([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: hosts write variables so.
    '${LINEKEEPER_DESK_TOKEN}',
    '{{secrets.linekeeper_token}}',
    '<at-least-16-characters>',
    'YOUR_DESK_TOKEN_HERE',
    'your-secret-token',
  ])('with the placeholder %s is refused everywhere', async token => {
    const text = JSON.stringify([{ name: 'desk', token, accounts: ['*'] }]);
    const { code, stderr } = await start('127.0.0.1', { LINEKEEPER_HTTP_TOKENS: text });
    expect(code).toBe(78);
    expect(stderr).toMatch(/LINEKEEPER_HTTP_TOKENS.*token 1: "token" .*placeholder/);
    expect(stderr).not.toContain(token);
  });

  it.each(['8123', 'localhost', '127.0.0.1:99999', ':8123', 'http://127.0.0.1:8123', ''])(
    'with the address %j reports the expected format',
    async address => {
      const { code, stderr } = await linekeeper(['mcp', '--sandbox', `--http=${address}`], { timeoutMs: 5_000 });
      expect(code).toBe(64);
      expect(stderr).toContain('127.0.0.1:8123');
    },
  );

  it.each([
    { LINEKEEPER_HTTP_HOSTS: '*.example' },
    { LINEKEEPER_HTTP_HOSTS: 'two words' },
    { LINEKEEPER_HTTP_ORIGINS: '*' },
    { LINEKEEPER_HTTP_ORIGINS: 'https://' },
  ])('with names as %j reports the invalid one', async environment => {
    const { code, stderr } = await start('127.0.0.1', Object.fromEntries(Object.entries(environment)));
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_HTTP_(HOSTS|ORIGINS): ".*" is not a valid host or origin/);
  });

  it('on a port that is in use reports it', async () => {
    const { code, stderr } = await linekeeper(['mcp', '--sandbox', '--http', new URL(url).host], { timeoutMs: 5_000 });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: Port \d+ is in use\. Choose another with --http\.$/m);
  });
});

describe('wrong tokens of one address', () => {
  it('are answered one after the other, and not looked at if too many wait; a token that was accepted before still works', async () => {
    const own = await startHttpCommand({ environment: { LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) } });
    const message = modernMessage('tools/list');
    const getStatus = async (token: string) =>
      (await post(own.url, message.body, { headers: { ...message.headers, ...bearer(token) } })).status;
    expect(await getStatus('fake-night-token')).toBe(200);
    const guesses = Promise.all(Array.from({ length: 100 }, (_, guess) => getStatus(`guess-${guess}`)));
    expect(await getStatus('fake-night-token')).toBe(200);
    const statuses = await guesses;
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect(await getStatus('fake-night-token')).toBe(200);
    expect(await getStatus('fake-desk-token,with:signs')).toBe(200);
    own.kill();
  });
});
