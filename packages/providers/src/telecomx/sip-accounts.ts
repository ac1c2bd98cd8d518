// `GET /sip`: the SIP accounts (trunks) of a Telecom X customer.
import { defineOperation, type Fields, flagAt, fromDigits, type Scalar, textAt, textsAt } from '@linekeeper/core';
import * as z from 'zod';
import { pageOf } from './page.ts';
import { telecomx } from './provider.ts';

/** The host and port of `user@host:port`, `sip:user@host;…` or `"name" <sip:user@host>;…`: the rest stays inside. */
function withoutUser(contact: Scalar): string | undefined {
  const text = String(contact);
  const [address = ''] = (/<([^>]*)>/.exec(text)?.[1] ?? text).split(/[;?]/, 1);
  const host = address.split('@').at(-1)?.trim() ?? '';
  if (address.includes('@')) return /^[\w.:[\]-]+$/.test(host) ? host : undefined;
  // Without a user part, a name alone may be one: an address is what has dots or colons.
  return /^(?:sips?:)?((?:\[[\da-f:.]+\]|[\w-]+(?:\.[\w-]+)+)(?::\d+)?)$/i.exec(host)?.[1];
}

const reachable: ReadonlyMap<string, boolean> = new Map([
  ['ON', true],
  ['OFF', false],
]);

/** What both shapes have. */
const common: Fields = {
  _id: { about: 'SIP account id' },
  active: { about: 'Whether it is active and can handle calls' },
  name: { about: 'Name, or a phone number' },
  numbers: { list: true, about: 'Phone numbers it handles, E.164' },
  ratePlan: { about: 'Rate plan id' },
  status: { about: 'ON: reachable, OFF: not; a hosted-PBX trunk has none' },
  connection: { about: 'IP_AUTH, IP_AUTH_REG, IP or COUNTRY_AUTH_REG: how the client connects' },
  username: { about: 'SIP user name' },
  ipAddress: { about: 'Address the client must come from, and calls go to' },
  failover: { about: 'Where calls go if it cannot be reached: E.164, an IP address or number@address' },
  alwaysFailover: { about: 'Whether failover is always used' },
  usageBlock: { about: 'Whether high-rate and international calls are blocked over high usage or suspected fraud' },
  pbx: { about: 'Hosted-PBX cluster; 0 or none: not part of a hosted PBX' },
  // In the page's example of both shapes, in its table of one.
  defaultNumber: { about: 'Number presented where the client presents an invalid one' },
  // Of the full shape; wherever they come, they stay inside.
  custom: { secret: true, about: 'Custom data of third parties' },
  password: { secret: true, about: 'SIP password' },
};

const condensed: Fields = {
  ...common,
  ratePlanName: { about: 'Rate plan name' },
  voiceUsage: {
    list: true,
    about: 'Outgoing use of the last 12 months',
    fields: { date: { about: 'Month' }, secsOutHomeland: { about: 'Seconds called out within the home region' } },
  },
};

const full: Fields = {
  ...common,
  customer: { about: 'Customer id' },
  type: { about: 'Account type, SIP' },
  highRate: { about: 'Whether high-rated numbers may be called' },
  international: { about: 'Whether numbers outside Denmark may be called' },
  address: { about: 'Id of the address for emergency (112/114) routing' },
  newRatePlan: { about: "Rate plan from the month's end on" },
  parentSipAccount: { about: 'SIP account that calls are rated as' },
  notes: { about: 'Notes; for RESELLER and ADMIN alone' },
  sipServer: { about: 'SIP server in use; for ADMIN alone' },
  userAgent: { about: "The client's latest user agent" },
  contact: { about: 'Address and port of the latest registration', show: withoutUser },
  port: { about: 'Port that calls are sent to with IP or IP_AUTH; 5060 by default' },
  countries: { about: 'Countries it may register from with COUNTRY_AUTH_REG, two letters each' },
  clipSA: { about: 'Whether it may present any number, or only its own' },
  stripDkCountryCode: { about: 'Whether +45 is removed before calls are sent to it' },
  prefixMobileOriginated: { about: 'Whether calls from mobiles are prefixed with 03' },
  invoicedUntil: { about: 'Invoiced until' },
  alwaysDefaultNumber: { about: 'Whether defaultNumber is always presented' },
  alwaysSecretNumber: { about: 'Whether calls are always anonymous' },
  billingCustomer: { about: 'Other customer that is billed' },
};

export const sipAccounts = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_sip_accounts',
  title: 'List Telecom X SIP accounts',
  description:
    'Lists SIP accounts (trunks) with their public numbers: reachable or not, usage block, failover, rate plan. For desk phones, extensions and the people behind them use telecomx_list_sip_phones.',
  reference: 'Telecom X API, api:sip:account:list',
  kind: 'sip_trunk',
  reports: ['registration', 'usage', 'caller_id', 'failover', 'emergency'],
  input: () =>
    z.strictObject({
      customer: z.string().min(1).optional().describe("Customer id; overrides the account's own"),
      reseller: z.string().min(1).optional().describe("Reseller id: all its customers' accounts"),
      filter: z.string().min(1).optional().describe('Text in name, numbers, IP address, username or notes'),
      full: z.boolean().optional().describe('Complete objects: settings, user agent, contact, address'),
      up: z.boolean().optional().describe('true: only reachable; false: only unreachable'),
    }),
  row: { id: '_id', fields: condensed },
  fullRow: { id: '_id', fields: full },
  columns: ['_id', 'name', 'numbers', 'active', 'status', 'connection', 'usageBlock', 'ratePlanName'],
  pageSize: 500,
  request: ({ customer, reseller, filter, full, up }, { offset, limit }) => ({
    method: 'GET',
    path: '/sip',
    query: { customer, reseller, offset, limit, filter, full, up },
  }),
  page: pageOf('sipAccounts'),
  line: row => ({
    id: textAt(row, '_id'),
    name: textAt(row, 'name'),
    numbers: textsAt(row, 'numbers')
      .map(fromDigits)
      .filter(number => number !== undefined),
    caller_id: fromDigits(textAt(row, 'defaultNumber')),
    ip: textAt(row, 'ipAddress'),
    device: textAt(row, 'userAgent'),
    signals: {
      registered: reachable.get(textAt(row, 'status')?.toUpperCase() ?? ''),
      deactivated: flagAt(row, 'active') === false,
      usageBlock: flagAt(row, 'usageBlock'),
    },
    others: [fromDigits(textAt(row, 'failover')?.split('@')[0])]
      .filter(number => number !== undefined)
      .map(number => ({ role: 'failover', number })),
  }),
  forLines: ({ status, reason, ownerId }) => {
    if (ownerId !== undefined) return 'nothing';
    if (status === 'up') return { up: true };
    return status === 'down' || reason === 'not_registered' ? { up: false } : {};
  },
});
