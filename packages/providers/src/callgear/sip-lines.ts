// `get.sip_lines`: the SIP lines of a CallGear account.
import { defineOperation, fromDigits, type Input, type Reason, type Row, type Status, textAt, textsAt } from '@linekeeper/core';
import type { Columns } from './field-definitions.ts';
import { digitsFilter, either } from './filter.ts';
import { page, rpc } from './json-rpc.ts';
import { parametersOf, paramsOf, withOneSpelling } from './parameters.ts';
import { callgear } from './provider.ts';

const columns: Columns = {
  id: { type: 'number', filter: true, brief: 'Id', about: 'SIP line id' },
  phone_number: { type: 'string', filter: true, brief: 'Short number', about: "The line's own short number, not E.164" },
  type: { type: 'enum', values: ['in', 'in_out'], filter: true, sort: true, brief: 'Direction', about: 'Calls in only, or in and out' },
  channels_count: { type: 'number', about: 'Calls at the same time' },
  dial_time: { type: 'number', about: "Seconds (1–100) that the line rings in an employee's profile" },
  billing_state: {
    type: 'enum',
    values: ['active', 'manual_lock', 'limit_lock'],
    filter: true,
    sort: true,
    brief: 'Billing lock',
    about: 'Active in billing, or locked by hand or by a limit',
  },
  physical_state: {
    type: 'enum',
    values: ['Registered', 'Not registered'],
    // Accounts in Russian answer, and filter, in Russian.
    spellings: { Registered: 'Зарегистрирован', 'Not registered': 'Не зарегистрирован' },
    filter: true,
    sort: true,
    brief: 'Registration',
    about: 'Whether a phone is registered now',
  },
  virtual_phone_number: {
    type: 'string',
    digits: true,
    filter: true,
    sort: true,
    brief: 'Presented, digits',
    about: 'Number presented on outgoing calls, digits without +',
  },
  status: {
    type: 'enum',
    values: ['active', 'inactive'],
    filter: true,
    sort: true,
    brief: 'In the profile',
    about: "State in the employee's profile",
  },
  employee_id: {
    type: 'number',
    none: true,
    filter: true,
    sort: true,
    brief: 'Employee id, or none',
    about: 'Employee id; "none" asks for lines without one',
  },
  employee_full_name: {
    type: 'string',
    partly: true,
    filter: true,
    brief: 'Part, cased',
    about: 'Employee name; a part of it finds it, case-sensitively',
  },
  ip_addresses: {
    type: 'list',
    list: true,
    filter: true,
    about: 'Where it is registered from',
    // Some accounts send plain addresses instead of objects.
    fields: { date_time: { about: "Time of registration, in the account's time zone" }, ip: { about: 'IP address' } },
  },
  virtual_phone_usage_rule: { type: 'string', unlisted: true, about: 'How the presented number is chosen' },
  password: { type: 'string', unlisted: true, secret: true, about: 'SIP password' },
};

const registration: ReadonlyMap<string, boolean> = new Map([
  ['Registered', true],
  ['Зарегистрирован', true],
  ['Not registered', false],
  ['Не зарегистрирован', false],
]);

/** Both spellings; where the provider refuses one of them, all lines are read, for half of them are written so. */
function registeredIs(state: boolean): Input {
  const value = [...registration].flatMap(([spelling, means]) => (means === state ? [spelling] : []));
  return { filter: { field: 'physical_state', operator: 'in', value } };
}

const byStatus: Readonly<Partial<Record<Status, Input>>> = {
  up: registeredIs(true),
  down: registeredIs(false),
  blocked: { filter: { field: 'billing_state', operator: 'in', value: ['manual_lock', 'limit_lock'] } },
  inactive: { status: 'inactive' },
};

const byReason: Readonly<Partial<Record<Reason, Input>>> = {
  not_registered: registeredIs(false),
  blocked_manually: { billing_state: 'manual_lock' },
  blocked_by_limit: { billing_state: 'limit_lock' },
  deactivated: { status: 'inactive' },
  unassigned: { employee_id: 'none' },
};

/** Objects with an address, or plain addresses, while it is registered. */
function addressesOf(row: Row): string[] {
  return [...textsAt(row, 'ip_addresses.ip'), ...textsAt(row, 'ip_addresses')];
}

export const sipLines = defineOperation({
  provider: callgear,
  name: 'callgear_list_sip_lines',
  title: 'List CallGear SIP lines',
  description:
    'SIP lines, what phones register with: registration, lock, owner, presented number. Public numbers: callgear_list_virtual_numbers.',
  reference: 'CallGear Data API, get.sip_lines',
  kind: 'sip_line',
  reports: ['registration', 'billing', 'owner', 'caller_id', 'addresses'],
  input: () => parametersOf(columns),
  row: { id: 'id', fields: columns },
  columns: ['id', 'phone_number', 'employee_full_name', 'physical_state', 'status', 'billing_state', 'virtual_phone_number', 'type'],
  pageSize: 1_000,
  lastOffset: 100_000,
  request: (input, position) => rpc('get.sip_lines', paramsOf(columns, input, position)),
  page,
  line: row => ({
    id: textAt(row, 'id'),
    extension: textAt(row, 'phone_number'),
    owner: textAt(row, 'employee_full_name'),
    owner_id: textAt(row, 'employee_id'),
    caller_id: fromDigits(textAt(row, 'virtual_phone_number')),
    ip: addressesOf(row)[0],
    signals: {
      registered: registration.get(String(row.physical_state)),
      blockedManually: row.billing_state === 'manual_lock',
      blockedByLimit: row.billing_state === 'limit_lock',
      deactivated: row.status === 'inactive',
      unassigned: row.employee_id === undefined,
    },
  }),
  forLines: ({ status, reason, ownerId }) => ({
    ...(status !== undefined && byStatus[status]),
    ...(reason !== undefined && byReason[reason]),
    ...(ownerId !== undefined && /^\d{1,15}$/.test(ownerId) && { employee_id: Number(ownerId) }),
  }),
  forNumber: ({ digits, whole }) => {
    const where = whole ? 'whole' : 'end';
    return { filter: either(digitsFilter('virtual_phone_number', digits, where), digitsFilter('phone_number', digits, where)) };
  },
  otherwise: (input, { details }) => (/filter|physical_state|^$/.test(details.field ?? '') ? withOneSpelling(columns, input) : undefined),
});
