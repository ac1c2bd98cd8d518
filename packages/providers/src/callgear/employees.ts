// `get.employees`: the people of a CallGear account.
import { defineOperation } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters, readFieldFilters } from './parameters.ts';
import { callgear } from './provider.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, shortDescription: 'Id', description: 'Employee id' },
  full_name: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Part, same case',
    description: 'Name; a part of it finds it, case-sensitively',
  },
  status_id: { type: 'number', filterable: true, shortDescription: 'State id', description: 'Id of the state (available, away, …)' },
  email: { type: 'string', filterable: true, shortDescription: 'Exactly', description: 'E-mail address' },
  phone_numbers: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Numbers and SIP lines of the employee',
    fields: {
      phone_id: { description: 'Phone id' },
      phone_number: { description: 'Number' },
      channels_count: { description: 'Calls at the same time' },
      dial_time: { description: 'Seconds that it rings' },
      status: { description: 'active or inactive' },
    },
  },
  extension: {
    type: 'list',
    filterable: true,
    description: 'Extension',
    fields: { extension_phone_number: { description: 'Extension number' }, inner_phone_number: { description: 'Inner number' } },
  },
  groups: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Groups',
    fields: { group_id: { description: 'Group id' }, group_name: { description: 'Group name' } },
  },
};

/** Lists employees (`get.employees`). */
export const employees = defineOperation({
  provider: callgear,
  name: 'callgear_list_employees',
  title: 'List CallGear employees',
  description: 'Employees with extension, e-mail, numbers and groups. For their SIP lines and registration: callgear_list_sip_lines.',
  reference: 'CallGear Data API, get.employees',
  input: () => createParameters(fields),
  row: { id: 'id', fields },
  columns: ['id', 'full_name', 'email', 'extension.extension_phone_number', 'phone_numbers'],
  pageSize: 1_000,
  maxOffset: 100_000,
  request: (input, page) => createRpcRequest('get.employees', buildRpcParams(fields, input, page)),
  page: parsePage,
  readFilters: input => readFieldFilters(fields, input),
});
