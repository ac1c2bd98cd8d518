// The fake CallGear's filters: operators, trees, and invalid filters.
import { type Sandbox, type SipLine, startSandbox, type VirtualNumber } from '@linekeeper/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callRpc, listCallGearRows, pluck } from './harness.ts';
import { highCallGearLimits } from './high-limits.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ callGearLimits: highCallGearLimits });
});
afterAll(() => sandbox.close());

const simple = (field: string, operator: string, value?: unknown): Record<string, unknown> => ({ field, operator, value });

describe('an operator', () => {
  const since = '2025-09-01 00:00:00';
  it.each<[Record<string, unknown>, (line: SipLine) => boolean]>([
    [simple('id', '=', 300_105), line => line.id === 300_105],
    [simple('status', '!=', 'active'), line => line.status !== 'active'],
    [simple('employee_id', '=', null), line => line.employee_id === null],
    [simple('employee_id', '!='), line => line.employee_id !== null],
    [simple('employee_id', '!=', 70_001), line => line.employee_id !== null && line.employee_id !== 70_001],
    [simple('id', '<', 300_103), line => line.id < 300_103],
    [simple('id', '<=', 300_103), line => line.id <= 300_103],
    [simple('id', '>', 300_140), line => line.id > 300_140],
    [simple('id', '>=', 300_140), line => line.id >= 300_140],
    [simple('employee_full_name', 'like', '%Иван%'), line => line.employee_full_name?.includes('Иван') === true],
    [simple('employee_full_name', 'like', '%иванов%'), () => false],
    [simple('employee_full_name', 'like', 'Иванов'), () => false],
    [simple('phone_number', 'like', '%_'), () => false],
    [simple('phone_number', 'regexp', '^01234[[:digit:]]5$'), line => /^01234\d5$/.test(line.phone_number)],
    [simple('billing_state', 'in', ['manual_lock', 'limit_lock']), line => line.billing_state !== 'active'],
    [simple('physical_state', 'in', ['Not registered', 'Не зарегистрирован']), line => line.physical_state === 'Not registered'],
    [simple('virtual_phone_number', '=', ''), line => line.virtual_phone_number === ''],
    [simple('ip_addresses', '=', null), line => line.ip_addresses.length === 0],
    // "and" binds closer than "or".
    [simple('ip_addresses', 'jsquery', '#.ip = "203.0.113.7" or #.ip = "x" and #.ip = "192.0.2.20"'), line => line.id === 300_106],
    [simple('ip_addresses', 'jsquery', '#.ip = "203.0.113.7"'), line => line.id === 300_106],
  ])('%j finds the matching lines', async (filter, isMatch) => {
    const expected = sandbox.company.moscow.sipLines.filter(isMatch).map(({ id }) => id);
    const { result } = await callRpc(sandbox, 'get.sip_lines', { filter });
    expect(pluck(result?.data ?? [])).toEqual(expected);
    expect(result?.metadata.total_items).toBe(expected.length);
  });

  it.each<[Record<string, unknown>, (number: VirtualNumber) => boolean]>([
    [simple('activation_date', '>=', since), number => number.activation_date !== null && number.activation_date >= since],
    [simple('activation_date', '=', null), number => number.activation_date === null],
    [simple('name', 'like', '%Петербург%'), number => number.name?.includes('Петербург') === true],
    [simple('child_customer_id', '=', 4018), number => number.child_customer_id === 4018],
    [
      simple('campaigns', 'jsquery', '#.campaign_id = 901 & (#.site_blocks.#.is_tracking = true)'),
      number => number.campaigns.some(({ campaign_id, site_blocks }) => campaign_id === 901 && site_blocks[0]?.is_tracking),
    ],
    [simple('scenarios', 'jsquery', '#.scenario_id > 602'), number => number.scenarios.some(({ scenario_id }) => scenario_id > 602)],
  ])('%j finds the matching numbers', async (filter, isMatch) => {
    const expected = sandbox.company.moscow.virtualNumbers.filter(isMatch).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(0);
    expect(pluck(await listCallGearRows(sandbox, 'get.virtual_numbers', { filter }))).toEqual(expected);
  });
});

describe('a filter tree', () => {
  it('nests', async () => {
    const locked = { condition: 'or', filters: [simple('billing_state', '=', 'manual_lock'), simple('billing_state', '=', 'limit_lock')] };
    const filter = { condition: 'and', filters: [locked, { condition: 'and', filters: [simple('id', '>', 300_110)] }] };
    expect(pluck(await listCallGearRows(sandbox, 'get.sip_lines', { filter }))).toEqual([300_115, 300_117]);
  });

  it('works for other lists as well', async () => {
    const filter = {
      condition: 'or',
      filters: [simple('email', '=', null), simple('extension', 'jsquery', 'extension_phone_number = "302"')],
    };
    expect(pluck(await listCallGearRows(sandbox, 'get.employees', { filter }))).toEqual([70_002, 70_006, 70_012, 70_018, 70_024]);
  });
});

describe('an invalid filter', () => {
  it.each([
    [simple('channels_count', '=', 2), 'filter_prohibited', 'filter.field', 'channels_count'],
    [simple('password', 'like', '%'), 'invalid_parameter_value', 'filter.field', 'password'],
    [simple('color', '=', 'red'), 'invalid_parameter_value', 'filter.field', 'color'],
    [simple('id', '~', 1), 'invalid_parameter_value', 'filter.operator', '~'],
    [simple('id', 'toString', 1), 'invalid_parameter_value', 'filter.operator', 'toString'],
    [simple('id', 'like', '%1%'), 'invalid_parameter_value', 'filter.operator', 'like'],
    [simple('status', '<', 'b'), 'invalid_parameter_value', 'filter.operator', '<'],
    [simple('status', 'like', 'a%'), 'invalid_parameter_value', 'filter.operator', 'like'],
    [simple('ip_addresses', '=', 'x'), 'invalid_parameter_value', 'filter.operator', '='],
    [simple('id', '=', '300105'), 'data_type_error', 'filter.value', '300105'],
    [simple('phone_number', '=', 1), 'data_type_error', 'filter.value', '1'],
    [simple('id', 'in', 1), 'data_type_error', 'filter.value', '1'],
    [simple('id', 'in', []), 'invalid_parameter_value', 'filter.value', '[]'],
    [simple('phone_number', 'regexp', '('), 'invalid_parameter_value', 'filter.value', '('],
    [simple('ip_addresses', 'jsquery', '#.ip ='), 'invalid_parameter_value', 'filter.value', '#.ip ='],
    [{ operator: '=', value: 1 }, 'required_parameter_missed', 'filter.field', undefined],
    [{ field: 'id', value: 1 }, 'required_parameter_missed', 'filter.operator', undefined],
    [{ ...simple('id', '=', 1), not: true }, 'unexpected_parameters', 'filter.not', undefined],
    [{ condition: 'xor', filters: [simple('id', '=', 1)] }, 'invalid_parameter_value', 'filter.condition', 'xor'],
    [{ condition: 'and', filters: [] }, 'invalid_parameter_value', 'filter.filters', '[]'],
    [{ condition: 'and', filters: [simple('id', '=', 1)], field: 'id' }, 'invalid_parameters_combination', 'filter', undefined],
    [[simple('id', '=', 1)], 'data_type_error', 'filter', undefined],
  ])('%j is rejected', async (filter, mnemonic, field, value) => {
    const { error } = await callRpc(sandbox, 'get.sip_lines', { filter });
    expect([error?.code, error?.data.mnemonic, error?.data.field]).toEqual([-32602, mnemonic, field]);
    if (value !== undefined) expect(error?.data.value).toBe(value);
  });

  it('has a date in another format', async () => {
    const { error } = await callRpc(sandbox, 'get.virtual_numbers', { filter: simple('activation_date', '>', '2025-01-01T00:00:00') });
    expect([error?.data.mnemonic, error?.data.field]).toEqual(['invalid_parameter_value', 'filter.value']);
  });

  it('has Russian values, at a host that rejects them', async () => {
    const strict = await startSandbox({ rejectRussianValues: true });
    const filter = simple('physical_state', 'in', ['Registered', 'Зарегистрирован']);
    const { error } = await callRpc(strict, 'get.sip_lines', { filter: { condition: 'and', filters: [filter] } });
    expect([error?.code, error?.data]).toMatchObject([
      -32602,
      { mnemonic: 'invalid_parameter_value', field: 'filter', value: 'Зарегистрирован' },
    ]);
    expect((await callRpc(strict, 'get.sip_lines', { filter: simple('physical_state', '=', 'Registered') })).result).toBeDefined();
    await strict.close();
  });
});
