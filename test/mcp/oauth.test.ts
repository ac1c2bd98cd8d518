// Access tokens of an issuer: which are taken, what is said of each other, and where a client finds the issuer.
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { jwtVerify } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { issuerKeys } from '../../packages/mcp/src/http/auth/jwks.ts';
import { linekeeper } from '../command.ts';
import { httpServer } from './http-command.ts';
import { type Claims, issuer, type Signing } from './issuer.ts';
import { modern, older, post } from './raw-messages.ts';

const id = await issuer();
const settings = {
  issuer: id.url,
  jwks: `${id.url}/keys`,
  audience: 'https://lines.example/mcp',
  scopes: ['lines:read'],
  clients: ['assistant', 'terminal'],
  access: [
    { subjects: ['alice'], accounts: ['moscow'] },
    { groups: ['nordics'], accounts: ['copenhagen'] },
    { clients: ['terminal'], scopes: ['lines:all'], accounts: ['*'] },
  ],
};
const environment = {
  LINEKEEPER_HTTP_OAUTH: JSON.stringify(settings),
  LINEKEEPER_HTTP_TOKENS: '[{"name": "bot", "token": "fake-bot-token", "accounts": ["kazan"]}]',
  LINEKEEPER_HTTP_HOSTS: 'lines.example',
};
const server = await httpServer({ environment });
afterAll(() => server.close());
const { url } = server;
const fine = { sub: 'alice', client_id: 'assistant', aud: settings.audience, scope: 'openid lines:read' };

const bearing = (token: string) => ({ authorization: `Bearer ${token}` });
const list = (token: string) => {
  const { body, headers } = modern('tools/call', { name: 'list_accounts', arguments: {} });
  return post(url, body, { headers: { ...headers, ...bearing(token) } });
};
const accountsOf = async (claims: Claims): Promise<string[]> => {
  const { status, body } = await list(await id.sign(claims));
  expect(status).toBe(200);
  return body.result.structuredContent.accounts.map(({ account }: { account: string }) => account);
};

describe('a token of the issuer', () => {
  it('opens the accounts of the rules that match, and they add up', async () => {
    expect(await accountsOf(fine)).toEqual(['moscow']);
    expect(await accountsOf({ ...fine, groups: ['nordics', 'all'] })).toEqual(['copenhagen', 'moscow']);
    expect(await accountsOf({ ...fine, sub: 'bob', groups: ['nordics'] })).toEqual(['copenhagen']);
    expect(await accountsOf({ ...fine, client_id: 'terminal', scope: 'lines:read lines:all' })).toHaveLength(3);
  });

  it('is taken as the usual issuers write it', async () => {
    const { client_id: _, scope: _s, ...bare } = fine;
    // `azp` and a list of scopes; an audience among others.
    expect(await accountsOf({ ...bare, azp: 'assistant', scp: ['lines:read'], aud: ['other', settings.audience] })).toEqual(['moscow']);
    expect(await accountsOf({ ...bare, cid: 'assistant', scp: ['lines:read'] })).toEqual(['moscow']);
    expect(await accountsOf({ ...bare, appid: 'assistant', scp: 'lines:read' })).toEqual(['moscow']);
    expect(await accountsOf({ ...fine, typ: 'Bearer', nonce: 'n' })).toEqual(['moscow']);
    expect(await accountsOf({ ...fine, token_use: 'access', 'cognito:groups': ['nordics'] })).toEqual(['copenhagen', 'moscow']);
  });

  it('works beside fixed tokens', async () => {
    expect((await list('fake-bot-token')).body.result.structuredContent.accounts).toMatchObject([{ account: 'kazan' }]);
  });

  it('names its holder in the log, and is never in it', async () => {
    const token = await id.sign({ ...fine, sub: 'alice\nhttp: refused', groups: ['nordics'] });
    await list(token);
    expect(server.log()).toMatch(/^mcp: assistant\/alice http: refused: tools\/call list_accounts$/m);
    expect(server.log()).not.toContain(token);
    expect(server.log()).not.toMatch(/eyJ/);
  });
});

const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

describe('a token that does not fit', () => {
  const now = Math.floor(Date.now() / 1_000);
  const refused = async (token: string, sentence: RegExp) => {
    const { status, headers, body } = await list(token);
    expect(status).toBe(401);
    expect(body).toEqual({ error: 'invalid_token', error_description: expect.stringMatching(sentence) });
    const challenge = headers.get('www-authenticate');
    expect(challenge).toMatch(/^Bearer error="invalid_token", /);
    expect(challenge).toContain(`resource_metadata="${new URL('/.well-known/oauth-protected-resource/mcp', url).href}"`);
    expect(challenge).toContain('scope="lines:read"');
  };

  it.each<[string, Claims, Signing, RegExp]>([
    ['expired', { ...fine, exp: now - 60 }, {}, /expired/],
    ['for ever', { ...fine, exp: undefined }, {}, /exp/],
    ['for later', { ...fine, nbf: now + 600 }, {}, /nbf/],
    ['of another issuer', fine, { issuer: 'https://evil.example' }, /iss/],
    ['for another audience', { ...fine, aud: 'https://other.example/mcp' }, {}, /aud/],
    ['for no audience', { ...fine, aud: undefined }, {}, /aud/],
    ['for another application', { ...fine, client_id: 'stranger' }, {}, /another application/],
    ['for no application', { ...fine, client_id: undefined }, {}, /another application/],
    ['for signing in, not for access', { ...fine, token_use: 'id' }, {}, /no access token/],
    ['an ID token', { ...fine, typ: 'ID' }, {}, /no access token/],
    ['an ID token of OpenID', { ...fine, nonce: 'n', at_hash: 'h' }, {}, /no access token/],
    ['a logout token', { ...fine, events: {} }, {}, /no access token/],
    ['of another type', fine, { typ: 'logout+jwt' }, /no access token/],
    ['signed by another key', fine, { strange: true }, /not valid/],
  ])('since it is %s', async (_, claims, signing, sentence) => {
    await refused(await id.sign(claims, signing), sentence);
  });

  it('since it is not signed, or signed with what everybody knows', async () => {
    const body = encoded({ iss: id.url, exp: now + 300, ...fine });
    await refused(`${encoded({ alg: 'none' })}.${body}.`, /not valid/);
    const forged = `${encoded({ alg: 'HS256', kid: 'own' })}.${body}`;
    await refused(`${forged}.${createHmac('sha256', id.publicKey).update(forged).digest('base64url')}`, /not valid/);
    const [head = '', , signature = ''] = (await id.sign(fine)).split('.');
    await refused(`${head}.${encoded({ iss: id.url, exp: now + 300, ...fine, sub: 'root' })}.${signature}`, /not valid/);
  });

  it.each(['rubbish', 'a.b.c', 'eyJhbGciOiJSUzI1NiJ9..', '..', 'x'.repeat(5_000)])('since it is %j', async token => {
    await refused(token, /not valid/);
  });

  it('lacks a scope: what it needs is said at once', async () => {
    const { status, headers } = await list(await id.sign({ ...fine, scope: 'openid' }));
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer error="insufficient_scope".*scope="lines:read", resource_metadata="/);
  });

  it('is of somebody whom no rule knows', async () => {
    const { status, body } = await list(await id.sign({ ...fine, sub: 'mallory' }));
    expect(status).toBe(403);
    expect(body.error.data['linekeeper/error']).toMatchObject({ code: 'denied' });
  });
});

describe('the metadata', () => {
  it('is on both paths, for whoever asks, with the address by which they came', async () => {
    for (const path of ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp']) {
      const response = await fetch(new URL(path, url));
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        resource: url,
        authorization_servers: [id.url],
        bearer_methods_supported: ['header'],
        resource_name: 'Linekeeper',
        scopes_supported: ['lines:read'],
      });
      expect((await fetch(new URL(path, url), { method: 'POST' })).status).toBe(405);
    }
  });

  it('names the address that was checked, whatever the target of the request says', async () => {
    const { port } = new URL(url);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.end(
          `GET http://evil.example/.well-known/oauth-protected-resource HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`,
        ),
      );
      let all = '';
      socket.on('data', chunk => {
        all += chunk;
      });
      socket.on('end', () => resolve(all));
      socket.on('error', reject);
    });
    expect(text).toContain(`"resource":"${url}"`);
    expect(text).not.toContain('evil.example');
  });

  it('may be asked for by a known page, which asks first', async () => {
    const asked = { origin: 'http://localhost:5173', 'access-control-request-headers': 'mcp-protocol-version' };
    const { status, headers } = await fetch(new URL('/.well-known/oauth-protected-resource', url), { method: 'OPTIONS', headers: asked });
    expect([status, headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST']);
  });

  it('is where a stranger is sent', async () => {
    const { status, headers } = await post(url, older('initialize'));
    expect(status).toBe(401);
    const where = /resource_metadata="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';
    expect(await (await fetch(where)).json()).toMatchObject({ resource: url });
  });
});

describe('an issuer', () => {
  it('that gives no keys is said to be away, and the next call is fine when it is back', async () => {
    const own = await httpServer({ environment });
    const token = await id.sign(fine);
    const asked = async () => (await post(own.url, older('tools/list'), { headers: bearing(token) })).status;
    id.refuse(500);
    const { status, headers, body } = await post(own.url, older('tools/list'), { headers: bearing(token) });
    expect({ status, retry: headers.get('retry-after') }).toEqual({ status: 503, retry: '60' });
    expect(body.error.data['linekeeper/error']).toMatchObject({ code: 'unavailable', retry_after_s: 60 });
    expect(own.log()).toContain("http: the issuer's keys cannot be read: Expected 200 OK");
    // Fixed tokens need no issuer.
    expect((await post(own.url, older('tools/list'), { headers: bearing('fake-bot-token') })).status).toBe(200);
    id.refuse(undefined);
    expect(await asked()).toBe(200);
    const before = id.asked();
    for (let round = 0; round < 5; round++) expect(await asked()).toBe(200);
    expect(id.asked()).toBe(before);
    own.close();
  });

  it('that has gone away is still believed by the keys it gave, old as they are', async () => {
    const keys = issuerKeys(new URL(`${id.url}/keys`), () => {}, 0);
    const verified = async () => (await jwtVerify(await id.sign(fine), keys)).payload.sub;
    expect(await verified()).toBe('alice');
    id.refuse(500);
    const before = id.asked();
    for (let round = 0; round < 5; round++) expect(await verified()).toBe('alice');
    // It is not asked again at once.
    expect(id.asked()).toBe(before + 1);
    id.refuse(undefined);
  });

  it.each([
    ['{', /is not valid JSON/],
    ['{}', /"issuer" must be a text/],
    ['{"issuer": "http://id.example", "audience": "x", "access": []}', /"issuer" must be an https: URL/],
    ['{"issuer": "https://id.example", "access": []}', /needs "audience" or "clients"/],
    ['{"issuer": "https://id.example", "clients": [], "access": [{"accounts": ["*"]}]}', /"clients" is an empty list/],
    ['{"issuer": "https://id.example", "audience": "x", "access": [{"groups": [], "accounts": ["*"]}]}', /"groups" is an empty list/],
    ['{"issuer": "https://u:fake-secret@id.example", "audience": "x", "access": []}', /"issuer" must be an https: URL without user/],
    ['{"issuer": "https://id.example", "audience": "x"}', /"access" must be a JSON list/],
    ['{"issuer": "https://id.example", "audience": "x", "access": []}', /"access" is an empty list: nobody could see anything/],
    ['{"issuer": "https://id.example", "audience": "x", "access": [{"acounts": ["*"]}]}', /Unknown key "acounts": did you mean accounts\?/],
    [
      '{"issuer": "https://id.example", "audience": "x", "access": [{"subjects": "alice", "accounts": ["*"]}]}',
      /rule 1: "subjects" must be a list/,
    ],
    ['{"issuer": "https://id.example", "jwks": "file:///keys", "audience": "x", "access": []}', /"jwks" must be an https: URL/],
    ['{"issuer": "https://id.example", "audience": "x", "scopes": ["a b"], "access": []}', /"scopes" has an entry with a character/],
  ])('that is set as %s stops the start', async (text, sentence) => {
    const { code, stderr } = await linekeeper(['mcp', '--http', '127.0.0.1:0', '--sandbox'], {
      environment: { LINEKEEPER_HTTP_OAUTH: text },
      within: 5_000,
    });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_HTTP_OAUTH/);
    expect(stderr).toMatch(sentence);
  });
});
