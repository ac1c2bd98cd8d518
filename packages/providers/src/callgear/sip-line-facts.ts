// The facts that a row of `get.sip_lines` states about a SIP line.
import { type FactReaders, getText, getTexts, type Row } from '@linekeeper/core';

/** Whether a SIP line is registered, by either spelling of `physical_state`. */
export const registeredByState: ReadonlyMap<string, boolean> = new Map([
  ['Зарегистрирован', true],
  ['Registered', true],
  ['Не зарегистрирован', false],
  ['Not registered', false],
]);

/** The addresses of the registration; some accounts send strings instead of objects. */
export function readAddresses(row: Row): string[] {
  return [...getTexts(row, 'ip_addresses.ip'), ...getTexts(row, 'ip_addresses')];
}

/** The facts of a SIP line. */
export const sipLineFacts = {
  registered: { fields: ['physical_state'], read: row => registeredByState.get(String(row.physical_state)) },
  unassigned: { fields: ['employee_id'], read: row => row.employee_id === undefined },
  deactivated: { fields: ['status'], read: row => row.status === 'inactive' },
  blockedManually: { fields: ['billing_state'], read: row => row.billing_state === 'manual_lock' },
  blockedByLimit: { fields: ['billing_state'], read: row => row.billing_state === 'limit_lock' },
  extension: { fields: ['phone_number'], read: row => getText(row, 'phone_number') },
  owner: {
    fields: ['employee_id|employee_full_name'],
    read: row => getText(row, 'employee_full_name') ?? getText(row, 'employee_id'),
  },
  inUse: { fields: ['status'], read: row => row.status !== 'inactive' },
  canCallOut: { fields: ['type'], read: row => row.type === 'in_out' },
  callerId: { fields: ['virtual_phone_number'], read: row => getText(row, 'virtual_phone_number') },
  registeredAddresses: { fields: ['ip_addresses'], read: readAddresses },
} satisfies FactReaders;
