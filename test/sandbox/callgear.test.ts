// The lists of CallGear's stand-in: paging, fields, sorts and quirks; filters have a file of their own.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids, type RpcReply, rows, rpc } from './harness.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ limits: { minute: 10_000 } });
});
afterAll(() => sandbox.close());

/** What a refusal says, in short. */
const refusal = ({ error }: RpcReply): unknown[] => [error?.code, error?.data.mnemonic, error?.data.field, error?.data.value];

describe('paging', () => {
  it('walks the list and tells its size', async () => {
    const first = await rpc(sandbox, 'get.sip_lines', { limit: 20 });
    const rest = await rows(sandbox, 'get.sip_lines', { limit: 100, offset: 20 });
    expect(first.result?.metadata.total_items).toBe(45);
    expect(ids([...(first.result?.data ?? []), ...rest])).toEqual(sandbox.company.moscow.sipLines.map(({ id }) => id));
    expect(await rows(sandbox, 'get.sip_lines', { offset: 45 })).toEqual([]);
  });

  it.each([
    [{ offset: 100_001 }, 'invalid_parameter_value', 'offset', '100001'],
    [{ limit: 10_001 }, 'invalid_parameter_value', 'limit', '10001'],
    [{ limit: 0 }, 'invalid_parameter_value', 'limit', '0'],
    [{ offset: -1 }, 'invalid_parameter_value', 'offset', '-1'],
    [{ limit: '10' }, 'data_type_error', 'limit', '10'],
    [{ offset: 1.5 }, 'data_type_error', 'offset', '1.5'],
    [{ page: 1 }, 'unexpected_parameters', 'page', undefined],
  ])('refuses %j', async (params, mnemonic, field, value) => {
    expect(refusal(await rpc(sandbox, 'get.sip_lines', params))).toEqual([-32602, mnemonic, field, value]);
  });
});

describe('fields', () => {
  it('leave only what was asked for', async () => {
    const [row] = await rows(sandbox, 'get.sip_lines', { fields: ['status', 'id'], limit: 1 });
    expect(row).toEqual({ status: 'active', id: 300_101 });
  });

  it('are all sent when none are asked for, the undocumented ones too', async () => {
    const [line] = await rows(sandbox, 'get.sip_lines', { limit: 1 });
    expect(line).toHaveProperty('password');
    expect(line).toHaveProperty('virtual_phone_usage_rule', 'fixed');
    const [number] = await rows(sandbox, 'get.virtual_numbers', { limit: 1 });
    expect(number).toMatchObject({ name: 'Линия 1', comment: null, child_customer_id: null });
  });

  it.each(['colour', 'password', 'virtual_phone_usage_rule'])('refuse %s, which the page does not list', async name => {
    expect(refusal(await rpc(sandbox, 'get.sip_lines', { fields: ['id', name] }))).toEqual([
      -32602,
      'invalid_parameter_value',
      'fields',
      name,
    ]);
  });
});

describe('an empty list of fields', () => {
  it('is refused', async () => {
    expect(refusal(await rpc(sandbox, 'get.sip_lines', { fields: [] }))).toEqual([-32602, 'invalid_parameter_value', 'fields', '[]']);
  });
});

describe('sorting', () => {
  it('orders by several fields, empty cells last when ascending', async () => {
    const found = await rows(sandbox, 'get.sip_lines', { sort: [{ field: 'status', order: 'desc' }, { field: 'employee_id' }] });
    const expected = sandbox.company.moscow.sipLines.toSorted(
      (a, b) => Number(b.status > a.status) - Number(b.status < a.status) || (a.employee_id ?? 1e9) - (b.employee_id ?? 1e9),
    );
    expect(ids(found)).toEqual(expected.map(({ id }) => id));
  });

  it.each([
    [[{ field: 'id' }], 'sort_prohibited', 'sort.field', 'id'],
    [[{ field: 'colour' }], 'invalid_parameter_value', 'sort.field', 'colour'],
    [[{ field: 'status', order: 'up' }], 'invalid_parameter_value', 'sort.order', 'up'],
    [{ field: 'status' }, 'data_type_error', 'sort', '{"field":"status"}'],
    [[{ field: 'status', by: 1 }], 'unexpected_parameters', 'sort.by', undefined],
  ])('refuses %j', async (sort, mnemonic, field, value) => {
    expect(refusal(await rpc(sandbox, 'get.sip_lines', { sort }))).toEqual([-32602, mnemonic, field, value]);
  });

  it('of employees goes by name and login', async () => {
    const found = await rows(sandbox, 'get.employees', { sort: [{ field: 'login', order: 'desc' }], limit: 2 });
    expect(ids(found)).toEqual([70_024, 70_023]);
    expect(found[0]).not.toHaveProperty('login');
    expect((await rpc(sandbox, 'get.employees', { sort: [{ field: 'email' }] })).error?.data.mnemonic).toBe('sort_prohibited');
  });
});

describe('quirks', () => {
  it('spell states in Russian, send addresses as text and dates with a T', async () => {
    const found = await rows(sandbox, 'get.sip_lines');
    const states = new Set(found.map(row => row.physical_state));
    expect(states).toEqual(new Set(['Registered', 'Not registered', 'Зарегистрирован', 'Не зарегистрирован']));
    const text = JSON.stringify(found.map(row => row.ip_addresses));
    expect(text).toMatch(/\["\d/);
    expect(text).toMatch(/"date_time":"2026-10-\d\dT/);
    expect(text).toMatch(/"date_time":"2026-10-\d\d /);
  });

  it('put rules into scenarios and a version into the metadata', async () => {
    const { result } = await rpc(sandbox, 'get.virtual_numbers', { limit: 1 });
    expect(result?.metadata.version).toBeNull();
    expect(result?.data[0]?.scenarios).toMatchObject([{ scenario_id: 601, call_processing_rule_id: 7601, is_active: true }]);
  });

  it('can be switched off', async () => {
    const own = await startSandbox({ quirks: false });
    const { result } = await rpc(own, 'get.sip_lines');
    expect(result?.metadata).not.toHaveProperty('version');
    const plain = sandbox.company.moscow.sipLines.map(({ password: _password, virtual_phone_usage_rule: _rule, ...row }) => row);
    expect(result?.data).toEqual(plain);
    expect(Object.keys((await rows(own, 'get.virtual_numbers'))[0] ?? {})).not.toContain('name');
    await own.close();
  });
});
