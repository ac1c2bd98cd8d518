// `GET /sip`: the SIP accounts (trunks) of a Telecom X customer.
import {
  defineOperation,
  type FactReaders,
  type Fields,
  getBoolean,
  getNumber,
  getObjects,
  getText,
  getTexts,
  type LineFacts,
  type Row,
  toE164,
} from '@linekeeper/core';
import * as z from 'zod';
import { createPageParser } from './page.ts';
import { filterSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';
import { stripContactUser } from './sip-contact.ts';
import { readRecentUse, voiceUsage } from './voice-usage.ts';

/** Whether an account is reachable, by its `status`. */
const registeredByStatus: ReadonlyMap<string, boolean> = new Map([
  ['ON', true],
  ['OFF', false],
]);

/** The months whose seconds are reported. */
function readUse(row: Row): LineFacts['outgoingUse'] {
  return getObjects(row, 'voiceUsage').flatMap(entry => {
    const month = getText(entry, 'date');
    const seconds = getNumber(entry, 'secsOutHomeland');
    return month === undefined || seconds === undefined ? [] : [{ month, seconds }];
  });
}

/** The facts of a SIP account. */
const facts = {
  registered: { fields: ['status'], read: row => registeredByStatus.get(getText(row, 'status')?.toUpperCase() ?? '') },
  deactivated: { fields: ['active'], read: row => getBoolean(row, 'active') === false },
  usageBlock: { fields: ['usageBlock'], read: row => getBoolean(row, 'usageBlock') },
  numbers: {
    fields: ['numbers'],
    read: row =>
      getTexts(row, 'numbers')
        .map(toE164)
        .filter(number => number !== undefined),
  },
  callerId: { fields: ['defaultNumber'], read: row => getText(row, 'defaultNumber') },
  failover: { fields: ['failover'], read: row => getText(row, 'failover') },
  alwaysFailover: { fields: ['alwaysFailover'], read: row => getBoolean(row, 'alwaysFailover') },
  outgoingUse: { fields: ['voiceUsage'], read: readUse },
  recentUse: { fields: ['usage'], read: readRecentUse },
  // In the full shape alone.
  emergencyAddress: { fields: ['address'], read: row => getText(row, 'address') },
  product: { fields: ['ratePlan'], read: row => getText(row, 'ratePlan') },
} satisfies FactReaders;

/** The fields of both row shapes. */
const commonFields: Fields = {
  _id: { description: 'SIP account id' },
  active: { description: 'Whether it is active and can handle calls' },
  name: { description: 'Name, or a phone number' },
  numbers: { list: true, description: 'Phone numbers it handles, E.164' },
  ratePlan: { description: 'Rate plan id' },
  status: { description: 'ON: reachable, OFF: not; a hosted-PBX trunk has none' },
  connection: { description: 'IP_AUTH, IP_AUTH_REG, IP or COUNTRY_AUTH_REG: how the client connects' },
  username: { description: 'SIP user name' },
  ipAddress: { description: 'Address the client must come from, and calls go to' },
  failover: { description: 'Where calls go if it cannot be reached: E.164, an IP address or number@address' },
  alwaysFailover: { description: 'Whether failover is always used' },
  usageBlock: { description: 'Whether high-rate and international calls are blocked over high usage or suspected fraud' },
  pbx: { description: 'Hosted-PBX cluster; 0 or none: not part of a hosted PBX' },
  // The documentation has it in both examples, but in one table only.
  defaultNumber: { description: 'Number presented where the client presents an invalid one' },
  // Fields of the full shape, secret in either.
  custom: { secret: true, description: 'Custom data of third parties' },
  password: { secret: true, description: 'SIP password' },
};

const condensedFields: Fields = {
  ...commonFields,
  ratePlanName: { description: 'Rate plan name' },
  voiceUsage: {
    list: true,
    description: 'Outgoing use of the last 12 months',
    fields: { date: { description: 'Month' }, secsOutHomeland: { description: 'Seconds called out within the home region' } },
  },
};

const fullFields: Fields = {
  ...commonFields,
  customer: { description: 'Customer id' },
  type: { description: 'Account type, SIP' },
  highRate: { description: 'Whether high-rated numbers may be called' },
  international: { description: 'Whether numbers outside Denmark may be called' },
  address: { description: 'Id of the address for emergency (112/114) routing' },
  newRatePlan: { description: "Rate plan from the month's end on" },
  parentSipAccount: { description: 'SIP account that calls are rated as' },
  notes: { description: 'Notes; for RESELLER and ADMIN alone' },
  sipServer: { description: 'SIP server in use; for ADMIN alone' },
  userAgent: { description: "The client's latest user agent" },
  contact: { description: 'Address and port of the latest registration', transform: stripContactUser },
  port: { description: 'Port that calls are sent to with IP or IP_AUTH; 5060 by default' },
  countries: { description: 'Countries it may register from with COUNTRY_AUTH_REG, two letters each' },
  clipSA: { description: 'Whether it may present any number, or only its own' },
  stripDkCountryCode: { description: 'Whether +45 is removed before calls are sent to it' },
  prefixMobileOriginated: { description: 'Whether calls from mobiles are prefixed with 03' },
  invoicedUntil: { description: 'Invoiced until' },
  alwaysDefaultNumber: { description: 'Whether defaultNumber is always presented' },
  alwaysSecretNumber: { description: 'Whether calls are always anonymous' },
  billingCustomer: { description: 'Other customer that is billed' },
};

/** Lists SIP accounts (`GET /sip`). */
export const sipAccounts = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_sip_accounts',
  title: 'List Telecom X SIP accounts',
  description: 'SIP accounts (trunks): numbers, status, usage block, failover. Phones: telecomx_list_sip_phones.',
  reference: 'Telecom X API, api:sip:account:list',
  kind: 'sip_trunk',
  facts,
  requires: requirements.sip,
  input: () =>
    z.strictObject({
      customer: z.string().min(1).optional().describe('Customer id'),
      reseller: z.string().min(1).optional().describe('Reseller id: all its customers'),
      filter: filterSchema('name, numbers, IP, username, notes'),
      full: z.boolean().optional().describe('Complete objects'),
      up: z.boolean().optional().describe('Reachable, or not'),
    }),
  row: { id: '_id', fields: condensedFields },
  fullRow: { id: '_id', fields: fullFields },
  columns: ['_id', 'name', 'numbers', 'active', 'status', 'connection', 'usageBlock', 'failover', 'pbx', 'ratePlanName'],
  pageSize: 500,
  request: ({ customer, reseller, filter, full, up }, { offset, limit }) => ({
    method: 'GET',
    path: '/sip',
    query: { customer, reseller, offset, limit, filter, full, up },
  }),
  page: createPageParser('sipAccounts'),
  // `customer` comes in the full shape alone. A trunk of the hosted PBX has no status.
  readFilters: ({ up, full, customer }) => [
    ...(full === true && typeof customer === 'string' ? [{ field: 'customer', values: [customer] }] : []),
    ...(typeof up === 'boolean'
      ? [{ field: 'status', accepts: (text: string) => registeredByStatus.get(text.toUpperCase()) !== !up }]
      : []),
  ],
  enrichment: voiceUsage,
  line: row => ({
    id: getText(row, '_id'),
    name: getText(row, 'name'),
    numbers: facts.numbers.read(row),
    provider_status: getText(row, 'status'),
    caller_id: toE164(facts.callerId.read(row)),
    ip: getText(row, 'ipAddress'),
    device: getText(row, 'userAgent'),
  }),
  isRouteStart: true,
  stage: row => ({
    id: getText(row, '_id'),
    kind: 'sip_trunk',
    entry: 'trunk',
    name: getText(row, 'name'),
    numbers: facts.numbers.read(row),
  }),
  pushDownFilter: ({ status, reason, ownerId }) => {
    if (ownerId !== undefined) return 'no-match';
    if (status === 'up') return { up: true };
    return status === 'down' || reason === 'not_registered' ? { up: false } : {};
  },
});
