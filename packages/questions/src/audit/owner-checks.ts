// Checks of who and what a line belongs to, and from where it may be used.
import { cellAt, textAt } from '@linekeeper/core';
import { type Check, each, has } from './check.ts';

export const noOwner: Check = {
  code: 'no_owner',
  severity: 'warning',
  kinds: ['sip_line', 'sip_phone'],
  restsOn: { sip_line: ['employee_id|employee_full_name', 'status'], sip_phone: ['employee', 'extension'] },
  advice: 'Give it to a person, or take it out of service.',
  find: each(item => {
    const { line, row } = item;
    if (line.owner !== undefined || line.owner_id !== undefined) return undefined;
    if (line.kind === 'sip_line') return has(item, 'deactivated') ? undefined : 'an active SIP line without an employee';
    return cellAt(row, 'extension') === undefined ? undefined : `assigned to extension ${line.extension ?? '?'}, but to nobody`;
  }),
};

export const openToFirstComer: Check = {
  code: 'open_registration',
  severity: 'warning',
  kinds: ['sip_phone'],
  restsOn: { sip_phone: ['ip.mode'] },
  advice: 'Set ip.mode to LOCKED with the address of the site, or to ROAMING with its countries.',
  find: each(({ row }) =>
    textAt(row, 'ip.mode')?.toUpperCase() === 'OPEN' ? 'ip.mode is OPEN: the first address that connects becomes its own' : undefined,
  ),
};

export const noCallerId: Check = {
  code: 'no_caller_id',
  severity: 'info',
  kinds: ['sip_line', 'sip_id'],
  restsOn: { sip_line: ['type', 'virtual_phone_number', 'status', 'billing_state'], sip_id: ['cli'] },
  advice: 'Choose the number that its outgoing calls present; without one they may be refused or shown as unknown.',
  find: each(({ line, row }) => {
    if (line.status === 'inactive' || line.status === 'blocked') return undefined;
    const callsOut = line.kind === 'sip_id' || textAt(row, 'type') === 'in_out';
    const presented = textAt(row, line.kind === 'sip_id' ? 'cli' : 'virtual_phone_number');
    return callsOut && presented === undefined ? 'can call out, but presents no number' : undefined;
  }),
};
