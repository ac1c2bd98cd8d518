// Who may come in over HTTP, and what they see: fixed tokens, and a server that nobody may reach without.
import { afterAll, describe, expect, it } from 'vitest';
import { linekeeper } from '../command.ts';
import { httpServer } from './http-command.ts';
import { modern, older, post } from './raw-messages.ts';

const tokens = [
  { name: 'night-bot', token: 'fake-night-token', accounts: ['moscow'] },
  { name: 'desk', token: 'fake-desk-token,with:signs', accounts: ['*'] },
  { name: 'stray', token: 'fake-stray-token', accounts: ['oslo'] },
];
const server = await httpServer({ environment: { LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) } });
afterAll(() => server.close());
const { url } = server;

const as = (token: string) => ({ authorization: `Bearer ${token}` });
const send = ({ body, headers }: ReturnType<typeof modern>, more: Record<string, string>) =>
  post(url, body, { headers: { ...headers, ...more } });
const call = (name: string, args: object, token: string) => send(modern('tools/call', { name, arguments: args }), as(token));
const read = (uri: string, token: string) => send(modern('resources/read', { uri }), as(token));

it('says at the start which accounts of the tokens are not set up', async () => {
  await expect.poll(() => server.log()).toContain('Tokens are taken of');
  expect(server.log().match(/^note: .*$/gm)).toEqual(['note: Who may ask: Unknown account "oslo". Valid: copenhagen, moscow, kazan.']);
});

describe('a stranger', () => {
  it.each([
    ['no token', {}],
    ['a wrong one', as('fake-wrong-token')],
    ['a part of one', as('fake-night-toke')],
    ['one and more', as('fake-night-token2')],
    ['one in another case', as('FAKE-NIGHT-TOKEN')],
    ['an empty one', as('')],
    ['another scheme', { authorization: 'Basic fake-night-token' }],
    ['the token alone', { authorization: 'fake-night-token' }],
    ['two', { authorization: 'Bearer fake-night-token, Bearer fake-desk-token' }],
    ['one elsewhere', { 'x-api-key': 'fake-night-token' }],
  ])('with %s gets nothing but how to sign in', async (_, headers) => {
    for (const message of [
      modern('tools/list'),
      modern('server/discover'),
      modern('tools/call', { name: 'list_accounts', arguments: {} }),
    ]) {
      const answer = await send(message, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token", error_description="[\w ',]+"$/);
      expect(JSON.stringify(answer.body)).not.toMatch(/moscow|night-bot|fake-/);
    }
    expect((await post(url, older('initialize'), { headers })).status).toBe(401);
  });

  it('with a token in the address gets nothing either', async () => {
    expect((await post(`${url}?access_token=fake-night-token`, older('tools/list'))).status).toBe(401);
  });

  it('learns that somebody is there, and no more', async () => {
    expect(await (await fetch(new URL('/healthz', url))).json()).toEqual({ ok: true });
  });
});

describe('a caller', () => {
  it('sees the accounts of the token, and none of the others on any way', async () => {
    const accounts = await call('list_accounts', {}, 'fake-night-token');
    expect(accounts.body.result.structuredContent.accounts.map(({ account }: { account: string }) => account)).toEqual(['moscow']);
    for (const uri of ['linekeeper://accounts', 'linekeeper://capabilities', 'linekeeper://export/lines.csv']) {
      const text = JSON.stringify((await read(uri, 'fake-night-token')).body.result.contents);
      expect(text).toContain('moscow');
      expect(text).not.toMatch(/kazan|copenhagen/);
    }
    expect((await read('linekeeper://lines/kazan/18446744073709551007', 'fake-night-token')).body.error).toMatchObject({ code: -32_602 });
    const elsewhere = await call('exolve_list_sip_ids', {}, 'fake-night-token');
    expect(elsewhere.body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'denied' } } });
    const named = await call('list_lines', { account: ['kazan'] }, 'fake-night-token');
    expect(named.body.result._meta['linekeeper/error']).toMatchObject({ code: 'input', field: 'account' });
    expect(JSON.stringify(named.body)).not.toContain('copenhagen');
  });

  it('may not reach beyond them by an argument', async () => {
    const beyond = await call('callgear_list_sip_lines', { user_id: 17 }, 'fake-night-token');
    expect(beyond.body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'denied', field: 'user_id' } } });
    expect((await call('callgear_list_sip_lines', { limit: 1 }, 'fake-night-token')).body.result.structuredContent.returned).toBe(1);
  });

  it('is completed from their accounts alone', async () => {
    const typed = (name: string, value: string, token: string) =>
      send(modern('completion/complete', { ref: { type: 'ref/prompt', name: 'audit_my_lines' }, argument: { name, value } }), as(token));
    expect((await typed('account', '', 'fake-night-token')).body.result.completion.values).toEqual(['moscow']);
    expect((await typed('account', '', 'fake-desk-token,with:signs')).body.result.completion.values).toEqual([
      'copenhagen',
      'moscow',
      'kazan',
    ]);
  });

  it('of all accounts sees all, and of an account that is not set up none', async () => {
    const desk = await call('list_accounts', {}, 'fake-desk-token,with:signs');
    expect(desk.body.result.structuredContent.accounts).toHaveLength(3);
    const stray = await call('list_accounts', {}, 'fake-stray-token');
    expect(stray.body.result).toMatchObject({ isError: true, _meta: { 'linekeeper/error': { code: 'denied' } } });
  });

  it('is named in the log with what was asked for; no token is, and no argument', async () => {
    await call('find_number', { number: '+45 70 30 50 50' }, 'fake-night-token');
    await call('list_lines', { text: 'fake-wanted' }, 'fake-wrong-token');
    await read('linekeeper://lines/moscow/4711', 'fake-night-token');
    expect(server.log()).toMatch(/^mcp: night-bot: tools\/call find_number$/m);
    expect(server.log()).toMatch(/^mcp: night-bot: resources\/read linekeeper:\/\/lines$/m);
    expect(server.log()).toMatch(/^http: refused: The token is not known$/m);
    expect(server.log()).not.toMatch(/fake-|70 30 50 50|4711/);
  });
});

describe('the start', () => {
  const started = (host: string, environment: Record<string, string> = {}) =>
    linekeeper(['mcp', '--http', `${host}:0`, '--sandbox'], { environment, within: 5_000 });

  it.each(['0.0.0.0', '[::]', '192.0.2.7'])('at %s without a sign-in is refused, with what to set', async host => {
    const { code, stdout, stderr } = await started(host);
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(/^linekeeper: config: .*nobody would have to sign in.*LINEKEEPER_HTTP_TOKENS/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('at this machine’s own address needs none, however the address is spelt', async () => {
    // Where there is no IPv6 it says so; it never takes the address for another machine's.
    const { stderr } = await started('[0:0:0:0:0:0:0:1]');
    expect(stderr).toMatch(/served at http:\/\/\[::1\]:\d+\/mcp|::1 (is no address of this machine|cannot be listened at)/);
    for (const host of ['LocalHost', '127.1']) expect((await started(host)).stderr).toMatch(/served at http:\/\/(localhost|127\.0\.0\.1):/);
  });

  it('at an address that cannot be is refused, and is no bug of ours', async () => {
    const { code, stderr } = await started('[fe80::1]', { LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) });
    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringMatching(/^linekeeper: config: fe80::1 .*Choose another/) });
  });

  it('at all addresses with one is fine', async () => {
    const open = await httpServer({ host: '0.0.0.0', environment: { LINEKEEPER_HTTP_TOKENS: JSON.stringify(tokens) } });
    expect((await post(open.url, older('tools/list'))).status).toBe(401);
    expect((await post(open.url, older('tools/list'), { headers: as('fake-night-token') })).status).toBe(200);
    open.close();
  });

  it.each([
    ['[{"name": "a", "token": "fake-secret"', /is not valid JSON/],
    ['{"name": "a", "token": "fake-secret"}', /must be a JSON list of tokens: /],
    ['[]', /is an empty list/],
    ['[{"name": "a", "token": "fake-secret"}]', /token 1: "accounts" must be a list of texts/],
    ['[{"name": "a", "token": "fake-secret", "accounts": []}]', /token 1: "accounts" must name at least one account/],
    ['[{"name": "a", "token": "", "accounts": ["*"]}]', /token 1: "token" must be a text that is not empty/],
    ['[{"name": "a", "token": "fake secret", "accounts": ["*"]}]', /token 1: "token" contains a character/],
    ['[{"token": "fake-secret", "accounts": ["*"]}]', /token 1: "name" must be a text/],
    ['[{"name": "a", "tokne": "fake-secret", "accounts": ["*"]}]', /Unknown key "tokne": did you mean token\?/],
    [
      '[{"name": "a", "token": "fake-secret", "accounts": ["*"]}, {"name": "a", "token": "fake-secret2", "accounts": ["*"]}]',
      /the name of "a" is there twice/,
    ],
    [
      '[{"name": "a", "token": "fake-secret", "accounts": ["*"]}, {"name": "b", "token": "fake-secret", "accounts": ["*"]}]',
      /the token of "b" is there twice/,
    ],
  ])('with tokens as %s says what is wrong, and repeats no token', async (text, sentence) => {
    const { code, stderr } = await started('127.0.0.1', { LINEKEEPER_HTTP_TOKENS: text });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_HTTP_TOKENS/);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('fake-secret');
  });

  it.each(['8123', 'localhost', '127.0.0.1:99999', ':8123', 'http://127.0.0.1:8123', ''])(
    'with the address %j says how it is written',
    async address => {
      const { code, stderr } = await linekeeper(['mcp', '--sandbox', `--http=${address}`], { within: 5_000 });
      expect(code).toBe(64);
      expect(stderr).toContain('127.0.0.1:8123');
    },
  );

  it.each([
    { LINEKEEPER_HTTP_HOSTS: '*.example' },
    { LINEKEEPER_HTTP_HOSTS: 'two words' },
    { LINEKEEPER_HTTP_ORIGINS: '*' },
    { LINEKEEPER_HTTP_ORIGINS: 'https://' },
  ])('with names as %j says which is none', async environment => {
    const { code, stderr } = await started('127.0.0.1', Object.fromEntries(Object.entries(environment)));
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_HTTP_(HOSTS|ORIGINS): ".*" is no name/);
  });

  it('on a port that is in use says so', async () => {
    const { code, stderr } = await linekeeper(['mcp', '--sandbox', '--http', new URL(url).host], { within: 5_000 });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: Port \d+ is in use\. Choose another with --http\.$/m);
  });
});
