// Audit checks of the owner, the open registration and the caller id of a line.
import { getCell, getText } from '@linekeeper/core';
import { type Check, checkEach, hasReason } from './check.ts';

/** Lines in use that no person owns. */
export const noOwner: Check = {
  code: 'no_owner',
  severity: 'warning',
  kinds: ['sip_line', 'sip_phone'],
  requiredFields: { sip_line: ['employee_id|employee_full_name', 'status'], sip_phone: ['employee', 'extension'] },
  advice: 'Assign it to a person, or deactivate it.',
  find: checkEach(item => {
    const { line, row } = item;
    if (line.owner !== undefined || line.owner_id !== undefined) return undefined;
    if (line.kind === 'sip_line') return hasReason(item, 'deactivated') ? undefined : 'an active SIP line without an employee';
    return getCell(row, 'extension') === undefined ? undefined : `assigned to extension ${line.extension ?? '?'}, but to no employee`;
  }),
};

/** Phones that accept a first registration from any address. */
export const openRegistration: Check = {
  code: 'open_registration',
  severity: 'warning',
  kinds: ['sip_phone'],
  requiredFields: { sip_phone: ['ip.mode'] },
  advice: 'Set ip.mode to LOCKED with the address of the site, or to ROAMING with its countries.',
  find: checkEach(({ row }) =>
    getText(row, 'ip.mode')?.toUpperCase() === 'OPEN' ? 'ip.mode is OPEN: any address may register first' : undefined,
  ),
};

/** Lines that can call out but present no number. */
export const noCallerId: Check = {
  code: 'no_caller_id',
  severity: 'info',
  kinds: ['sip_line', 'sip_id'],
  requiredFields: { sip_line: ['type', 'virtual_phone_number', 'status', 'billing_state'], sip_id: ['cli'] },
  advice: 'Choose the number that its outgoing calls present; without one they may be refused or shown as unknown.',
  find: checkEach(({ line, row }) => {
    if (line.status === 'inactive' || line.status === 'blocked') return undefined;
    const callsOut = line.kind === 'sip_id' || getText(row, 'type') === 'in_out';
    const presented = getText(row, line.kind === 'sip_id' ? 'cli' : 'virtual_phone_number');
    return callsOut && presented === undefined ? 'can call out, but presents no number' : undefined;
  }),
};
