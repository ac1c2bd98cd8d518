// The fake CallGear's protocol: the JSON-RPC envelope, credentials and the request quota.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callRpc, credentials, pluck, post, type RpcResponse } from './harness.ts';
import { highCallGearLimits } from './high-limits.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
});
afterAll(() => sandbox.close());

async function postRaw(body: unknown, headers: Record<string, string> = {}): Promise<RpcResponse> {
  const response = await post(`${sandbox.url}/callgear/v2.0`, body, headers);
  expect(response.status).toBe(200);
  // The tests assert the shape.
  return (await response.json()) as RpcResponse;
}

/** The essential values of an error response. */
const errorOf = ({ error }: RpcResponse): unknown[] => [error?.code, error?.data.mnemonic, error?.data.field, error?.data.value];

describe('the JSON-RPC envelope', () => {
  const rpcRequest = { jsonrpc: '2.0', id: 'a', method: 'get.account', params: { access_token: credentials.callgear } };

  it('echoes the id of a request', async () => {
    expect(await postRaw(rpcRequest)).toMatchObject({
      jsonrpc: '2.0',
      id: 'a',
      result: { data: [{ app_id: 4017, timezone: 'Europe/Moscow' }] },
    });
  });

  it.each([
    ['a batch', [rpcRequest], -32099, 'batch_operations_not_supported', null],
    ['a notification', { ...rpcRequest, id: undefined }, -32099, 'notifications_not_supported', null],
    ['bad JSON', '{"jsonrpc"', -32700, 'parse_error', null],
    ['a request of another version', { ...rpcRequest, jsonrpc: '1.0' }, -32600, 'invalid_request', 'a'],
    ['an unknown method', { ...rpcRequest, method: 'get.lines' }, -32601, 'method_not_found', 'a'],
  ])('rejects %s', async (_name, body, code, mnemonic, id) => {
    const rpcResponse = await postRaw(body);
    expect([rpcResponse.error?.code, rpcResponse.error?.data.mnemonic, rpcResponse.id]).toEqual([code, mnemonic, id]);
  });

  it('rejects another content type and another HTTP method', async () => {
    expect(errorOf(await postRaw(rpcRequest, { 'content-type': 'text/plain' }))[1]).toBe('invalid_request');
    expect((await fetch(`${sandbox.url}/callgear/v2.0`)).status).toBe(405);
  });
});

describe('credentials', () => {
  it('are required and checked', async () => {
    expect(errorOf(await callRpc(sandbox, 'get.account', { access_token: undefined }))).toEqual([
      -32602,
      'required_parameter_missed',
      'access_token',
      undefined,
    ]);
    expect(errorOf(await callRpc(sandbox, 'get.account', {}, 'wrong'))).toEqual([-32001, 'access_token_invalid', undefined, undefined]);
  });

  it('may come from a login, and expire', async () => {
    let now = 1_790_000_000_000;
    const other = await startSandbox({ callGearSessionSeconds: 60, now: () => now });
    const login = { jsonrpc: '2.0', id: 1, method: 'login.user', params: { login: 'sandbox', password: 'sandbox-password' } };
    // A login returns one object instead of an array.
    const { result } = (await (await post(`${other.url}/callgear/v2.0`, login)).json()) as {
      result: { data: { access_token: string; expire_at: number } };
    };
    expect(result.data.expire_at).toBe(now / 1000 + 60);
    expect((await callRpc(other, 'get.sip_lines', {}, result.data.access_token)).result?.metadata.total_items).toBe(45);
    now += 60_000;
    expect(errorOf(await callRpc(other, 'get.sip_lines', {}, result.data.access_token))).toEqual([
      -32001,
      'access_token_expired',
      undefined,
      undefined,
    ]);
    const wrong = await post(`${other.url}/callgear/v2.0`, { ...login, params: { login: 'sandbox', password: 'x' } });
    // The same envelope as for every other error.
    expect(errorOf((await wrong.json()) as RpcResponse)[1]).toBe('auth_error');
    await other.close();
  });

  it('of a partner need a `user_id`', async () => {
    const agent = 'sandbox-callgear-agent';
    expect(errorOf(await callRpc(sandbox, 'get.sip_lines', {}, agent))).toEqual([
      -32602,
      'required_parameter_missed',
      'user_id',
      undefined,
    ]);
    const users = (await callRpc(sandbox, 'get.customer_users', {}, agent)).result?.data ?? [];
    expect(pluck(users)).toEqual([17, 18, 19]);
    expect((await callRpc(sandbox, 'get.sip_lines', { user_id: 17 }, agent)).result?.data.length).toBe(45);
    expect((await callRpc(sandbox, 'get.sip_lines', { user_id: 18 }, agent)).result?.data.length).toBe(0);
    expect(errorOf(await callRpc(sandbox, 'get.sip_lines', { user_id: 99 }, agent))).toEqual([
      -32602,
      'invalid_parameter_value',
      'user_id',
      '99',
    ]);
    expect(errorOf(await callRpc(sandbox, 'get.customer_users', { user_id: 17 }, agent))).toEqual([
      -32602,
      'unexpected_parameters',
      'user_id',
      undefined,
    ]);
    expect(errorOf(await callRpc(sandbox, 'get.customer_users'))[1]).toBe('forbidden');
  });

  it('can be rotated', async () => {
    const other = await startSandbox();
    other.rotateCredential('callgear', 'new-key');
    expect(errorOf(await callRpc(other, 'get.account'))[1]).toBe('access_token_invalid');
    expect((await callRpc(other, 'get.account', {}, 'new-key')).result?.data.length).toBe(1);
    await other.close();
  });
});

describe('the request quota', () => {
  it('counts successful requests, and rejects the next one when used up', async () => {
    const now = 1_790_000_015_000;
    const other = await startSandbox({ callGearLimits: { minute: 2, day: 3 }, now: () => now });
    expect((await callRpc(other, 'get.account')).result?.metadata.limits).toMatchObject({
      minute_limit: 2,
      minute_remaining: 2 - 1,
      day_remaining: 2,
    });
    await callRpc(other, 'get.nothing');
    expect((await callRpc(other, 'get.account')).result?.metadata.limits.minute_remaining).toBe(0);
    const { error } = await callRpc(other, 'get.account');
    expect([error?.code, error?.data.params]).toEqual([-32029, { limit_type: 'minute', limit_max_value: 2 }]);
    expect(error?.data.metadata.limits.minute_reset).toBe(60 - ((now / 1000) % 60));
    await other.close();
  });

  it('is renewed every minute, up to the quota of the day', async () => {
    let now = 1_790_000_000_000;
    const other = await startSandbox({ callGearLimits: { minute: 1, day: 2 }, now: () => now });
    await callRpc(other, 'get.account');
    expect((await callRpc(other, 'get.account')).error?.data.params).toEqual({ limit_type: 'minute', limit_max_value: 1 });
    now += 60_000;
    await callRpc(other, 'get.account');
    now += 60_000;
    expect((await callRpc(other, 'get.account')).error?.data.params).toEqual({ limit_type: 'day', limit_max_value: 2 });
    await other.close();
  });

  it('is 250 per minute and 50,000 per day by default', async () => {
    const other = await startSandbox();
    expect((await callRpc(other, 'get.account')).result?.metadata.limits).toMatchObject({
      day_limit: 50_000,
      day_remaining: 49_999,
      minute_limit: 250,
    });
    await other.close();
  });
});
