// The rights of accounts as the providers tell them: what lists require, and what an account lacks.

import { operations } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { getProvider } from './harness.ts';

const read = (provider: string, body: unknown) => getProvider(provider).rights?.read(body);
const listRequirements = (provider: string) => [
  ...new Set(operations.flatMap(({ provider: { name }, requires = [] }) => (name === provider ? requires : []))),
];
const findAll = (provider: string, body: unknown) =>
  listRequirements(provider).flatMap(one => read(provider, body)?.findMissing(one) ?? []);

const permission = (unit_id: string, is_select: boolean) => ({ unit_id, is_select, is_insert: true, is_update: true, is_delete: true });
const rpc = (data: object) => ({ jsonrpc: '2.0', id: 1, result: { data } });

describe('a CallGear account', () => {
  it('lacks the component and the rights that its lists need', () => {
    const body = rpc({ components: ['dialing'], permissions: [permission('va', true), permission('employees', false)] });
    expect(findAll('callgear', body)).toEqual(['component "va"', 'permission "number_management" (view)', 'permission "employees" (view)']);
  });

  it('lacks nothing if its rights do not come', () => {
    expect(findAll('callgear', rpc({}))).toEqual([]);
  });

  it.each([
    ['AED', 'AED'],
    ['rubles', undefined],
    [7, undefined],
  ])('with the currency %j has the currency %j', (report_currency, currency) => {
    expect(read('callgear', rpc({ report_currency }))?.currency).toBe(currency);
  });
});

describe('a Telecom X account', () => {
  it.each([
    ['PERSONAL', ['SIP', 'MVNO', 'PBX'], ['access level VIEWER']],
    ['VIEWER', ['SIP'], ['feature PBX', 'feature MVNO']],
    ['RESELLER', ['SIP', 'MVNO', 'PBX'], []],
    ['VIEWER', undefined, []],
    ['FUTURE', ['SIP', 'MVNO', 'PBX'], []],
  ])('of the level %s with the features %j lacks %j', (accessLevel, customerFeatures, missing) => {
    expect(findAll('telecomx', { success: true, accessLevel, customerFeatures })).toEqual(missing);
  });

  it.each([{ success: false }, [], 'text', undefined])('answers %j, which is malformed', body => {
    expect(() => read('telecomx', body)).toThrow('accessLevel');
  });
});
