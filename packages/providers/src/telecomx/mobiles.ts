// `GET /mvno`: the mobile subscriptions of a Telecom X customer. Unverified: the stored page ends before its rows, which are those of the list of deleted accounts and of `GET /mvno/ID`.
import { defineOperation, type FactReaders, type Fields, getText, toE164 } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema, filterSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

/** Calls arrive in the first of these states alone. */
const documentedStates: readonly unknown[] = ['ACTIVE', 'BLOCKED', 'CREATING', 'DELETING'];

/** The facts of a mobile subscription. A state that is not documented tells nothing. */
const facts = {
  inService: { fields: ['state'], read: ({ state }) => (documentedStates.includes(state) ? state === 'ACTIVE' : undefined) },
  blocked: { fields: ['state'], read: ({ state }) => state === 'BLOCKED' },
  pendingActivation: { fields: ['state'], read: ({ state }) => state === 'CREATING' },
  deactivated: { fields: ['state'], read: ({ state }) => state === 'DELETING' },
  numbers: { fields: ['number'], read: row => [toE164(getText(row, 'number'))].filter(number => number !== undefined) },
  extension: { fields: ['extensionNumber'], read: row => getText(row, 'extensionNumber') },
  product: { fields: ['ratePlan'], read: row => getText(row, 'ratePlan') },
} satisfies FactReaders;

const fields: Fields = {
  _id: { description: 'Mobile id' },
  state: { description: 'ACTIVE, CREATING, DELETING or BLOCKED' },
  number: { description: 'Phone number, E.164' },
  customer: { description: 'Customer id' },
  ratePlan: { description: 'Rate plan id' },
  ratePlanName: { description: 'Rate plan name' },
  pbx: { description: 'Hosted-PBX cluster; 0 or none: not part of a hosted PBX' },
  extension: { description: 'Extension id' },
  extensionNumber: { description: 'Extension number' },
  deviceType: { description: 'Device' },
  notes: { description: 'Notes' },
  // With `full`.
  type: { description: 'Account type, MVNO' },
  feature: {
    description: 'What it may do',
    fields: {
      highRate: { description: 'Call high-rated numbers' },
      international: { description: 'Call abroad' },
      data: { description: 'Use data' },
      fiveG: { description: 'Use 5G' },
      publicIP: { description: 'Get a public IP address' },
      chargedServices: { description: 'Use charged services' },
      voicemail: { description: 'Use voicemail' },
      secretNumber: { description: 'Hide its number' },
      roaming: { description: 'Roam' },
      roamingData: { description: 'Use data while roaming' },
      mms: { description: 'Send MMS' },
      dataTopUpSms: { description: 'Buy more data by SMS' },
    },
  },
  mvnoSim: {
    description: 'SIM card',
    fields: {
      simNumber: { description: 'Number of the card (ICC)' },
      imsi: { description: 'IMSI' },
      network: { description: 'TELENOR, TDC or TELIA' },
    },
  },
};

/** Lists mobile subscriptions (`GET /mvno`). */
export const mobiles = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_mobiles',
  title: 'List Telecom X mobiles',
  description: 'Mobile subscriptions: number, state, rate plan, extension. Free numbers: telecomx_list_numbers.',
  reference: 'Telecom X API, api:mvno:account:list',
  kind: 'mobile',
  optional: true,
  facts,
  requires: requirements.mobile,
  input: () =>
    z.strictObject({
      customer: customerSchema(),
      filter: filterSchema('number, device, ICC, IMSI, notes'),
      full: flagSchema('Complete objects'),
      pbx: flagSchema('Hosted PBX only'),
      available: flagSchema('Hosted PBX, unassigned'),
      ratePlan: z.string().min(1).optional().describe('Rate plan id'),
      network: z.string().min(1).optional().describe('TELENOR, TDC, …'),
    }),
  row: { id: '_id', fields },
  fullRow: { id: '_id', fields },
  columns: ['_id', 'number', 'state', 'ratePlanName', 'extensionNumber', 'pbx'],
  pageSize: 500,
  request: ({ customer, filter, full, pbx, available, ratePlan, network }, { offset, limit }) => ({
    method: 'GET',
    path: '/mvno',
    query: { customer, offset, limit, filter, full, pbx, available, ratePlan, network },
  }),
  page: createTolerantPageParser('mvnoAccounts'),
  line: row => ({
    id: getText(row, '_id'),
    numbers: facts.numbers.read(row),
    extension: facts.extension.read(row),
    provider_status: getText(row, 'state'),
    device: getText(row, 'deviceType'),
  }),
  stage: row => ({ id: getText(row, '_id'), kind: 'mobile', numbers: facts.numbers.read(row), memberOf: [getText(row, 'extension')] }),
  // The other arguments are not conditions on a field: `pbx` is a switch, where the field is a number.
  readFilters: ({ ratePlan }) => (typeof ratePlan === 'string' ? [{ field: 'ratePlan', values: [ratePlan] }] : []),
  numberQuery: ({ digits }) => ({ filter: digits }),
});
