// `GET /porting`: numbers that move to Telecom X, or away. Unverified: the stored page ends before its rows, which are those of `GET /porting/ID`.
import { defineOperation, type FactReaders, type Fields, getText, toDigitsPart } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

const statuses = [
  'OPEN',
  'CLOSED',
  'ATTENTION',
  'WAITING',
  'READY',
  'ORDERED',
  'CONFIRMED',
  'REJECTED',
  'PORT_TODAY',
  'PORT_TOMORROW',
  'PORT_NEXT5DAYS',
] as const;

const fields: Fields = {
  _id: { description: 'Porting id' },
  number: { description: 'Number, E.164' },
  additionalNumbers: { list: true, description: 'Further numbers of a series' },
  numberType: { description: 'SIP or MVNO' },
  portingType: { description: 'IN or OUT' },
  customer: { description: 'Customer id' },
  customerName: { description: 'Name of the customer' },
  voiceAccount: { description: 'Id of the account that the number goes to' },
  status: {
    description: 'Stage',
    fields: {
      stage: { description: 'IN_CREATED, IN_AWAITING_POA_FROM_CUSTOMER, IN_ORDERED, IN_CONFIRMED, IN_REJECTED, OUT_…, …' },
      date: { description: 'When the stage began' },
      message: { description: 'Date of the porting once it is confirmed, or the reason' },
      employee: { description: 'Who caused the stage' },
    },
  },
  ichId: { description: 'Id at the clearing house' },
  ochFlowId: { description: 'Id of the flow at the clearing house' },
  donorCustomerId: { description: 'Customer id at the other operator' },
  // A porting is authorized by it.
  donorSimNumber: { secret: true, description: 'SIM card at the other operator' },
};

/** The list holds portings that need attention, where it is asked for those. */
const facts = {
  portingProblem: {
    fields: ['status.stage'],
    read: row => [getText(row, 'status.stage'), getText(row, 'status.date')].filter(Boolean).join(' since '),
  },
} satisfies FactReaders;

/** Lists portings (`GET /porting`). */
export const portings = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_portings',
  title: 'List Telecom X portings',
  description: 'Numbers that move in or out: stage, date; status ATTENTION: stuck. Numbers: telecomx_list_numbers.',
  reference: 'Telecom X API, api:porting:list',
  kind: 'porting',
  optional: true,
  auditOnly: true,
  auditInput: { status: 'ATTENTION' },
  facts,
  requires: requirements.customer,
  input: () =>
    z.strictObject({
      customer: customerSchema(),
      reseller: z.string().min(1).optional().describe('Reseller id'),
      stage: z.string().min(1).optional().describe('IN_ORDERED, …; before status'),
      status: z.enum(statuses).optional().describe('Group of stages'),
      filter: z.string().min(1).optional().describe('Part of a number'),
      full: flagSchema('Complete objects'),
      type: z.enum(['IN', 'OUT']).optional().describe('Direction'),
    }),
  row: { id: '_id', fields },
  fullRow: { id: '_id', fields },
  columns: ['_id', 'number', 'portingType', 'status.stage', 'status.date', 'status.message'],
  pageSize: 500,
  request: ({ customer, reseller, stage, status, filter, full, type }, { offset, limit }, settings = {}) => ({
    method: 'GET',
    path: '/porting',
    query: {
      customer,
      reseller,
      stage,
      status,
      offset,
      limit,
      filter: filter && toDigitsPart(filter, telecomx.country(settings)),
      full,
      type,
    },
  }),
  page: createTolerantPageParser('portings'),
  line: row => ({
    id: getText(row, '_id'),
    name: [getText(row, 'portingType'), getText(row, 'number')].filter(Boolean).join(' '),
    provider_status: getText(row, 'status.stage'),
  }),
  // `status` is a group of stages, not the field of that name.
  readFilters: () => [],
});
