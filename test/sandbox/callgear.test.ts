// The lists of the fake CallGear: pagination, fields, sorting and quirks; filters are in callgear-filters.test.ts.
import { type Sandbox, startSandbox } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callRpc, listCallGearRows, pluck, type RpcResponse } from './harness.ts';
import { highCallGearLimits } from './high-limits.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
});
afterAll(() => sandbox.close());

/** The essential values of an error response. */
const errorOf = ({ error }: RpcResponse): unknown[] => [error?.code, error?.data.mnemonic, error?.data.field, error?.data.value];

describe('pagination', () => {
  it('lists all rows and reports the total', async () => {
    const first = await callRpc(sandbox, 'get.sip_lines', { limit: 20 });
    const rest = await listCallGearRows(sandbox, 'get.sip_lines', { limit: 100, offset: 20 });
    expect(first.result?.metadata.total_items).toBe(45);
    expect(pluck([...(first.result?.data ?? []), ...rest])).toEqual(sandbox.company.moscow.sipLines.map(({ id }) => id));
    expect(await listCallGearRows(sandbox, 'get.sip_lines', { offset: 45 })).toEqual([]);
  });

  it.each([
    [{ offset: 100_001 }, 'invalid_parameter_value', 'offset', '100001'],
    [{ limit: 10_001 }, 'invalid_parameter_value', 'limit', '10001'],
    [{ limit: 0 }, 'invalid_parameter_value', 'limit', '0'],
    [{ offset: -1 }, 'invalid_parameter_value', 'offset', '-1'],
    [{ limit: '10' }, 'data_type_error', 'limit', '10'],
    [{ offset: 1.5 }, 'data_type_error', 'offset', '1.5'],
    [{ page: 1 }, 'unexpected_parameters', 'page', undefined],
  ])('rejects %j', async (params, mnemonic, field, value) => {
    expect(errorOf(await callRpc(sandbox, 'get.sip_lines', params))).toEqual([-32602, mnemonic, field, value]);
  });
});

describe('fields', () => {
  it('limit the row to the requested ones', async () => {
    const [row] = await listCallGearRows(sandbox, 'get.sip_lines', { fields: ['status', 'id'], limit: 1 });
    expect(row).toEqual({ status: 'active', id: 300_101 });
  });

  it('are all sent by default, also those that the page of UIS lacks', async () => {
    const [line] = await listCallGearRows(sandbox, 'get.sip_lines', { limit: 1 });
    expect(line).toHaveProperty('password');
    expect(line).toHaveProperty('virtual_phone_usage_rule', 'fixed');
    const [number] = await listCallGearRows(sandbox, 'get.virtual_numbers', { limit: 1 });
    expect(number).toMatchObject({ name: 'Линия 1', comment: null, child_customer_id: null });
  });

  it.each(['color', 'password', 'virtual_phone_usage_rule'])('reject %s, which the page of UIS lacks', async name => {
    expect(errorOf(await callRpc(sandbox, 'get.sip_lines', { fields: ['id', name] }))).toEqual([
      -32602,
      'invalid_parameter_value',
      'fields',
      name,
    ]);
  });
});

describe('an empty list of fields', () => {
  it('is rejected', async () => {
    expect(errorOf(await callRpc(sandbox, 'get.sip_lines', { fields: [] }))).toEqual([-32602, 'invalid_parameter_value', 'fields', '[]']);
  });
});

describe('sorting', () => {
  it('orders by several fields, empty cells last when ascending', async () => {
    const rows = await listCallGearRows(sandbox, 'get.sip_lines', { sort: [{ field: 'status', order: 'desc' }, { field: 'employee_id' }] });
    const expected = sandbox.company.moscow.sipLines.toSorted(
      (a, b) => Number(b.status > a.status) - Number(b.status < a.status) || (a.employee_id ?? 1e9) - (b.employee_id ?? 1e9),
    );
    expect(pluck(rows)).toEqual(expected.map(({ id }) => id));
  });

  it.each([
    [[{ field: 'id' }], 'sort_prohibited', 'sort.field', 'id'],
    [[{ field: 'color' }], 'invalid_parameter_value', 'sort.field', 'color'],
    [[{ field: 'status', order: 'up' }], 'invalid_parameter_value', 'sort.order', 'up'],
    [{ field: 'status' }, 'data_type_error', 'sort', '{"field":"status"}'],
    [[{ field: 'status', by: 1 }], 'unexpected_parameters', 'sort.by', undefined],
  ])('rejects %j', async (sort, mnemonic, field, value) => {
    expect(errorOf(await callRpc(sandbox, 'get.sip_lines', { sort }))).toEqual([-32602, mnemonic, field, value]);
  });

  it('of employees accepts name and login', async () => {
    const rows = await listCallGearRows(sandbox, 'get.employees', { sort: [{ field: 'login', order: 'desc' }], limit: 2 });
    expect(pluck(rows)).toEqual([70_024, 70_023]);
    expect(rows[0]).toHaveProperty('login', 'user24');
    expect((await callRpc(sandbox, 'get.employees', { sort: [{ field: 'email' }] })).error?.data.mnemonic).toBe('sort_prohibited');
  });
});

describe('quirks', () => {
  it('send states in Russian, addresses as strings and dates with a T', async () => {
    const rows = await listCallGearRows(sandbox, 'get.sip_lines');
    const states = new Set(rows.map(row => row.physical_state));
    expect(states).toEqual(new Set(['Registered', 'Not registered', 'Зарегистрирован', 'Не зарегистрирован']));
    const text = JSON.stringify(rows.map(row => row.ip_addresses));
    expect(text).toMatch(/\["\d/);
    expect(text).toMatch(/"date_time":"2026-10-\d\dT/);
    expect(text).toMatch(/"date_time":"2026-10-\d\d /);
  });

  it('add a version to the metadata', async () => {
    const { result } = await callRpc(sandbox, 'get.virtual_numbers', { limit: 1 });
    expect(result?.metadata.version).toBeNull();
  });

  it('can be switched off', async () => {
    const plain = await startSandbox({ quirks: false });
    const { result } = await callRpc(plain, 'get.sip_lines');
    expect(result?.metadata).not.toHaveProperty('version');
    const expected = sandbox.company.moscow.sipLines.map(({ password: _password, virtual_phone_usage_rule: _rule, ...row }) => ({
      ...row,
      physical_state: row.physical_state === 'Registered' ? 'Зарегистрирован' : 'Не зарегистрирован',
    }));
    expect(result?.data).toEqual(expected);
    await plain.close();
  });
});

describe('the documentation of a brand', () => {
  it.each([
    ['callgear', 'get.sip_lines', 'password', true],
    ['uis', 'get.sip_lines', 'password', false],
    ['comagic', 'get.virtual_numbers', 'name', true],
    ['novofon', 'get.virtual_numbers', 'name', false],
  ] as const)('decides at %s whether the %s field %s may be requested and filtered by', async (callGearBrand, method, name, accepted) => {
    const other = await startSandbox({ callGearBrand });
    const filter = { field: name, operator: 'like', value: '%' };
    for (const params of [{ fields: ['id', name] }, { filter }]) expect('result' in (await callRpc(other, method, params))).toBe(accepted);
    await other.close();
  });
});
