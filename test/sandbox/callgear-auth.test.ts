// The door of CallGear's stand-in: JSON-RPC manners, credentials and the budget of calls.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids, post, type RpcReply, rpc, tokens } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ limits: { minute: 10_000 } });
});
afterAll(() => sandbox.close());

async function raw(body: unknown, headers: Record<string, string> = {}): Promise<RpcReply> {
  const response = await post(`${sandbox.url}/callgear/v2.0`, body, headers);
  expect(response.status).toBe(200);
  // The shape is what the tests are about.
  return (await response.json()) as RpcReply;
}

/** What a refusal says, in short. */
const refusal = ({ error }: RpcReply): unknown[] => [error?.code, error?.data.mnemonic, error?.data.field, error?.data.value];

describe('the JSON-RPC envelope', () => {
  const call = { jsonrpc: '2.0', id: 'a', method: 'get.account', params: { access_token: tokens.callgear } };

  it('echoes the id of a request', async () => {
    expect(await raw(call)).toMatchObject({ jsonrpc: '2.0', id: 'a', result: { data: [{ app_id: 4017, timezone: 'Europe/Moscow' }] } });
  });

  it.each([
    ['a batch', [call], -32099, 'batch_operations_not_supported', null],
    ['a notification', { ...call, id: undefined }, -32099, 'notifications_not_supported', null],
    ['bad JSON', '{"jsonrpc"', -32700, 'parse_error', null],
    ['a request of another version', { ...call, jsonrpc: '1.0' }, -32600, 'invalid_request', 'a'],
    ['an unknown method', { ...call, method: 'get.lines' }, -32601, 'method_not_found', 'a'],
  ])('refuses %s', async (_name, body, code, mnemonic, id) => {
    const reply = await raw(body);
    expect([reply.error?.code, reply.error?.data.mnemonic, reply.id]).toEqual([code, mnemonic, id]);
  });

  it('refuses a body that does not say that it is JSON, and any other verb', async () => {
    expect(refusal(await raw(call, { 'content-type': 'text/plain' }))[1]).toBe('invalid_request');
    expect((await fetch(`${sandbox.url}/callgear/v2.0`)).status).toBe(405);
  });
});

describe('credentials', () => {
  it('are required and known', async () => {
    expect(refusal(await rpc(sandbox, 'get.account', { access_token: undefined }))).toEqual([
      -32602,
      'required_parameter_missed',
      'access_token',
      undefined,
    ]);
    expect(refusal(await rpc(sandbox, 'get.account', {}, 'wrong'))).toEqual([-32001, 'access_token_invalid', undefined, undefined]);
  });

  it('come from a login as well, and expire', async () => {
    let now = 1_790_000_000_000;
    const own = await startSandbox({ sessionSeconds: 60, now: () => now });
    const login = { jsonrpc: '2.0', id: 1, method: 'login.user', params: { login: 'sandbox', password: 'sandbox-password' } };
    // A login answers with one object instead of a list.
    const { result } = (await (await post(`${own.url}/callgear/v2.0`, login)).json()) as {
      result: { data: { access_token: string; expire_at: number } };
    };
    expect(result.data.expire_at).toBe(now / 1000 + 60);
    expect((await rpc(own, 'get.sip_lines', {}, result.data.access_token)).result?.metadata.total_items).toBe(45);
    now += 60_000;
    expect(refusal(await rpc(own, 'get.sip_lines', {}, result.data.access_token))).toEqual([
      -32001,
      'access_token_expired',
      undefined,
      undefined,
    ]);
    const wrong = await post(`${own.url}/callgear/v2.0`, { ...login, params: { login: 'sandbox', password: 'x' } });
    // The same envelope as every other refusal.
    expect(refusal((await wrong.json()) as RpcReply)[1]).toBe('auth_error');
    await own.close();
  });

  it('of a partner need the user that they ask for', async () => {
    const agent = 'sandbox-callgear-agent';
    expect(refusal(await rpc(sandbox, 'get.sip_lines', {}, agent))).toEqual([-32602, 'required_parameter_missed', 'user_id', undefined]);
    const users = (await rpc(sandbox, 'get.customer_users', {}, agent)).result?.data ?? [];
    expect(ids(users)).toEqual([17, 18, 19]);
    expect((await rpc(sandbox, 'get.sip_lines', { user_id: 17 }, agent)).result?.data.length).toBe(45);
    expect((await rpc(sandbox, 'get.sip_lines', { user_id: 18 }, agent)).result?.data.length).toBe(0);
    expect(refusal(await rpc(sandbox, 'get.sip_lines', { user_id: 99 }, agent))).toEqual([
      -32602,
      'invalid_parameter_value',
      'user_id',
      '99',
    ]);
    expect(refusal(await rpc(sandbox, 'get.customer_users', { user_id: 17 }, agent))).toEqual([
      -32602,
      'unexpected_parameters',
      'user_id',
      undefined,
    ]);
    expect(refusal(await rpc(sandbox, 'get.customer_users'))[1]).toBe('forbidden');
  });

  it('can be rotated', async () => {
    const own = await startSandbox();
    own.rotate('callgear', 'new-key');
    expect(refusal(await rpc(own, 'get.account'))[1]).toBe('access_token_invalid');
    expect((await rpc(own, 'get.account', {}, 'new-key')).result?.data.length).toBe(1);
    await own.close();
  });
});

describe('the budget', () => {
  it('counts successful calls down, and refuses when nothing is left', async () => {
    const now = 1_790_000_015_000;
    const own = await startSandbox({ limits: { minute: 2, day: 3 }, now: () => now });
    expect((await rpc(own, 'get.account')).result?.metadata.limits).toMatchObject({
      minute_limit: 2,
      minute_remaining: 2 - 1,
      day_remaining: 2,
    });
    await rpc(own, 'get.nothing');
    expect((await rpc(own, 'get.account')).result?.metadata.limits.minute_remaining).toBe(0);
    const { error } = await rpc(own, 'get.account');
    expect([error?.code, error?.data.params]).toEqual([-32029, { limit_type: 'minute', limit_max_value: 2 }]);
    expect(error?.data.metadata.limits.minute_reset).toBe(60 - ((now / 1000) % 60));
    await own.close();
  });

  it('comes back with the next minute, and ends with the day', async () => {
    let now = 1_790_000_000_000;
    const own = await startSandbox({ limits: { minute: 1, day: 2 }, now: () => now });
    await rpc(own, 'get.account');
    expect((await rpc(own, 'get.account')).error?.data.params).toEqual({ limit_type: 'minute', limit_max_value: 1 });
    now += 60_000;
    await rpc(own, 'get.account');
    now += 60_000;
    expect((await rpc(own, 'get.account')).error?.data.params).toEqual({ limit_type: 'day', limit_max_value: 2 });
    await own.close();
  });

  it('is 250 a minute and 50,000 a day by default', async () => {
    const own = await startSandbox();
    expect((await rpc(own, 'get.account')).result?.metadata.limits).toMatchObject({
      day_limit: 50_000,
      day_remaining: 49_999,
      minute_limit: 250,
    });
    await own.close();
  });
});
