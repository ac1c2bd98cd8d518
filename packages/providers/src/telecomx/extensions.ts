// `GET /pbx/extension`: the extensions of a Telecom X hosted PBX. Unverified: the stored page ends before its rows, which are those of `GET /pbx/extension/ID`.
import { defineOperation, type FactReaders, type Fields, getText, toE164 } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema, filterSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

/** The facts of an extension. Its phones, not the extension, are registered. */
const facts = {
  numbers: { fields: ['direct'], read: row => [toE164(getText(row, 'direct'))].filter(number => number !== undefined) },
  extension: { fields: ['number'], read: row => getText(row, 'number') },
  owner: { fields: ['employee'], read: row => getText(row, 'employee.name') ?? getText(row, 'employee._id') ?? getText(row, 'employee') },
  redirection: { fields: ['redirect'], read: row => getText(row, 'redirect') },
  personalRedirection: { fields: ['redirect'], read: row => getText(row, 'redirect') },
} satisfies FactReaders;

const fields: Fields = {
  _id: { description: 'Extension id' },
  name: { description: 'Person who uses it, or its function' },
  number: { description: 'Extension number' },
  // An id, or an object where the provider expands it.
  employee: { description: 'Person', fields: { _id: { description: 'Employee id' }, name: { description: 'Name' } } },
  direct: { description: 'Direct public number' },
  primary: { description: "Whether it is the person's primary one" },
  redirect: { description: 'Number that all calls are redirected to' },
  notes: { description: 'Notes' },
  // With `full`.
  type: { description: 'EXTENSION' },
  customer: { description: 'Customer id' },
  startAudio: { description: 'Id of the sound that is played first' },
  phonebook: { description: 'Whether it is in the local phone book' },
  callWaiting: { description: 'Whether a second call rings' },
  blockSecret: { description: 'Whether anonymous calls are blocked' },
};

/** Lists extensions (`GET /pbx/extension`). */
export const extensions = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_extensions',
  title: 'List Telecom X extensions',
  description: 'Extensions: number, person, direct number, redirection. Their phones: telecomx_list_sip_phones.',
  reference: 'Telecom X API, api:pbx:extension:list',
  kind: 'extension',
  optional: true,
  numberRole: 'direct_number',
  facts,
  requires: requirements.pbx,
  input: () =>
    z.strictObject({
      customer: customerSchema(),
      filter: filterSchema('any field'),
      employee: z.string().min(1).optional().describe('Employee id'),
      full: flagSchema('Complete objects'),
      sort: z.enum(['number', 'name', 'redirect', 'direct', 'employee']).optional().describe('Default name'),
    }),
  row: { id: '_id', fields },
  fullRow: { id: '_id', fields },
  columns: ['_id', 'number', 'name', 'direct', 'redirect', 'employee'],
  pageSize: 1_000,
  request: ({ customer, filter, employee, full, sort }, { offset, limit }) => ({
    method: 'GET',
    path: '/pbx/extension',
    query: { customer, offset, limit, filter, employee, full, sort },
  }),
  page: createTolerantPageParser('extensions'),
  line: row => ({
    id: getText(row, '_id'),
    name: getText(row, 'name'),
    numbers: facts.numbers.read(row),
    extension: facts.extension.read(row),
    owner: getText(row, 'employee.name'),
    owner_id: getText(row, 'employee._id') ?? getText(row, 'employee'),
  }),
  stage: row => ({
    id: getText(row, '_id'),
    kind: 'extension',
    name: getText(row, 'name'),
    numbers: facts.numbers.read(row),
    targets: [{ number: getText(row, 'redirect') }],
    owner: getText(row, 'employee.name'),
  }),
  // The employee may come as an object.
  readFilters: () => [],
});
