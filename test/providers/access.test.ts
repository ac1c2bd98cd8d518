// Authorization of provider requests: tokens, logins and request quotas.
import { isRecord } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { createResponse, getProvider, toErrorData } from './harness.ts';

const callgear = getProvider('callgear');
const telecomx = getProvider('telecomx');
const exolve = getProvider('exolve');

describe('a token', () => {
  it("is added to CallGear's params", () => {
    const request = { method: 'POST', path: '', body: { jsonrpc: '2.0', id: 1, method: 'get.x', params: { limit: 1 } } } as const;
    const { body } = callgear.authorize(request, 'fixture-key', {});
    expect(body).toEqual({ jsonrpc: '2.0', id: 1, method: 'get.x', params: { access_token: 'fixture-key', limit: 1 } });
    expect(request.body.params).toEqual({ limit: 1 });
  });

  it("is added to Telecom X's query, or to a header if the account says so", () => {
    const request = { method: 'GET', path: '/sip', query: { limit: 1 } } as const;
    expect(telecomx.authorize(request, 'fixture-token', {})).toEqual({ ...request, query: { limit: 1, token: 'fixture-token' } });
    expect(telecomx.authorize(request, 'fixture-token', { token_in: 'query' }).query).toEqual({ limit: 1, token: 'fixture-token' });
    expect(telecomx.authorize(request, 'fixture-token', { token_in: 'header' })).toEqual({
      ...request,
      headers: { authorization: 'Bearer fixture-token' },
    });
  });

  it("is added to Exolve's header", () => {
    const request = { method: 'POST', path: '/x', headers: { accept: '*/*' } } as const;
    expect(exolve.authorize(request, 'fixture-key', {}).headers).toEqual({ accept: '*/*', authorization: 'Bearer fixture-key' });
  });

  it('is preferred to a login', () => {
    expect(callgear.token({ access_token: 'fixture-key', login: 'x', password: 'y' })).toBe('fixture-key');
    expect(telecomx.token({ token: 'fixture-token', username: 'x', password: 'y' })).toBe('fixture-token');
    expect([callgear.token({ login: 'x', password: 'y' }), telecomx.token({ username: 'x', password: 'y' })]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe("CallGear's login", () => {
  const now = Date.parse('2026-01-31T12:00:00Z');
  const hour = 3_600_000;
  const read = (data: unknown) => callgear.login?.readToken({ jsonrpc: '2.0', id: 1, result: { metadata: {}, data } }, now);

  it('is a JSON-RPC request like any other', () => {
    expect(callgear.login?.request({ login: 'fixture-login', password: 'fixture-password' })).toEqual({
      method: 'POST',
      path: '',
      body: { jsonrpc: '2.0', id: 1, method: 'login.user', params: { login: 'fixture-login', password: 'fixture-password' } },
    });
  });

  it.each([
    [now / 1000 + 600, 600_000],
    [String(now / 1000 + 600), 600_000],
    [now / 1000 - 5, hour],
    [0, hour],
    [null, hour],
    ['soon', hour],
    [undefined, hour],
  ])('that expires at %j lasts %d ms', (expire_at, expiresInMs) => {
    expect(read({ access_token: 'session-key', expire_at, app_id: 1 })).toEqual({ token: 'session-key', expiresInMs });
  });

  it.each([null, [], 'text', {}, { access_token: null }, { access_token: 7 }, { access_token: '' }])(
    'with the data %j is malformed',
    data => {
      expect(toErrorData(read(data))).toMatchObject({ code: 'malformed' });
    },
  );

  it.each([null, undefined, 'text', [], {}, { result: null }])('with the response %j is malformed', body => {
    expect(toErrorData(callgear.login?.readToken(body, now))).toMatchObject({ code: 'malformed' });
  });
});

describe("Telecom X's login", () => {
  const read = (body: unknown) => telecomx.login?.readToken(body, 0);

  it('posts user name and password', () => {
    const settings = { username: 'fixture-user', password: 'fixture-password', customer: 'AAAA' };
    const request = { method: 'POST', path: '/auth/login', body: { username: 'fixture-user', password: 'fixture-password' } };
    expect(telecomx.login?.request(settings)).toEqual(request);
  });

  it.each([
    [15, 900_000],
    [60, 3_600_000],
    [-1, Number.POSITIVE_INFINITY],
    [undefined, 900_000],
    [null, 900_000],
    ['soon', 900_000],
  ])('that expires in %j minutes lasts %d ms', (expiresInMinutes, expiresInMs) => {
    expect(read({ token: 'session-token', expiresInMinutes, accessLevel: 'VIEWER' })).toEqual({ token: 'session-token', expiresInMs });
  });

  it.each([null, undefined, 'text', [], {}, { token: '' }, { token: 7 }])('with the response %j is malformed', body => {
    expect(toErrorData(read(body))).toMatchObject({ code: 'malformed' });
  });
});

describe("CallGear's request quota", () => {
  const limits = { day_limit: 50_000, day_remaining: 40_000, day_reset: 4_000, minute_limit: 250, minute_remaining: 12, minute_reset: 41 };
  const readQuota = (body: unknown) => callgear.readQuota?.(createResponse(200, body).body);

  it('is read from results and errors', () => {
    const metadata = { total_items: 1, version: null, limits };
    expect(readQuota({ result: { metadata, data: [] } })).toEqual({ remaining: 12, resetS: 41, dayRemaining: 40_000 });
    expect(readQuota({ error: { code: -32602, data: { mnemonic: 'error', metadata } } })).toEqual({
      remaining: 12,
      resetS: 41,
      dayRemaining: 40_000,
    });
  });

  it.each([
    { minute_remaining: '3', minute_reset: '5' },
    { minute_remaining: 3, minute_reset: 5 },
  ])('may have digits as strings: %j', quota => {
    expect(readQuota({ result: { metadata: { limits: quota } } })).toEqual({ remaining: 3, resetS: 5 });
  });

  it.each([
    null,
    [],
    {},
    { result: null },
    { result: { metadata: null } },
    { result: { metadata: { limits: null } } },
    { result: { metadata: { limits: { minute_remaining: 'many', minute_reset: 5 } } } },
    { result: { metadata: { limits: { minute_remaining: 3 } } } },
    { error: { code: -32001, data: null } },
    { error: 'text' },
  ])('is unknown in %j', body => {
    expect(readQuota(body)).toBeUndefined();
  });

  it('is not reported by the other providers', () => {
    expect([telecomx, exolve].filter(isRecord).map(({ readQuota }) => readQuota)).toEqual([undefined, undefined]);
  });
});
