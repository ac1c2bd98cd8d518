// `GET /number`: the numbers of a Telecom X customer, in use, free or moving. Unverified: the stored page ends within its query, the rows are those of `GET /number/NUMBER`.
import { defineOperation, type FactReaders, getText, toDigitsPart, toE164 } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

/** What `list` may ask for. */
const lists = [
  'CUSTOMER_ALL',
  'SIP_AVAILABLE',
  'SIP_PURCHASE',
  'MVNO_AVAILABLE',
  'MVNO_AVAILABLE_TELENOR',
  'MVNO_AVAILABLE_TDC',
  'MVNO_PURCHASE',
  'MVNO_PURCHASE_TELENOR',
  'MVNO_PURCHASE_TDC',
  'PRE_RESERVED',
  'PORTING',
  'VOICE_ACCOUNT',
  'ADMIN',
] as const;

/** States in which calls arrive: also while the number waits to be ported out. */
const statesInService: readonly unknown[] = ['IN_USE', 'IN_USE_DATASHARING', 'PORTING_OUT'];
const documentedStates: readonly unknown[] = [
  ...statesInService,
  'AVAILABLE',
  'LOCKED',
  'PORTING_IN',
  'OUT_PORTED',
  'CLOSED',
  'PRE_RESERVED',
];

/** The facts of a number. A state that is not documented tells nothing. */
const facts = {
  inService: { fields: ['state'], read: ({ state }) => (documentedStates.includes(state) ? statesInService.includes(state) : undefined) },
  available: { fields: ['state'], read: ({ state }) => state === 'AVAILABLE' },
  pendingActivation: { fields: ['state'], read: ({ state }) => state === 'PORTING_IN' || state === 'PRE_RESERVED' },
  // In use until lately, and not given to another customer for six months.
  quarantined: { fields: ['state'], read: ({ state }) => state === 'CLOSED' },
  deactivated: { fields: ['state'], read: ({ state }) => state === 'LOCKED' || state === 'OUT_PORTED' },
  numbers: { fields: ['_id'], read: row => [toE164(getText(row, '_id'))].filter(number => number !== undefined) },
  boundTo: {
    fields: ['voiceAccount'],
    read: row => [getText(row, 'voiceAccountName') ?? getText(row, 'voiceAccount')].filter(account => account !== undefined),
  },
  owner: { fields: ['employee|employeeName'], read: row => getText(row, 'employeeName') ?? getText(row, 'employee') },
} satisfies FactReaders;

/** Lists numbers (`GET /number`). */
export const numbers = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_numbers',
  title: 'List Telecom X numbers',
  description: 'Numbers: state, account, user; free ones, too. Trunks: telecomx_list_sip_accounts.',
  reference: 'Telecom X API, api:number:list',
  kind: 'number',
  optional: true,
  facts,
  requires: requirements.customer,
  input: () =>
    z.strictObject({
      list: z.enum(lists).optional().describe('Default CUSTOMER_ALL'),
      customer: customerSchema(),
      filter: z.string().min(1).optional().describe('Part of the number'),
      porting: z.string().min(1).optional().describe('Of PORTING'),
      voiceAccount: z.string().min(1).optional().describe('Of VOICE_ACCOUNT'),
      employee: z.string().min(1).optional().describe('Employee id'),
    }),
  row: {
    id: '_id',
    fields: {
      _id: { description: 'The number, E.164' },
      state: {
        description:
          'AVAILABLE, LOCKED, IN_USE, IN_USE_DATASHARING, PORTING_IN, PORTING_OUT, OUT_PORTED, CLOSED (quarantine) or PRE_RESERVED',
      },
      type: { description: 'FIXED, INTERNATIONAL, MVNOTELENOR, …' },
      voiceAccount: { description: 'Id of the SIP account or mobile that uses it' },
      voiceAccountName: { description: 'Name of that account' },
      customer: { description: 'Customer id' },
      customerName: { description: 'Name of the customer' },
      employee: { description: 'Id of the daily user' },
      employeeName: { description: 'Name of the daily user' },
      name: { description: 'Daily user or department' },
      porting: { description: 'Porting id' },
      portingDate: { description: 'Date of the porting' },
      portingStatus: { description: 'Stage of the porting' },
      preReservedBy: { description: 'Reseller that reserved it' },
      simNumber: { description: 'SIM card of data sharing' },
    },
  },
  columns: ['_id', 'state', 'type', 'name', 'voiceAccount', 'employee'],
  pageSize: 100,
  request: ({ list = 'CUSTOMER_ALL', customer, filter, porting, voiceAccount, employee }, { offset, limit }, settings = {}) => ({
    method: 'GET',
    path: '/number',
    query: {
      list,
      customer,
      offset,
      limit,
      filter: filter && toDigitsPart(filter, telecomx.country(settings)),
      porting,
      voiceAccount,
      employee,
    },
  }),
  page: createTolerantPageParser('numbers'),
  line: row => ({
    id: getText(row, '_id'),
    name: getText(row, 'name') ?? getText(row, 'voiceAccountName'),
    numbers: facts.numbers.read(row),
    owner: getText(row, 'employeeName'),
    owner_id: getText(row, 'employee'),
    provider_status: getText(row, 'state'),
  }),
  isRouteStart: true,
  stage: row => ({
    kind: 'number',
    entry: 'number',
    name: getText(row, '_id'),
    numbers: facts.numbers.read(row),
    targets: [{ id: getText(row, 'voiceAccount') }],
  }),
  // Numbers for sale belong to no customer, so `customer` is not a condition on the field. What else `filter` finds is not documented.
  readFilters: input =>
    ['porting', 'voiceAccount', 'employee'].flatMap(field => {
      const value = input[field];
      return typeof value === 'string' ? [{ field, values: [value] }] : [];
    }),
  numberQuery: ({ digits }) => ({ filter: digits }),
});
