// `get.employees`: the people of a CallGear account.
import { defineOperation, getObjects, getText } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';
import { requirements } from './rights.ts';

/** A name of which a part is found. */
const namePart = { type: 'string', partialMatch: true, filterable: true, sortable: true, shortDescription: 'Part' } as const;

/** The directions of calls that an employee may make or take. */
const directions = { type: 'list', list: true, filterable: true } as const;

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, shortDescription: 'Id', description: 'Employee id' },
  login: { type: 'string', filterable: true, sortable: true, shortDescription: 'Exactly', description: 'Login name' },
  first_name: { ...namePart, description: 'First name' },
  last_name: { ...namePart, description: 'Last name' },
  patronymic: { type: 'string', sortable: true, description: 'Middle name' },
  full_name: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Part, cased',
    description: 'Name; a part of it finds it, case-sensitively',
  },
  status: { type: 'string', filterable: true, deprecated: true, description: 'State: available, break, do_not_disturb, … (see status_id)' },
  calls_available: {
    type: 'string',
    filterable: true,
    sortable: true,
    deprecated: true,
    description: 'Whether calls may reach the employee',
  },
  status_id: { type: 'number', filterable: true, shortDescription: 'State id', description: 'Id of the state (available, away, …)' },
  email: { type: 'string', filterable: true, shortDescription: 'Exactly', description: 'E-mail address' },
  call_recording: {
    type: 'enum',
    values: ['all', 'in', 'out', 'off'],
    filterable: true,
    shortDescription: 'Recording',
    description: 'Which calls are recorded',
  },
  schedule_id: { type: 'number', filterable: true, shortDescription: 'Schedule', description: 'Id of the work schedule' },
  schedule_name: { type: 'string', filterable: true, shortDescription: 'Exactly', description: 'Name of the work schedule' },
  allowed_in_call_types: { ...directions, description: 'Incoming calls: internal, external (being replaced)' },
  allowed_out_call_types: { ...directions, description: 'Outgoing calls: internal, external (being replaced)' },
  in_external_allowed_call_directions: { ...directions, description: 'Directions of incoming external calls: in, out' },
  in_internal_allowed_call_directions: { ...directions, description: 'Directions of incoming internal calls: in, out' },
  out_external_allowed_call_directions: { ...directions, description: 'Directions of outgoing external calls: in, out' },
  out_internal_allowed_call_directions: { ...directions, description: 'Directions of outgoing internal calls: in, out' },
  coach: {
    type: 'list',
    filterable: true,
    description: 'Coach',
    fields: {
      coach_id: { description: 'Employee id' },
      coach_full_name: { description: 'Name' },
      coach_always_enabled: { description: 'Whether the coach hears all incoming calls' },
    },
  },
  phone_numbers: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Numbers and SIP lines of the employee',
    fields: {
      phone_id: { description: 'Phone id' },
      // Not always E.164: the extension may follow, as in 74955140578...2345.
      phone_number: { description: 'Number, perhaps with an extension behind it' },
      channels_count: { description: 'Calls at the same time' },
      dial_time: { description: 'Seconds that it rings' },
      status: { description: 'active or inactive' },
    },
  },
  extension: {
    type: 'list',
    filterable: true,
    description: 'Extension',
    fields: {
      extension_phone_number: { description: 'Extension number' },
      inner_phone_number: { description: 'Inner number' },
      extension_voice_mail_enabled: { description: 'Whether callers may leave a message' },
      extension_queue_enabled: { description: 'Whether callers wait in a queue' },
    },
  },
  groups: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Groups',
    fields: { group_id: { description: 'Group id' }, group_name: { description: 'Group name' } },
  },
  operator: {
    type: 'list',
    description: 'Chat settings',
    fields: {
      operator_display_name: { description: 'Name in chats' },
      operator_login: { secret: true, description: 'Login name of the chat workspace' },
      operator_position_id: { description: 'Position id' },
      operator_position_name: { description: 'Position' },
      operator_offline_message_enabled: { description: 'Whether offline messages are taken' },
      operator_invite_to_chat_enabled: { description: 'Whether visitors may be invited' },
      operator_chat_enabled: { description: 'Whether chats are taken' },
      operator_chats_available: { description: 'Whether available for chats now' },
      operator_sites: {
        list: true,
        description: 'Sites',
        fields: { site_id: { description: 'Site id' }, site_domain_name: { description: 'Domain' } },
      },
    },
  },
};

/** Lists employees (`get.employees`). */
export const employees = defineOperation({
  provider: callgear,
  name: 'callgear_list_employees',
  title: 'List CallGear employees',
  description: 'Employees with extension, e-mail, numbers and groups. For their SIP lines and registration: callgear_list_sip_lines.',
  reference: 'CallGear Data API, get.employees',
  requires: requirements.employees,
  input: () => createParameters(fields),
  row: { id: 'id', fields },
  columns: ['id', 'full_name', 'email', 'extension.extension_phone_number', 'phone_numbers'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page, settings) => createRpcRequest('get.employees', buildRpcParams(fields, input, page, settings)),
  page: parsePage,
  // Of the fields that may be sorted, names change least.
  stableOrder: ({ sort }) => (sort === undefined ? { sort: ['full_name'] } : undefined),
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
  stage: row => ({
    id: `employee ${getText(row, 'id')}`,
    kind: 'employee',
    name: getText(row, 'full_name'),
    memberOf: getObjects(row, 'groups').map(group => `group ${getText(group, 'group_id')}`),
  }),
  person: row => ({
    id: getText(row, 'id'),
    name: getText(row, 'full_name'),
    email: getText(row, 'email'),
    // Several groups are one department, so that a line is not counted twice.
    department:
      getObjects(row, 'groups')
        .flatMap(group => getText(group, 'group_name') ?? [])
        .sort()
        .join(', ') || undefined,
  }),
});
