// Checks of fields that an access level may not see: skipped and named, never passed, and never found where nothing was seen.
import { describe, expect, it } from 'vitest';
import { accountAt, type Lists } from './fake-lists.ts';
import { ask, uncounted } from './harness.ts';
import { line, number, phone, trunk } from './healthy-rows.ts';

const audit = async (input: object, at: readonly object[]) => await ask('audit_lines', { limit: 500, ...input }, at, uncounted);

const without = (row: object, names: string) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.split(' ').includes(name)));

describe('a check whose field is not visible', () => {
  it('is made where all is visible and well', async () => {
    const own = [
      await accountAt('telecomx', 'north', { 'GET /sip': [trunk], 'GET /pbx/sipphone': [phone] }),
      await accountAt('callgear', 'east', { 'get.sip_lines': [line], 'get.virtual_numbers': [number] }),
    ];
    expect(await audit({}, own)).toMatchObject({ findings: [], skipped: [] });
  });

  it.each([
    ['usage_block', 'telecomx', { 'GET /sip': [without(trunk, 'usageBlock')] }],
    ['idle', 'telecomx', { 'GET /sip': [without(trunk, 'voiceUsage')] }],
    ['always_failover', 'telecomx', { 'GET /sip': [without(trunk, 'alwaysFailover')] }],
    ['number_on_inactive_trunk', 'telecomx', { 'GET /sip': [without(trunk, 'active')] }],
    ['not_registered', 'telecomx', { 'GET /sip': [without(trunk, 'status')] }],
    ['no_emergency_address', 'telecomx', { 'GET /sip': [trunk], 'GET /sip full': [without(trunk, 'address')] }],
    ['not_registered', 'telecomx', { 'GET /pbx/sipphone': [without(phone, 'online')] }],
    ['no_owner', 'telecomx', { 'GET /pbx/sipphone': [without(phone, 'employee')] }],
    ['open_registration', 'telecomx', { 'GET /pbx/sipphone': [without(phone, 'ip')] }],
    ['not_registered', 'callgear', { 'get.sip_lines': [without(line, 'physical_state')] }],
    ['blocked_by_limit', 'callgear', { 'get.sip_lines': [without(line, 'billing_state')] }],
    ['blocked_manually', 'callgear', { 'get.sip_lines': [without(line, 'billing_state')] }],
    ['many_registrations', 'callgear', { 'get.sip_lines': [without(line, 'ip_addresses')] }],
    ['no_owner', 'callgear', { 'get.sip_lines': [without(line, 'employee_id employee_full_name')] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [without(line, 'type')] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [without(number, 'scenarios campaigns')] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [without({ ...number, campaigns: [] }, 'scenarios')] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [without(number, 'status')] }],
    [
      'unrouted_number',
      'callgear',
      {
        'get.virtual_numbers': [{ ...number, scenarios: [], campaigns: [] }],
        'get.sip_lines': [without(line, 'virtual_phone_number')],
      },
    ],
    [
      'not_registered',
      'callgear',
      { 'get.sip_lines': [without({ ...line, physical_state: 'Not registered' }, 'employee_id employee_full_name')] },
    ],
    ['not_registered', 'telecomx', { 'GET /pbx/sipphone': [without({ ...phone, online: false }, 'extension')] }],
    ['not_registered', 'callgear', { 'get.sip_lines': [without({ ...line, physical_state: 'Not registered' }, 'status')] }],
    ['not_registered', 'callgear', { 'get.sip_lines': [without({ ...line, physical_state: 'Not registered' }, 'billing_state')] }],
    ['not_registered', 'telecomx', { 'GET /sip': [without({ ...trunk, status: 'OFF' }, 'active')] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [without({ ...line, virtual_phone_number: null }, 'billing_state')] }],
    ['no_owner', 'telecomx', { 'GET /pbx/sipphone': [without(phone, 'extension')] }],
    ['no_owner', 'callgear', { 'get.sip_lines': [without({ ...line, employee_id: null }, 'employee_full_name status')] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [without(line, 'virtual_phone_number')] }],
    ['number_on_inactive_trunk', 'telecomx', { 'GET /sip': [without({ ...trunk, active: false }, 'numbers')] }],
    ['duplicate_number', 'callgear', { 'get.virtual_numbers': [without(number, 'virtual_phone_number')] }],
  ] satisfies [string, 'telecomx' | 'callgear', Lists][])('%s is skipped at %s, and finds nothing', async (check, provider, lists) => {
    const own = await accountAt(provider, 'north', lists);
    expect(await audit({ check: [check] }, [own])).toMatchObject({ findings: [], skipped: [{ account: 'north', check }] });
  });

  it.each([
    ['no_owner', 'telecomx', { 'GET /pbx/sipphone': [{ ...phone, employee: null }] }],
    ['no_emergency_address', 'telecomx', { 'GET /sip': [trunk], 'GET /sip full': [{ ...trunk, address: null }] }],
    ['no_owner', 'callgear', { 'get.sip_lines': [{ ...line, employee_id: null, employee_full_name: null }] }],
    ['no_caller_id', 'callgear', { 'get.sip_lines': [{ ...line, virtual_phone_number: null }] }],
    ['unrouted_number', 'callgear', { 'get.virtual_numbers': [{ ...number, scenarios: [], campaigns: [] }] }],
  ] satisfies [string, 'telecomx' | 'callgear', Lists][])(
    '%s is found at %s where the field is visible, and empty',
    async (check, provider, lists) => {
      const own = await accountAt(provider, 'north', lists);
      expect(await audit({ check: [check] }, [own])).toMatchObject({ findings: [{ code: check }], skipped: [] });
    },
  );
});
