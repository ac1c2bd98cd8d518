// Audit checks whose fields the access level hides: they are reported as skipped, and give no findings.
import { describe, expect, it } from 'vitest';
import { type ProviderLists, startFakeAccount } from './fake-lists.ts';
import { askQuestion, unlimited } from './harness.ts';
import { line, number, phone, trunk } from './healthy-rows.ts';

const audit = async (input: object, at: readonly object[]) => await askQuestion('audit_lines', { limit: 500, ...input }, at, unlimited);

const omitFields = (row: object, names: string) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.split(' ').includes(name)));

describe('a check whose field is not visible', () => {
  it('is run if all fields are visible', async () => {
    const fakeAccounts = [
      await startFakeAccount('telecomx', 'north', { 'GET /sip': [trunk], 'GET /pbx/sipphone': [phone] }),
      await startFakeAccount('callgear', 'east', { 'get.sip_lines': [line], 'get.virtual_numbers': [number] }),
    ];
    expect(await audit({}, fakeAccounts)).toMatchObject({ findings: [], skipped: [] });
  });

  it.each([
    ['usage_block', 'telecomx', { 'GET /sip': [omitFields(trunk, 'usageBlock')] }],
    ['idle', 'telecomx', { 'GET /sip': [omitFields(trunk, 'voiceUsage')] }],
    ['always_failover', 'telecomx', { 'GET /sip': [omitFields(trunk, 'alwaysFailover')] }],
    ['number_on_inactive_trunk', 'telecomx', { 'GET /sip': [omitFields(trunk, 'active')] }],
    ['not_registered', 'telecomx', { 'GET /sip': [omitFields(trunk, 'status')] }],
    ['no_emergency_address', 'telecomx', { 'GET /sip': [trunk], 'GET /sip full': [omitFields(trunk, 'address')] }],
    ['not_registered', 'telecomx', { 'GET /pbx/sipphone': [omitFields(phone, 'online')] }],
    ['no_owner', 'telecomx', { 'GET /pbx/sipphone': [omitFields(phone, 'employee')] }],
    ['open_registration', 'telecomx', { 'GET /pbx/sipphone': [omitFields(phone, 'ip')] }],
    ['not_registered', 'callgear', { 'get.sip_lines': [omitFields(line, 'physical_state')] }],
    ['blocked_by_limit', 'callgear', { 'get.sip_lines': [omitFields(line, 'billing_state')] }],
    ['blocked_manually', 'callgear', { 'get.sip_lines': [omitFields(line, 'billing_state')] }],
    ['many_registrations', 'callgear', { 'get.sip_lines': [omitFields(line, 'ip_addresses')] }],
    ['no_owner', 'callgear', { 'get.sip_lines': [omitFields(line, 'employee_id employee_full_name')] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [omitFields(line, 'type')] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [omitFields(number, 'scenarios campaigns')] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [omitFields({ ...number, campaigns: [] }, 'scenarios')] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [omitFields(number, 'status')] }],
    [
      'unrouted_number',
      'callgear',
      {
        'get.virtual_numbers': [{ ...number, scenarios: [], campaigns: [] }],
        'get.sip_lines': [omitFields(line, 'virtual_phone_number')],
      },
    ],
    [
      'not_registered',
      'callgear',
      { 'get.sip_lines': [omitFields({ ...line, physical_state: 'Not registered' }, 'employee_id employee_full_name')] },
    ],
    ['not_registered', 'telecomx', { 'GET /pbx/sipphone': [omitFields({ ...phone, online: false }, 'extension')] }],
    ['not_registered', 'callgear', { 'get.sip_lines': [omitFields({ ...line, physical_state: 'Not registered' }, 'status')] }],
    ['not_registered', 'callgear', { 'get.sip_lines': [omitFields({ ...line, physical_state: 'Not registered' }, 'billing_state')] }],
    ['not_registered', 'telecomx', { 'GET /sip': [omitFields({ ...trunk, status: 'OFF' }, 'active')] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [omitFields({ ...line, virtual_phone_number: null }, 'billing_state')] }],
    ['no_owner', 'telecomx', { 'GET /pbx/sipphone': [omitFields(phone, 'extension')] }],
    ['no_owner', 'callgear', { 'get.sip_lines': [omitFields({ ...line, employee_id: null }, 'employee_full_name status')] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [omitFields(line, 'virtual_phone_number')] }],
    ['number_on_inactive_trunk', 'telecomx', { 'GET /sip': [omitFields({ ...trunk, active: false }, 'numbers')] }],
    ['duplicate_number', 'callgear', { 'get.virtual_numbers': [omitFields(number, 'virtual_phone_number')] }],
  ] satisfies [string, 'telecomx' | 'callgear', ProviderLists][])(
    '%s is skipped at %s, and finds nothing',
    async (check, provider, lists) => {
      const fakeAccount = await startFakeAccount(provider, 'north', lists);
      expect(await audit({ check: [check] }, [fakeAccount])).toMatchObject({ findings: [], skipped: [{ account: 'north', check }] });
    },
  );

  it.each([
    ['no_owner', 'telecomx', { 'GET /pbx/sipphone': [{ ...phone, employee: null }] }],
    ['no_emergency_address', 'telecomx', { 'GET /sip': [trunk], 'GET /sip full': [{ ...trunk, address: null }] }],
    ['no_owner', 'callgear', { 'get.sip_lines': [{ ...line, employee_id: null, employee_full_name: null }] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [{ ...line, virtual_phone_number: null }] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [{ ...number, scenarios: [], campaigns: [] }] }],
  ] satisfies [string, 'telecomx' | 'callgear', ProviderLists][])(
    '%s is found at %s if the field is visible but empty',
    async (check, provider, lists) => {
      const fakeAccount = await startFakeAccount(provider, 'north', lists);
      expect(await audit({ check: [check] }, [fakeAccount])).toMatchObject({ findings: [{ code: check }], skipped: [] });
    },
  );
});
