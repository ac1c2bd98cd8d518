// `get.sip_lines`: the SIP lines of a CallGear account.
import { defineOperation, getText, type Input, type LineStatus, type StatusReason, toE164 } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { anyOf, createDigitsFilter } from './filter.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { nextSpelling } from './localized-values.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';
import { requirements } from './rights.ts';
import { readAddresses, registeredByState, sipLineFacts } from './sip-line-facts.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, shortDescription: 'Id', description: 'SIP line id' },
  phone_number: {
    type: 'string',
    filterable: true,
    shortDescription: 'Short number',
    description: "The line's own short number, not E.164",
  },
  type: {
    type: 'enum',
    values: ['in', 'in_out'],
    filterable: true,
    sortable: true,
    shortDescription: 'Direction',
    description: 'Calls in only, or in and out',
  },
  channels_count: { type: 'number', description: 'Calls at the same time' },
  dial_time: { type: 'number', description: "Seconds (1–100) that the line rings in an employee's profile" },
  billing_state: {
    type: 'enum',
    values: ['active', 'manual_lock', 'limit_lock'],
    filterable: true,
    sortable: true,
    shortDescription: 'Billing',
    description: 'Active in billing, or locked by hand or by a limit',
  },
  physical_state: {
    type: 'enum',
    values: ['Registered', 'Not registered'],
    // Most accounts answer, and filter, in Russian, which the documentation names first.
    localizedValues: { Registered: 'Зарегистрирован', 'Not registered': 'Не зарегистрирован' },
    filterable: true,
    sortable: true,
    shortDescription: 'Registration',
    description: 'Whether a phone is registered now',
  },
  virtual_phone_number: {
    type: 'string',
    phoneDigits: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Caller ID',
    description: 'Number presented on outgoing calls, digits without +',
  },
  status: {
    type: 'enum',
    values: ['active', 'inactive'],
    filterable: true,
    sortable: true,
    shortDescription: 'In profile',
    description: "State in the employee's profile",
  },
  employee_id: {
    type: 'number',
    allowsNone: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Id, or none',
    description: 'Employee id; "none" asks for lines without one',
  },
  employee_full_name: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    shortDescription: 'Part, cased',
    description: 'Employee name; a part of it finds it, case-sensitively',
  },
  ip_addresses: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Where it is registered from',
    // Some accounts send plain addresses instead of objects.
    fields: { date_time: { description: "Time of registration, in the account's time zone" }, ip: { description: 'IP address' } },
  },
  virtual_phone_usage_rule: { type: 'string', brands: ['callgear'], description: 'How the presented number is chosen' },
  // CallGear would filter by it, which would tell it character by character.
  password: { type: 'string', brands: ['callgear'], secret: true, description: 'SIP password' },
};

/** Matches both spellings, without a fallback to one of them: if the provider rejects the filter, the question reads all lines. */
function createRegistrationFilter(isRegistered: boolean): Input {
  const value = [...registeredByState].flatMap(([spelling, registered]) => (registered === isRegistered ? [spelling] : []));
  return { filter: { field: 'physical_state', operator: 'in', value } };
}

/** Arguments that list the lines of a status; a status without them is filtered after reading. */
const inputByStatus: Readonly<Partial<Record<LineStatus, Input>>> = {
  up: createRegistrationFilter(true),
  down: createRegistrationFilter(false),
  blocked: { filter: { field: 'billing_state', operator: 'in', value: ['manual_lock', 'limit_lock'] } },
  inactive: { status: 'inactive' },
};

/** Arguments that list the lines with a reason. */
const inputByReason: Readonly<Partial<Record<StatusReason, Input>>> = {
  not_registered: createRegistrationFilter(false),
  blocked_manually: { billing_state: 'manual_lock' },
  blocked_by_limit: { billing_state: 'limit_lock' },
  deactivated: { status: 'inactive' },
  unassigned: { employee_id: 'none' },
};

/** Lists SIP lines (`get.sip_lines`). */
export const sipLines = defineOperation({
  provider: callgear,
  name: 'callgear_list_sip_lines',
  title: 'List CallGear SIP lines',
  description: 'SIP lines: registration, lock, owner, caller ID. Numbers: callgear_list_virtual_numbers.',
  reference: 'CallGear Data API, get.sip_lines',
  kind: 'sip_line',
  facts: sipLineFacts,
  requires: requirements.pbx,
  input: () => createParameters(fields),
  row: { id: 'id', fields },
  columns: ['id', 'phone_number', 'employee_full_name', 'physical_state', 'status', 'billing_state', 'virtual_phone_number', 'type'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page, settings) => createRpcRequest('get.sip_lines', buildRpcParams(fields, input, page, settings)),
  page: parsePage,
  // Of the fields that may be sorted, these change least; new employees have higher ids.
  stableOrder: ({ sort }) => (sort === undefined ? { sort: ['employee_id', 'virtual_phone_number'] } : undefined),
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
  line: row => ({
    id: getText(row, 'id'),
    extension: sipLineFacts.extension.read(row),
    owner: getText(row, 'employee_full_name'),
    owner_id: getText(row, 'employee_id'),
    provider_status: getText(row, 'physical_state'),
    caller_id: toE164(sipLineFacts.callerId.read(row)),
    ip: readAddresses(row)[0],
  }),
  stage: row => ({
    id: `line ${sipLineFacts.extension.read(row)}`,
    kind: 'sip_line',
    memberOf: [getText(row, 'employee_id') === undefined ? undefined : `employee ${getText(row, 'employee_id')}`],
  }),
  pushDownFilter: ({ status, reason, ownerId }) => ({
    ...(status !== undefined && inputByStatus[status]),
    ...(reason !== undefined && inputByReason[reason]),
    ...(ownerId !== undefined && /^\d{1,15}$/.test(ownerId) && { employee_id: ownerId }),
  }),
  numberQuery: ({ digits, exact }) => {
    const match = exact ? 'exact' : 'suffix';
    return { filter: anyOf(createDigitsFilter('virtual_phone_number', digits, match), createDigitsFilter('phone_number', digits, match)) };
  },
  fallbackInput: (input, { details }) => (/filter|physical_state|^$/.test(details.field ?? '') ? nextSpelling(fields, input) : undefined),
});
