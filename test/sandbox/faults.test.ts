// Fault injection: each kind of fault as a client sees it, targets and counts, and the control API.
import { type Fault, type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { callRpc, credentials, getTelecomX, pluck, post, postExolve, type RpcResponse, readList } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.clearFaults());

/** A request that succeeds without a fault; transport faults do not depend on the provider. */
async function request(): Promise<Response> {
  return fetch(`${sandbox.url}/telecomx/sip?token=${credentials.telecomx}`, { redirect: 'manual' });
}

describe('a transport fault', () => {
  it('can be any status, with headers and a body', async () => {
    sandbox.addFault({ kind: 'status', status: 418, headers: { 'x-pot': 'tea' }, body: { error: 'short' } });
    const response = await request();
    expect([response.status, response.headers.get('x-pot'), await response.json()]).toEqual([418, 'tea', { error: 'short' }]);
    expect((await request()).status).toBe(200);
  });

  it('can be an HTML page of a proxy', async () => {
    sandbox.addFault({ kind: 'unavailable' });
    sandbox.addFault({ kind: 'html' });
    for (const status of [503, 200]) {
      const response = await request();
      expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
      expect(await response.text()).toContain('<html>');
    }
  });

  it('can be an empty body, or truncated JSON', async () => {
    sandbox.addFault({ kind: 'empty' });
    expect(await (await request()).text()).toBe('');
    sandbox.addFault({ kind: 'truncated_json' });
    const half = await (await request()).text();
    expect(half.startsWith('{"offset"')).toBe(true);
    expect(() => JSON.parse(half)).toThrow(SyntaxError);
  });

  it('can be a connection that ends before or within the response', async () => {
    sandbox.addFault({ kind: 'reset' });
    await expect(request()).rejects.toThrow('fetch failed');
    sandbox.addFault({ kind: 'cut' });
    const response = await request();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('can be a slow response', async () => {
    sandbox.addFault({ kind: 'slow', ms: 120 });
    const start = performance.now();
    expect((await request()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it('can be a redirect', async () => {
    sandbox.addFault({ kind: 'redirect' });
    const response = await request();
    expect([response.status, response.headers.get('location')]).toEqual([302, '/telecomx/moved']);
    expect((await fetch(`${sandbox.url}/telecomx/moved`)).status).toBe(404);
    expect(sandbox.requests.at(-1)).toMatchObject({ provider: 'telecomx', operation: 'unknown', path: '/telecomx/moved' });
  });

  it('can be a huge body, which the client may cancel', async () => {
    sandbox.addFault({ kind: 'huge', bytes: 3_000_000, times: 2 });
    expect((await (await request()).text()).length).toBe(3_000_000 + '{"padding":""}'.length);
    const reader = (await request()).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });
});

describe('a fault in the format of a provider', () => {
  it('can be a rate limit', async () => {
    sandbox.addFault({ kind: 'rate_limited', seconds: 7, times: 3 });
    const response = await request();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await postExolve(sandbox, 'GetList')).status).toBe(429);
    const { error } = await callRpc(sandbox, 'get.account');
    expect([error?.code, error?.data.params]).toEqual([-32029, { limit_type: 'minute', limit_max_value: 250 }]);
    expect(error?.data.metadata.limits).toMatchObject({ minute_remaining: 0, minute_reset: 7 });
  });

  it('can be an exhausted daily quota', async () => {
    sandbox.addFault({ kind: 'day_limit', times: 2 });
    const { error } = await callRpc(sandbox, 'get.account');
    expect(error?.data.params).toEqual({ limit_type: 'day', limit_max_value: 50_000 });
    expect(error?.data.metadata.limits.day_remaining).toBe(0);
    expect((await request()).headers.get('retry-after')).toBe('86400');
  });

  it.each<[Fault['kind'] & ('internal' | 'ip_denied' | 'two_factor'), unknown[]]>([
    ['internal', [-32603, 'internal_error', 500, 'internal_error', 500]],
    ['ip_denied', [-32003, 'ip_not_whitelisted', 403, 'access_denied', 403]],
    ['two_factor', [-32001, 'auth_error', 401, 'sms_key_required', 401]],
  ])('can be %s', async (kind, expected) => {
    sandbox.addFault({ kind, times: 3 });
    const { error } = await callRpc(sandbox, 'get.account');
    const phones = await getTelecomX(sandbox, '/pbx/sipphone');
    const { status } = await postExolve(sandbox, 'GetSIPList');
    expect([error?.code, error?.data.mnemonic, phones.status, phones.body.error, status]).toEqual(expected);
  });
});

describe('the queue', () => {
  it('applies a fault to its provider and operation, `times` times', async () => {
    sandbox.addFault({ provider: 'exolve', operation: 'GetList', kind: 'internal', times: 2 });
    expect((await request()).status).toBe(200);
    expect((await postExolve(sandbox, 'GetSIPList')).status).toBe(200);
    const statuses = await Promise.all([1, 2, 3].map(() => postExolve(sandbox, 'GetList').then(({ status }) => status)));
    expect(statuses.sort()).toEqual([200, 500, 500]);
  });

  it('rejects a fault that could never hit a request', () => {
    // The type would catch these; other processes can still send them.
    const addInvalid =
      (fault: object): (() => void) =>
      () =>
        sandbox.addFault(fault as Fault);
    expect(addInvalid({ kind: 'boom' })).toThrow('No such fault: boom');
    expect(addInvalid({ kind: 'reset', operation: 'GET /sips' })).toThrow('No such operation: GET /sips');
    expect(addInvalid({ kind: 'reset', provider: 'exolve', operation: 'GET /sip' })).toThrow('must be one of GetSIPList, GetList');
    expect(addInvalid({ kind: 'slow' })).toThrow('slow');
    expect(addInvalid({ kind: 'reset', times: 0 })).toThrow('times');
  });
});

describe('the control API', () => {
  it('adds and clears faults', async () => {
    const url = `${sandbox.url}/sandbox/faults`;
    expect((await post(url, { kind: 'unavailable', times: 5 })).status).toBe(200);
    expect((await request()).status).toBe(503);
    await fetch(url, { method: 'DELETE' });
    expect((await request()).status).toBe(200);
    expect(await (await post(url, { kind: 'nothing' })).json()).toEqual({ error: 'No such fault: nothing' });
  });

  it('lists the recorded requests without credentials', async () => {
    await getTelecomX(sandbox, '/sip', { filter: 'x' });
    await callRpc(sandbox, 'get.sip_lines', { limit: 3 });
    await postExolve(sandbox, 'GetSIPList', { username_filter: '88' });
    await post(`${sandbox.url}/telecomx/auth/login`, { username: 'sandbox', password: 'sandbox-password' });
    const text = await (await fetch(`${sandbox.url}/sandbox/requests`)).text();
    expect(JSON.parse(text).requests.slice(-4)).toMatchObject([
      {
        provider: 'telecomx',
        operation: 'GET /sip',
        method: 'GET',
        path: '/telecomx/sip',
        parameters: { filter: 'x', token: '***' },
        credential: 'query',
      },
      { provider: 'callgear', operation: 'get.sip_lines', parameters: { limit: 3, access_token: '***' }, credential: 'body' },
      { provider: 'exolve', operation: 'GetSIPList', parameters: { username_filter: '88' }, credential: 'header' },
      { operation: 'POST /auth/login', parameters: { username: '***', password: '***' } },
    ]);
    for (const secret of [...Object.values(credentials), 'sandbox-password']) expect(text).not.toContain(secret);
  });

  it('shows the base URLs', async () => {
    const text = await (await fetch(sandbox.url)).text();
    for (const { base_url } of sandbox.accounts) expect(text).toContain(base_url);
    expect((await fetch(`${sandbox.url}/elsewhere`)).status).toBe(404);
  });
});

describe('a request without a fault', () => {
  it('gets the response of the provider', async () => {
    sandbox.addFault({ kind: 'slow', ms: 1, provider: 'callgear' });
    const response: RpcResponse = await callRpc(sandbox, 'get.sip_lines', { fields: ['id'], limit: 2 });
    expect(pluck(response.result?.data ?? [])).toEqual([300_101, 300_102]);
    expect(readList(await getTelecomX(sandbox, '/sip', { limit: '3' }), 'sipAccounts').length).toBe(3);
  });
});
