// Faults on request: each kind as it looks to a client, their aim and count, and the door for other processes.
import { type Fault, type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exolve, get, ids, list, post, type RpcReply, rpc, tokens } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.clearFaults());

/** Any true answer will do: the faults are not the providers'. */
async function ask(): Promise<Response> {
  return fetch(`${sandbox.url}/telecomx/sip?token=${tokens.telecomx}`, { redirect: 'manual' });
}

describe('a fault of the transport', () => {
  it('is any status, with headers and a body', async () => {
    sandbox.fail({ kind: 'status', status: 418, headers: { 'x-pot': 'tea' }, body: { error: 'short' } });
    const response = await ask();
    expect([response.status, response.headers.get('x-pot'), await response.json()]).toEqual([418, 'tea', { error: 'short' }]);
    expect((await ask()).status).toBe(200);
  });

  it('is a page of a proxy', async () => {
    sandbox.fail({ kind: 'unavailable' });
    sandbox.fail({ kind: 'html' });
    for (const status of [503, 200]) {
      const response = await ask();
      expect([response.status, response.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
      expect(await response.text()).toContain('<html>');
    }
  });

  it('is an empty body, or half a JSON', async () => {
    sandbox.fail({ kind: 'empty' });
    expect(await (await ask()).text()).toBe('');
    sandbox.fail({ kind: 'truncated_json' });
    const half = await (await ask()).text();
    expect(half.startsWith('{"offset"')).toBe(true);
    expect(() => JSON.parse(half)).toThrow(SyntaxError);
  });

  it('is a connection that ends before or within the answer', async () => {
    sandbox.fail({ kind: 'reset' });
    await expect(ask()).rejects.toThrow('fetch failed');
    sandbox.fail({ kind: 'cut' });
    const response = await ask();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('is slowness', async () => {
    sandbox.fail({ kind: 'slow', ms: 120 });
    const start = performance.now();
    expect((await ask()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(110);
  });

  it('is a redirect to elsewhere', async () => {
    sandbox.fail({ kind: 'redirect' });
    const response = await ask();
    expect([response.status, response.headers.get('location')]).toEqual([302, '/telecomx/moved']);
    expect((await fetch(`${sandbox.url}/telecomx/moved`)).status).toBe(404);
    expect(sandbox.requests.at(-1)).toMatchObject({ provider: 'telecomx', operation: 'unknown', path: '/telecomx/moved' });
  });

  it('is a body without end, read as far as one likes', async () => {
    sandbox.fail({ kind: 'huge', bytes: 3_000_000, times: 2 });
    expect((await (await ask()).text()).length).toBe(3_000_000 + '{"padding":""}'.length);
    const reader = (await ask()).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });
});

describe('a fault in the words of a provider', () => {
  it('limits the rate', async () => {
    sandbox.fail({ kind: 'rate_limited', seconds: 7, times: 3 });
    const response = await ask();
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await exolve(sandbox, 'GetList')).status).toBe(429);
    const { error } = await rpc(sandbox, 'get.account');
    expect([error?.code, error?.data.params]).toEqual([-32029, { limit_type: 'minute', limit_max_value: 250 }]);
    expect(error?.data.metadata.limits).toMatchObject({ minute_remaining: 0, minute_reset: 7 });
  });

  it('ends the day', async () => {
    sandbox.fail({ kind: 'day_limit', times: 2 });
    const { error } = await rpc(sandbox, 'get.account');
    expect(error?.data.params).toEqual({ limit_type: 'day', limit_max_value: 50_000 });
    expect(error?.data.metadata.limits.day_remaining).toBe(0);
    expect((await ask()).headers.get('retry-after')).toBe('86400');
  });

  it.each<[Fault['kind'] & ('internal' | 'ip_denied' | 'two_factor'), unknown[]]>([
    ['internal', [-32603, 'internal_error', 500, 'internal_error', 500]],
    ['ip_denied', [-32003, 'ip_not_whitelisted', 403, 'access_denied', 403]],
    ['two_factor', [-32001, 'auth_error', 401, 'sms_key_required', 401]],
  ])('is %s', async (kind, expected) => {
    sandbox.fail({ kind, times: 3 });
    const { error } = await rpc(sandbox, 'get.account');
    const phones = await get(sandbox, '/pbx/sipphone');
    const { status } = await exolve(sandbox, 'GetSIPList');
    expect([error?.code, error?.data.mnemonic, phones.status, phones.body.error, status]).toEqual(expected);
  });
});

describe('the queue', () => {
  it('aims at a provider and an operation, as often as it was told', async () => {
    sandbox.fail({ provider: 'exolve', operation: 'GetList', kind: 'internal', times: 2 });
    expect((await ask()).status).toBe(200);
    expect((await exolve(sandbox, 'GetSIPList')).status).toBe(200);
    const statuses = await Promise.all([1, 2, 3].map(() => exolve(sandbox, 'GetList').then(({ status }) => status)));
    expect(statuses.sort()).toEqual([200, 500, 500]);
  });

  it('refuses a fault that would never strike', () => {
    // Typos that the type would catch, as they come from other processes.
    const typo =
      (fault: object): (() => void) =>
      () =>
        sandbox.fail(fault as Fault);
    expect(typo({ kind: 'boom' })).toThrow('No such fault: boom');
    expect(typo({ kind: 'reset', operation: 'GET /sips' })).toThrow('No such operation: GET /sips');
    expect(typo({ kind: 'reset', provider: 'exolve', operation: 'GET /sip' })).toThrow('there are GetSIPList, GetList');
    expect(typo({ kind: 'slow' })).toThrow('slow');
    expect(typo({ kind: 'reset', times: 0 })).toThrow('times');
  });
});

describe('the door for other processes', () => {
  it('takes faults and forgets them', async () => {
    const url = `${sandbox.url}/sandbox/faults`;
    expect((await post(url, { kind: 'unavailable', times: 5 })).status).toBe(200);
    expect((await ask()).status).toBe(503);
    await fetch(url, { method: 'DELETE' });
    expect((await ask()).status).toBe(200);
    expect(await (await post(url, { kind: 'nothing' })).json()).toEqual({ error: 'No such fault: nothing' });
  });

  it('tells what was asked, and never a credential', async () => {
    await get(sandbox, '/sip', { filter: 'x' });
    await rpc(sandbox, 'get.sip_lines', { limit: 3 });
    await exolve(sandbox, 'GetSIPList', { username_filter: '88' });
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
    for (const secret of [...Object.values(tokens), 'sandbox-password']) expect(text).not.toContain(secret);
  });

  it('introduces itself', async () => {
    const text = await (await fetch(sandbox.url)).text();
    for (const { base_url } of sandbox.accounts) expect(text).toContain(base_url);
    expect((await fetch(`${sandbox.url}/elsewhere`)).status).toBe(404);
  });
});

describe('the answers between faults', () => {
  it('are the true ones', async () => {
    sandbox.fail({ kind: 'slow', ms: 1, provider: 'callgear' });
    // The shape is what the tests are about.
    const reply: RpcReply = await rpc(sandbox, 'get.sip_lines', { fields: ['id'], limit: 2 });
    expect(ids(reply.result?.data ?? [])).toEqual([300_101, 300_102]);
    expect(list(await get(sandbox, '/sip', { limit: '3' }), 'sipAccounts').length).toBe(3);
  });
});
