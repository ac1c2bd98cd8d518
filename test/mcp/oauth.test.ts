// OAuth access tokens: which are accepted, the errors of rejected ones, metadata, and an unreachable issuer.
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { jwtVerify } from 'jose';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { createCachedJwks } from '../../packages/mcp/src/http/auth/jwks.ts';
import { linekeeper } from '../command.ts';
import { startHttpCommand } from './http-command.ts';
import { type Claims, type SignOptions, startIssuer } from './issuer.ts';
import { legacyBody, modernMessage, parseResponse, post } from './raw-messages.ts';

const issuer = await startIssuer();
const settings = {
  issuer: issuer.url,
  jwks: `${issuer.url}/keys`,
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
const server = await startHttpCommand({ environment });
afterAll(() => server.kill());
const { url } = server;
const validClaims = { sub: 'alice', client_id: 'assistant', aud: settings.audience, scope: 'openid lines:read' };

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const list = (token: string) => {
  const { body, headers } = modernMessage('tools/call', { name: 'list_accounts', arguments: {} });
  return post(url, body, { headers: { ...headers, ...bearer(token) } });
};
const accountsOf = async (claims: Claims): Promise<string[]> => {
  const { status, body } = await list(await issuer.sign(claims));
  expect(status).toBe(200);
  return body.result.structuredContent.accounts.map(({ account }: { account: string }) => account);
};

describe('a token of the issuer', () => {
  it('grants the accounts of all matching rules', async () => {
    expect(await accountsOf(validClaims)).toEqual(['moscow']);
    expect(await accountsOf({ ...validClaims, groups: ['nordics', 'all'] })).toEqual(['copenhagen', 'moscow']);
    expect(await accountsOf({ ...validClaims, sub: 'bob', groups: ['nordics'] })).toEqual(['copenhagen']);
    expect(await accountsOf({ ...validClaims, client_id: 'terminal', scope: 'lines:read lines:all' })).toHaveLength(3);
  });

  it('is accepted in the formats of common issuers', async () => {
    const { client_id: _, scope: _s, ...bare } = validClaims;
    // `azp`, scopes as an array, several audiences.
    expect(await accountsOf({ ...bare, azp: 'assistant', scp: ['lines:read'], aud: ['other', settings.audience] })).toEqual(['moscow']);
    expect(await accountsOf({ ...bare, cid: 'assistant', scp: ['lines:read'] })).toEqual(['moscow']);
    expect(await accountsOf({ ...bare, appid: 'assistant', scp: 'lines:read' })).toEqual(['moscow']);
    expect(await accountsOf({ ...validClaims, typ: 'Bearer', nonce: 'n' })).toEqual(['moscow']);
    expect(await accountsOf({ ...validClaims, token_use: 'access', 'cognito:groups': ['nordics'] })).toEqual(['copenhagen', 'moscow']);
  });

  it('works alongside static tokens', async () => {
    expect((await list('fake-bot-token')).body.result.structuredContent.accounts).toMatchObject([{ account: 'kazan' }]);
  });

  it('is logged by the name of its holder, never itself', async () => {
    const token = await issuer.sign({ ...validClaims, sub: 'alice\nhttp: rejected', groups: ['nordics'] });
    await list(token);
    expect(server.log()).toMatch(/^mcp: assistant\/alice http: rejected: tools\/call list_accounts$/m);
    expect(server.log()).not.toContain(token);
    expect(server.log()).not.toMatch(/eyJ/);
  });
});

const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');

describe('a rejected token', () => {
  const now = Math.floor(Date.now() / 1_000);
  const expectRejected = async (token: string, message: RegExp) => {
    const { status, headers, body } = await list(token);
    expect(status).toBe(401);
    expect(body).toEqual({ error: 'invalid_token', error_description: expect.stringMatching(message) });
    const challenge = headers.get('www-authenticate');
    expect(challenge).toMatch(/^Bearer error="invalid_token", /);
    expect(challenge).toContain(`resource_metadata="${new URL('/.well-known/oauth-protected-resource/mcp', url).href}"`);
    expect(challenge).toContain('scope="lines:read"');
  };

  it.each<[string, Claims, SignOptions, RegExp]>([
    ['expired', { ...validClaims, exp: now - 60 }, {}, /expired/],
    ['without expiry', { ...validClaims, exp: undefined }, {}, /exp/],
    ['not yet valid', { ...validClaims, nbf: now + 600 }, {}, /nbf/],
    ['of another issuer', validClaims, { issuer: 'https://evil.example' }, /iss/],
    ['for another audience', { ...validClaims, aud: 'https://other.example/mcp' }, {}, /aud/],
    ['without an audience', { ...validClaims, aud: undefined }, {}, /aud/],
    ['for another application', { ...validClaims, client_id: 'stranger' }, {}, /another application/],
    ['without an application', { ...validClaims, client_id: undefined }, {}, /another application/],
    ['an ID token of Cognito', { ...validClaims, token_use: 'id' }, {}, /not an access token/],
    ['an ID token of Keycloak', { ...validClaims, typ: 'ID' }, {}, /not an access token/],
    ['an ID token of OpenID', { ...validClaims, nonce: 'n', at_hash: 'h' }, {}, /not an access token/],
    ['a logout token', { ...validClaims, events: {} }, {}, /not an access token/],
    ['of another type', validClaims, { typ: 'logout+jwt' }, /not an access token/],
    ['signed by another key', validClaims, { withUnknownKey: true }, /not valid/],
  ])('is %s', async (_, claims, options, message) => {
    await expectRejected(await issuer.sign(claims, options), message);
  });

  it('is not signed, or signed with the public key as an HMAC secret', async () => {
    const body = encode({ iss: issuer.url, exp: now + 300, ...validClaims });
    await expectRejected(`${encode({ alg: 'none' })}.${body}.`, /not valid/);
    const forged = `${encode({ alg: 'HS256', kid: 'published' })}.${body}`;
    await expectRejected(`${forged}.${createHmac('sha256', issuer.publicKey).update(forged).digest('base64url')}`, /not valid/);
    const [head = '', , signature = ''] = (await issuer.sign(validClaims)).split('.');
    await expectRejected(`${head}.${encode({ iss: issuer.url, exp: now + 300, ...validClaims, sub: 'root' })}.${signature}`, /not valid/);
  });

  it.each(['invalid', 'a.b.c', 'eyJhbGciOiJSUzI1NiJ9..', '..', 'x'.repeat(5_000)])('is %j', async token => {
    await expectRejected(token, /not valid/);
  });

  it('lacks a scope, which the challenge names', async () => {
    const { status, headers } = await list(await issuer.sign({ ...validClaims, scope: 'openid' }));
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer error="insufficient_scope".*scope="lines:read", resource_metadata="/);
  });

  it('matches no access rule', async () => {
    const { status, body } = await list(await issuer.sign({ ...validClaims, sub: 'mallory' }));
    expect(status).toBe(403);
    expect(body.error.data['linekeeper/error']).toMatchObject({ code: 'denied' });
  });
});

describe('the metadata', () => {
  it('is public on both paths, with the host of the request', async () => {
    for (const path of ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp']) {
      const response = await fetch(new URL(path, url));
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        resource: url,
        authorization_servers: [issuer.url],
        bearer_methods_supported: ['header'],
        resource_name: 'Linekeeper',
        scopes_supported: ['lines:read'],
      });
      expect((await fetch(new URL(path, url), { method: 'POST' })).status).toBe(405);
    }
  });

  it('names the validated Host, whatever the request target says', async () => {
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

  it('can be requested by an allowed page, after a preflight', async () => {
    const preflightHeaders = { origin: 'http://localhost:5173', 'access-control-request-headers': 'mcp-protocol-version' };
    const { status, headers } = await fetch(new URL('/.well-known/oauth-protected-resource', url), {
      method: 'OPTIONS',
      headers: preflightHeaders,
    });
    expect([status, headers.get('access-control-allow-methods')]).toEqual([204, 'GET, POST']);
  });

  it('is linked from the challenge', async () => {
    const { status, headers } = await post(url, legacyBody('initialize'));
    expect(status).toBe(401);
    const where = /resource_metadata="([^"]+)"/.exec(headers.get('www-authenticate') ?? '')?.[1] ?? '';
    expect(await (await fetch(where)).json()).toMatchObject({ resource: url });
  });
});

describe('an issuer', () => {
  it('without keys leads to 503, until it serves them again', async () => {
    const other = await startHttpCommand({ environment });
    const token = await issuer.sign(validClaims);
    const getStatus = async () => (await post(other.url, legacyBody('tools/list'), { headers: bearer(token) })).status;
    issuer.failWith(500);
    const { status, headers, body } = await post(other.url, legacyBody('tools/list'), { headers: bearer(token) });
    expect({ status, retry: headers.get('retry-after') }).toEqual({ status: 503, retry: '60' });
    expect(body.error.data['linekeeper/error']).toMatchObject({ code: 'unavailable', retry_after_s: 60 });
    expect(other.log()).toContain("http: the issuer's keys cannot be read: Expected 200 OK");
    // Static tokens do not depend on the issuer.
    expect((await post(other.url, legacyBody('tools/list'), { headers: bearer('fake-bot-token') })).status).toBe(200);
    issuer.failWith(undefined);
    expect(await getStatus()).toBe(200);
    const before = issuer.keyRequests();
    for (let round = 0; round < 5; round++) expect(await getStatus()).toBe(200);
    expect(issuer.keyRequests()).toBe(before);
    other.kill();
  });

  it('that is unreachable is replaced by its cached keys, even stale ones', async () => {
    const keys = createCachedJwks(new URL(`${issuer.url}/keys`), () => {}, 0);
    const verifySubject = async () => (await jwtVerify(await issuer.sign(validClaims), keys)).payload.sub;
    expect(await verifySubject()).toBe('alice');
    issuer.failWith(500);
    const before = issuer.keyRequests();
    for (let round = 0; round < 5; round++) expect(await verifySubject()).toBe('alice');
    // The request is not retried at once.
    expect(issuer.keyRequests()).toBe(before + 1);
    issuer.failWith(undefined);
  });

  it('that adds a key is asked at once, at most every second, before a token is rejected', async () => {
    let requests = 0;
    const { createServer } = await import('node:http');
    const { exportJWK, generateKeyPair, SignJWT } = await import('jose');
    const createKey = async (kid: string) => ({ kid, ...(await generateKeyPair('ES256')) });
    const known = [await createKey('first')];
    const server = createServer(async (_request, response) => {
      requests++;
      const keys = await Promise.all(known.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES256' })));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const jwks = createCachedJwks(new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/keys`), () => {});
    const verify = async ({ kid, privateKey }: (typeof known)[number]) =>
      await jwtVerify(await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey), jwks);
    await verify(known[0] ?? expect.fail());
    const second = await createKey('second');
    known.push(second);
    await Promise.all(Array.from({ length: 5 }, () => verify(second)));
    expect(requests).toBe(2);
    await Promise.all([second, await createKey('unknown')].map(key => verify(key).catch(error => expect(error.code).toMatch(/KEY/))));
    expect(requests).toBe(3);
  });

  it.each([
    ['{', /is not valid JSON/],
    ['{}', /"issuer" must be a non-empty string/],
    ['{"issuer": "http://issuer.example", "audience": "x", "access": []}', /"issuer" must be an https: URL/],
    ['{"issuer": "https://issuer.example", "access": []}', /needs "audience" or "clients"/],
    ['{"issuer": "https://issuer.example", "clients": [], "access": [{"accounts": ["*"]}]}', /"clients" is an empty list/],
    ['{"issuer": "https://issuer.example", "audience": "x", "access": [{"groups": [], "accounts": ["*"]}]}', /"groups" is an empty list/],
    ['{"issuer": "https://u:fake-secret@issuer.example", "audience": "x", "access": []}', /"issuer" must be an https: URL without user/],
    ['{"issuer": "https://issuer.example", "audience": "x"}', /"access" must be a JSON array/],
    ['{"issuer": "https://issuer.example", "audience": "x", "access": []}', /"access" is an empty list: no client would have access/],
    [
      '{"issuer": "https://issuer.example", "audience": "x", "access": [{"acounts": ["*"]}]}',
      /Unknown key "acounts": did you mean accounts\?/,
    ],
    [
      '{"issuer": "https://issuer.example", "audience": "x", "access": [{"subjects": "alice", "accounts": ["*"]}]}',
      /rule 1: "subjects" must be an array/,
    ],
    ['{"issuer": "https://issuer.example", "jwks": "file:///keys", "audience": "x", "access": []}', /"jwks" must be an https: URL/],
    ['{"issuer": "https://issuer.example", "audience": "x", "scopes": ["a b"], "access": []}', /"scopes" has an entry with a character/],
  ])('that is configured as %s prevents the start', async (text, message) => {
    const { code, stderr } = await linekeeper(['mcp', '--http', '127.0.0.1:0', '--sandbox'], {
      environment: { LINEKEEPER_HTTP_OAUTH: text },
      timeoutMs: 5_000,
    });
    expect(code).toBe(78);
    expect(stderr).toMatch(/^linekeeper: config: LINEKEEPER_HTTP_OAUTH/);
    expect(stderr).toMatch(message);
  });
});

describe('behind a proxy', () => {
  const oauthSettings = JSON.stringify({ issuer: 'https://id.example', audience: 'x', access: [{ accounts: ['*'] }] });
  const start = async (environment: Record<string, string>) => {
    const proxied = await startHttpCommand({ environment: { LINEKEEPER_HTTP_OAUTH: oauthSettings, ...environment } });
    onTestFinished(() => proxied.kill());
    return new URL(proxied.url).origin;
  };
  const getResource = async (url: string, headers: Record<string, string> = {}) =>
    (await parseResponse(await fetch(url, { headers }))).body.resource;
  const metadataPath = '/.well-known/oauth-protected-resource';

  it('that names the public host, the metadata names it, if it is allowed', async () => {
    const origin = await start({ LINEKEEPER_HTTP_HOSTS: 'lines.example' });
    const forward = (host: string) =>
      getResource(`${origin}${metadataPath}/mcp`, { 'x-forwarded-host': host, 'x-forwarded-proto': 'https' });
    expect(await forward('lines.example')).toBe('https://lines.example/mcp');
    expect(await forward('lines.example, proxy.internal')).toBe('https://lines.example/mcp');
    expect(await forward('evil.example')).toBe(`${origin}/mcp`);
    expect(await forward('a b')).toBe(`${origin}/mcp`);
  });

  it.each(['https://lines.example/phones', 'https://lines.example/phones/', 'https://lines.example/phones/mcp'])(
    'the setting %s names the address and the base path',
    async publicUrl => {
      const origin = await start({ LINEKEEPER_HTTP_URL: publicUrl });
      for (const path of [`${metadataPath}/mcp`, metadataPath, `/phones${metadataPath}/mcp`, `${metadataPath}/phones/mcp`])
        expect(await getResource(`${origin}${path}`), path).toBe('https://lines.example/phones/mcp');
      for (const path of ['/mcp', '/phones/mcp']) {
        const { status, headers } = await post(`${origin}${path}`, legacyBody('tools/list'));
        expect(status).toBe(401);
        expect(headers.get('www-authenticate')).toContain(`resource_metadata="https://lines.example/phones${metadataPath}/mcp"`);
      }
      expect((await fetch(`${origin}/phones/healthz`)).status).toBe(200);
      expect((await fetch(`${origin}/other/mcp`)).status).toBe(404);
    },
  );

  it.each(['lines.example', 'http://lines.example', 'https://lines.example/?a=b', 'ftp://lines.example'])(
    'the setting %s stops the start',
    async publicUrl => {
      const { code, stderr } = await linekeeper(['mcp', '--http', '127.0.0.1:0', '--sandbox'], {
        environment: { LINEKEEPER_HTTP_URL: publicUrl },
      });
      expect(code).toBe(78);
      expect(stderr).toContain('LINEKEEPER_HTTP_URL');
    },
  );
});
