// The provider registry: every provider and operation, and what surfaces rely on in each.
import { createListTool } from '@linekeeper/core';
import { operations, providers } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { getFieldNames, getLeafFieldNames } from '../../packages/core/src/model/fields.ts';

/** The default columns of the contract. */
const columns: Record<string, string> = {
  callgear_list_sip_lines: 'id, phone_number, employee_full_name, physical_state, status, billing_state, virtual_phone_number, type',
  callgear_list_virtual_numbers: 'id, virtual_phone_number, status, type, category, redirection_phone_number, activation_date',
  callgear_list_employees: 'id, full_name, email, extension.extension_phone_number, phone_numbers',
  callgear_list_customer_users: 'id, name, login, customer_id',
  telecomx_list_sip_accounts: '_id, name, numbers, active, status, connection, usageBlock, failover, pbx, ratePlanName',
  telecomx_list_sip_phones:
    '_id, macAddress, sipPhoneModel.brand, sipPhoneModel.model, extension.number, extension.direct, employee.name, ip.mode, ip.countries, online',
  exolve_list_sip_ids: 'sip_resource_id, sip_name, user_name, cli, subscription_fee, create_date',
  exolve_list_numbers: 'number_name, type_name, region_name, application_name, subscription_fee, create_date',
};

describe('the provider registry', () => {
  it('has the operations of the contract', () => {
    expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(columns)));
  });

  it('has unique names', () => {
    const names = [...operations.map(({ name }) => name), ...providers.map(({ name }) => name)];
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(operations.map(({ title }) => title)).size).toBe(operations.length);
    expect(new Set(operations.map(operation => createListTool(operation).command.join(' '))).size).toBe(operations.length);
  });

  it('has each kind of line once at a provider', () => {
    const kinds = operations.flatMap(({ provider, kind }) => (kind === undefined ? [] : [`${provider.name} ${kind}`]));
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('has the providers of its operations', () => {
    expect(new Set(operations.map(({ provider }) => provider))).toEqual(new Set(providers));
  });
});

describe.each(operations)('$name', operation => {
  const { name, provider, description, reference, row, fullRow, input } = operation;

  it("carries its provider's name, and is short", () => {
    expect(name).toMatch(new RegExp(`^${provider.name}_list_[a-z_]+$`));
    expect(name.length).toBeLessThan(40);
  });

  it('says what it is, where it is documented, and which operation to use instead', () => {
    const neighbors = operations.filter(other => other.provider === provider && other !== operation);
    expect(neighbors.length === 0 || neighbors.some(other => description.includes(other.name))).toBe(true);
    expect(description).not.toContain(name);
    expect(reference).toMatch(/API, /);
  });

  it('shows the default columns of the contract if it is part of it, and they are fields of its row', () => {
    if (name in columns) expect(operation.columns.join(', ')).toBe(columns[name]);
    expect(getFieldNames(row.fields)).toEqual(expect.arrayContaining([...operation.columns]));
  });

  it('identifies its rows by a declared field of either shape', () => {
    for (const shape of [row, fullRow ?? row]) expect(getLeafFieldNames(shape.fields)).toContain(shape.id);
    expect(operation.columns).toContain(row.id);
  });

  it('describes each field and each parameter', () => {
    for (const shape of [row, fullRow ?? row]) for (const field of Object.values(shape.fields)) expect(field.description).not.toBe('');
    const { properties = {} } = createListTool(operation).inputSchema;
    for (const property of Object.values(properties)) expect(property.description).toMatch(/\S/);
  });

  it('has neither credentials nor common parameters of its own', () => {
    const common = ['account', 'fields', 'response_format', 'limit', 'offset', 'cursor'];
    const parameters = Object.keys(input().shape);
    // A customer user's login name is a field of that list's rows.
    const credentials = provider.credentials.flat().filter(key => !(key in operation.row.fields));
    expect(parameters.filter(key => [...common, ...credentials].includes(key))).toEqual([]);
  });

  it('has a full shape exactly if it has the parameter', () => {
    expect(fullRow !== undefined).toBe('full' in input().shape);
  });
});
