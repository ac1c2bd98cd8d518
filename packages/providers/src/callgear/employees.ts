// `get.employees`: the people of a CallGear account.
import { defineOperation } from '@linekeeper/core';
import type { Columns } from './field-definitions.ts';
import { page, rpc } from './json-rpc.ts';
import { parametersOf, paramsOf } from './parameters.ts';
import { callgear } from './provider.ts';

const columns: Columns = {
  id: { type: 'number', filter: true, brief: 'Id', about: 'Employee id' },
  full_name: {
    type: 'string',
    partly: true,
    filter: true,
    sort: true,
    brief: 'Part, same case',
    about: 'Name; a part of it finds it, case-sensitively',
  },
  status_id: { type: 'number', filter: true, brief: 'State id', about: 'Id of the state (available, away, …)' },
  email: { type: 'string', filter: true, brief: 'Exactly', about: 'E-mail address' },
  phone_numbers: {
    type: 'list',
    list: true,
    filter: true,
    about: 'Numbers and SIP lines of the employee',
    fields: {
      phone_id: { about: 'Phone id' },
      phone_number: { about: 'Number' },
      channels_count: { about: 'Calls at the same time' },
      dial_time: { about: 'Seconds that it rings' },
      status: { about: 'active or inactive' },
    },
  },
  extension: {
    type: 'list',
    filter: true,
    about: 'Extension',
    fields: { extension_phone_number: { about: 'Extension number' }, inner_phone_number: { about: 'Inner number' } },
  },
  groups: {
    type: 'list',
    list: true,
    filter: true,
    about: 'Groups',
    fields: { group_id: { about: 'Group id' }, group_name: { about: 'Group name' } },
  },
};

export const employees = defineOperation({
  provider: callgear,
  name: 'callgear_list_employees',
  title: 'List CallGear employees',
  description: 'Employees with extension, e-mail, numbers and groups. For their SIP lines and registration: callgear_list_sip_lines.',
  reference: 'CallGear Data API, get.employees',
  input: () => parametersOf(columns),
  row: { id: 'id', fields: columns },
  columns: ['id', 'full_name', 'email', 'extension.extension_phone_number', 'phone_numbers'],
  pageSize: 1_000,
  lastOffset: 100_000,
  request: (input, position) => rpc('get.employees', paramsOf(columns, input, position)),
  page,
});
