// `get.group_employees`: the groups of a CallGear account, and the phones that they ring.
import { defineOperation, type FactReaders, getObjects, getText } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';
import { requirements } from './rights.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, shortDescription: 'Id', description: 'Group id' },
  name: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Part, cased',
    description: 'Name; a part of it finds it, case-sensitively',
  },
  members: {
    type: 'list',
    list: true,
    description: 'Employees',
    fields: { employee_id: { description: 'Employee id' }, employee_full_name: { description: 'Name' } },
  },
  phone_numbers: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Phones in the order of dialing',
    fields: {
      employee_phone_number: { description: 'Number or SIP line' },
      employee_phone_number_id: { description: 'Id of the phone' },
      employee_id: { description: 'Employee id' },
      employee_full_name: { description: 'Name' },
      available: { description: 'Whether the group rings it' },
    },
  },
  group_phone_number: {
    type: 'string',
    filterable: true,
    sortable: true,
    shortDescription: 'Extension',
    description: 'Extension number of the group',
  },
  // True or false, for which the documentation has no operators of its own.
  queue_enabled: { type: 'list', filterable: true, description: 'Whether callers wait in a queue' },
  channels_count: { type: 'number', filterable: true, shortDescription: 'Calls at once', description: 'Calls at the same time' },
};

/** The phones that a group rings; one that is switched off in it is left out. */
const facts = {
  ringsLines: {
    fields: ['phone_numbers'],
    read: row =>
      getObjects(row, 'phone_numbers')
        .filter(phone => phone.available !== false)
        .flatMap(phone => getText(phone, 'employee_phone_number') ?? []),
  },
} satisfies FactReaders;

/** Lists groups (`get.group_employees`). */
export const groups = defineOperation({
  provider: callgear,
  name: 'callgear_list_groups',
  title: 'List CallGear groups',
  description: 'Groups: members, their phones, queue, extension. People: callgear_list_employees.',
  reference: 'CallGear Data API, get.group_employees',
  kind: 'group',
  optional: true,
  auditOnly: true,
  facts,
  requires: requirements.employees,
  input: () => createParameters(fields),
  row: { id: 'id', fields },
  columns: ['id', 'name', 'group_phone_number', 'queue_enabled', 'members.employee_full_name'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page, settings) => createRpcRequest('get.group_employees', buildRpcParams(fields, input, page, settings)),
  page: parsePage,
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
  line: row => ({ id: getText(row, 'id'), name: getText(row, 'name') }),
  stage: row => ({
    id: `group ${getText(row, 'id')}`,
    kind: 'group',
    name: getText(row, 'name'),
    targets: [
      ...getObjects(row, 'members').map(member => ({ id: `employee ${getText(member, 'employee_id')}` })),
      // A phone that is switched off in the group does not ring.
      ...getObjects(row, 'phone_numbers')
        .filter(phone => phone.available !== false)
        .map(phone => ({ id: `line ${getText(phone, 'employee_phone_number')}` })),
    ],
  }),
});
