// Rows that a provider sent although a filter excludes them are left out; rows that it rightly found never are.
import { type Input, isRecord } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { createRowMatcher } from '../../packages/core/src/listing/row-matcher.ts';
import fc from '../random.ts';
import { isListed } from './callgear-filter.ts';
import { getOperation } from './harness.ts';
import { orNull } from './query-arbitraries.ts';
import { documentedOperators, type FieldType, filterableFields } from './sample-pages.ts';

const settings = { brand: 'uis' };

function matches(name: string, input: Input, row: unknown): boolean {
  const operation = getOperation(name);
  const shape = input.full === true ? (operation.fullRow ?? operation.row) : operation.row;
  return createRowMatcher(operation, shape, input, settings)?.matches(row) ?? true;
}

describe('a row that the provider should not have sent', () => {
  it.each([
    ['callgear_list_virtual_numbers', { virtual_phone_number: '8 (495) 100-00-03' }, { virtual_phone_number: '74951000004' }],
    ['callgear_list_virtual_numbers', { name: 'ночь' }, { name: 'День' }],
    ['callgear_list_virtual_numbers', { comment: 'a' }, { comment: null }],
    ['callgear_list_virtual_numbers', { activation_date_from: '2024-02-10' }, { activation_date: '2024-01-31 10:00:00' }],
    ['callgear_list_virtual_numbers', { activation_date_to: '2024-02-10' }, { activation_date: '2024-03-01 00:00:00' }],
    ['callgear_list_sip_lines', { employee_full_name: 'Иван' }, { employee_full_name: 'Пётр' }],
    ['callgear_list_sip_lines', { virtual_phone_number: '+7 495 000-00-01' }, { virtual_phone_number: '74950000002' }],
    ['callgear_list_sip_lines', { filter: { field: 'id', operator: '>', value: 9 } }, { id: 9 }],
    ['callgear_list_sip_lines', { filter: { field: 'id', operator: '<=', value: 9 } }, { id: '10' }],
    ['callgear_list_sip_lines', { filter: { field: 'status', operator: '!=', value: 'active' } }, { status: 'active' }],
    ['callgear_list_sip_lines', { filter: { field: 'id', operator: '!=', value: 9 } }, { id: '9' }],
    ['callgear_list_sip_lines', { filter: { field: 'phone_number', operator: 'regexp', value: '^01' } }, { phone_number: '101' }],
    [
      'callgear_list_sip_lines',
      { filter: { field: 'virtual_phone_number', operator: 'like', value: '%100-00-03' } },
      { virtual_phone_number: '' },
    ],
    ['exolve_list_sip_ids', { clis_filter: '8 (999) 111-22-33' }, { cli: '79991112234' }],
    ['exolve_list_sip_ids', { username_filter: '883140123' }, { user_name: '883140987' }],
    ['exolve_list_sip_ids', { search_filter_by_name: 'office' }, { sip_name: 'Склад' }],
    ['exolve_list_sip_ids', { date_from: '2024-02-10' }, { create_date: '2024-01-10T11:28:38.316920Z' }],
    ['exolve_list_numbers', { search_filter: '+7 913' }, { number_name: '79991112233' }],
    ['exolve_list_numbers', { type_name: 'DEF' }, { type_name: 'ABC' }],
    ['exolve_list_numbers', { date_to: '2024-02-10' }, { create_date: '2024-03-10T11:28:38Z' }],
    ['telecomx_list_sip_accounts', { up: true }, { status: 'OFF' }],
    ['telecomx_list_sip_accounts', { up: false }, { status: 'on' }],
    ['telecomx_list_sip_accounts', { full: true, customer: 'AA' }, { customer: 'BB' }],
  ])('of %s for %j is left out: %j', (name, input, row) => {
    expect(matches(name, input, row)).toBe(false);
  });
});

describe('a row that the provider may have meant', () => {
  it.each([
    ['callgear_list_virtual_numbers', { virtual_phone_number: '8 (495) 100-00-03' }, { virtual_phone_number: '+7 495 1000003' }],
    ['callgear_list_virtual_numbers', { name: 'НОЧЬ' }, { name: 'ночь' }],
    ['callgear_list_virtual_numbers', { activation_date_from: '2024-02-10' }, { activation_date: '2024-02-09 22:00:00' }],
    [
      'callgear_list_virtual_numbers',
      { filter: { field: 'activation_date', operator: '!=', value: '2024-02-10' } },
      { activation_date: 'x' },
    ],
    [
      'callgear_list_sip_lines',
      { filter: { field: 'physical_state', operator: '=', value: 'Registered' } },
      { physical_state: 'Зарегистрирован' },
    ],
    ['callgear_list_sip_lines', { filter: { field: 'phone_number', operator: 'regexp', value: '^(0|1)' } }, { phone_number: '2' }],
    ['callgear_list_sip_lines', { filter: { field: 'virtual_phone_number', operator: '!=', value: null } }, { virtual_phone_number: '' }],
    ['callgear_list_number_charges', { user_charge: 100 }, { user_charge: '100.00' }],
    ['exolve_list_sip_ids', { clis_filter: '79991112233,79991112234' }, { cli: '79991112234' }],
    ['exolve_list_sip_ids', { search_filter_by_name: 'OFFICE north' }, { sip_name: 'North office' }],
    ['exolve_list_sip_ids', { clis_filter: '7999' }, { sip_name: 'without a number' }],
    ['telecomx_list_sip_accounts', { up: true }, { status: null, pbx: 1 }],
    ['telecomx_list_sip_accounts', { up: true, customer: 'AA' }, { status: 'ON', customer: 'BB' }],
  ])('of %s for %j is kept: %j', (name, input, row) => {
    expect(matches(name, input, row)).toBe(true);
  });

  const number = fc.constantFrom('74951000003', '74951000004', '84951000003', '8 (495) 100-00-03', '495 100 00 03', '101');
  const pools: Record<FieldType, fc.Arbitrary<unknown>> = {
    number: fc.integer({ min: 0, max: 3 }),
    string: fc.oneof(number, fc.constantFrom('Анна', 'анна', 'Ann', '')),
    enum: fc.constantFrom('active', 'inactive', 'Registered', 'Зарегистрирован'),
    date: fc.constantFrom('2024-02-09 10:00:00', '2024-02-10 00:00:00', '2024-02-12 23:59:59'),
    list: fc.constant('*'),
  };
  const patterns = fc.tuple(fc.constantFrom('', '%'), fc.constantFrom('8 (495)', '7495', '100-00-03', 'нн'), fc.constantFrom('', '%'));
  const anyValue = (type: FieldType, operator: string): fc.Arbitrary<unknown> => {
    if (operator === 'in') return fc.array(pools[type], { minLength: 1, maxLength: 3 });
    return operator === 'like' ? patterns.map(parts => parts.join('')) : pools[type];
  };

  it.each(Object.keys(filterableFields))('of %s is kept whatever the filter', name => {
    const operation = getOperation(name);
    const fields = Object.entries(filterableFields[name] ?? {}).filter(([, { type }]) => type !== 'list');
    const row = fc.record(Object.fromEntries(fields.map(([field, { type }]) => [field, orNull(pools[type])])));
    const condition = fc
      .constantFrom(...fields)
      .chain(([field, { type }]) =>
        fc
          .constantFrom(...documentedOperators[type].filter(operator => operator !== 'regexp'))
          .chain(operator => anyValue(type, operator).map(value => ({ field, operator, value }))),
      );
    const filter = fc.oneof(
      condition,
      fc.record({ filters: fc.array(condition, { minLength: 1, maxLength: 3 }), condition: fc.constantFrom('and', 'or') }),
    );
    fc.assert(
      fc.property(row, filter, (raw, given) => {
        const params = operation.request({ filter: given }, { offset: 0, limit: 1 }, settings).body?.params;
        const sent = isRecord(params) ? params.filter : undefined;
        if (isListed(raw, sent)) expect(matches(name, { filter: given }, raw)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
