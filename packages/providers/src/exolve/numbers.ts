// `GetList`: the numbers that an MTS Exolve customer has bought.
import {
  defineOperation,
  type FactReaders,
  getBoolean,
  getNumber,
  getText,
  getTexts,
  type Row,
  toDigitsPart,
  toE164,
} from '@linekeeper/core';
import * as z from 'zod';
import { dateTimeSchema, toRfc3339 } from './date-time.ts';
import { filterByDates, filterByNumber } from './field-filters.ts';
import { numberAttributes, stripUrlSecrets } from './number-attributes.ts';
import { createPageParser } from './page.ts';
import { exolve } from './provider.ts';

/** The API's codes of the SIP filter. */
const sipFilterCodes = { without_sip: 1, with_sip: 2 } as const;

/** Where calls go besides a number: a SIP address, a static address, or a server that decides. Undefined unless the listing is of one application. */
function readTargets(row: Row): string[] | undefined {
  if (getBoolean(row, 'call_forwarding_flag') === undefined) return undefined;
  return ['call_forwarding_sip.sip_uri', 'call_forwarding_ip_static.ip', 'call_forwarding_ipcr.url'].flatMap(name => getTexts(row, name));
}

/** The facts of a purchased number. The provider reports no state of it, and its routing only in the listing of one application. */
const facts = {
  unassigned: {
    fields: ['application_uuid|application_name'],
    read: row => getText(row, 'application_uuid') === undefined && getText(row, 'application_name') === undefined,
  },
  numbers: { fields: ['number_name'], read: row => [toE164(getText(row, 'number_name'))].filter(number => number !== undefined) },
  monthlyFee: { fields: ['subscription_fee'], read: row => getNumber(row, 'subscription_fee') },
  routedTo: { fields: ['call_forwarding_flag'], read: readTargets },
  redirection: { fields: ['call_forwarding_flag'], read: row => getTexts(row, 'call_forwarding_number.redirect_number')[0] },
} satisfies FactReaders;

/** Lists purchased numbers (`GetList`). */
export const numbers = defineOperation({
  provider: exolve,
  name: 'exolve_list_numbers',
  title: 'List MTS Exolve numbers',
  description: 'Purchased numbers: type, region, fee; with application_uuid also routing. SIP IDs: exolve_list_sip_ids.',
  reference: 'MTS Exolve Numbering API, GetList',
  kind: 'number',
  facts,
  input: () =>
    z.strictObject({
      application_uuid: z.string().min(1).optional().describe('Application; shows the routing'),
      type_name: z.enum(['DEF', 'ABC', 'KDU']).optional().describe('Mobile, geographic, toll-free'),
      category_id: z.int().min(0).optional().describe('Category'),
      region_id: z.int().min(0).optional().describe('Region'),
      date_from: dateTimeSchema().optional().describe('Bought from, YYYY-MM-DD'),
      date_to: dateTimeSchema().optional().describe('Bought until'),
      search_filter: z.string().min(1).optional().describe('Digits in the number'),
      sip_filter: z.enum(['with_sip', 'without_sip']).optional().describe('SIP bound or not'),
    }),
  row: {
    id: 'number_name',
    fields: {
      number_name: { description: 'The number, digits' },
      description: { description: 'Description' },
      type_name: { description: 'DEF (mobile), ABC (geographic) or KDU (toll-free)' },
      region_name: { description: 'Region' },
      application_name: { description: 'Application that it belongs to' },
      application_uuid: { description: 'Application id' },
      subscription_fee: { description: 'Monthly fee, RUB' },
      install_fee: { description: 'Fee paid once, RUB' },
      create_date: { description: 'Date of purchase, RFC 3339' },
      category_name: { description: 'Category' },
      number_options: {
        // An array by the documentation's table, an object by its example; the same for the ways of forwarding.
        list: true,
        description: 'What it can do',
        fields: {
          incoming_calls: { description: 'Calls in' },
          outgoing_calls: { description: 'Calls out' },
          incoming_sms: { description: 'SMS in' },
          outgoing_sms: { description: 'SMS out' },
        },
      },
      call_forwarding_flag: { description: 'Whether calls are forwarded; this and the next with application_uuid alone' },
      call_forwarding_number: {
        list: true,
        description: 'Forwarded to a number or a SIP ID',
        fields: {
          redirect_type: { description: '1: one, 2: one after another, 3: all at once' },
          redirect_number: { description: 'The number' },
        },
      },
      call_forwarding_sip: { list: true, description: 'Forwarded to a SIP account', fields: { sip_uri: { description: 'SIP address' } } },
      call_forwarding_ip_static: {
        list: true,
        description: 'Forwarded to an address',
        fields: {
          did_name: { description: 'Number that is presented' },
          ip: { description: 'IP address' },
          port: { description: 'Port' },
          timeout: { description: 'Seconds that it rings' },
        },
      },
      call_forwarding_ipcr: {
        list: true,
        description: 'Forwarded as a server decides',
        fields: {
          url: { description: 'Address of the server', transform: stripUrlSecrets },
          reserve: { description: 'Number if it is down' },
        },
      },
    },
  },
  columns: ['number_name', 'type_name', 'region_name', 'application_name', 'subscription_fee', 'create_date'],
  pageSize: 100,
  // No maximum is published.
  maxPageSize: 110,
  request: ({ fields: _, date_from, date_to, search_filter, sip_filter, ...filters }, { offset, limit }, settings = {}) => ({
    method: 'POST',
    path: '/number/customer/v1/GetList',
    body: {
      ...filters,
      search_filter: search_filter && toDigitsPart(search_filter, exolve.country(settings)),
      limit,
      offset,
      date_from: toRfc3339(date_from, '00:00:00'),
      date_to: toRfc3339(date_to, '23:59:59.999999'),
      sip_filter: sip_filter && sipFilterCodes[sip_filter],
    },
  }),
  page: createPageParser('numbers', true),
  readFilters: (input, settings = {}) => [
    ...(['application_uuid', 'type_name'] as const).flatMap(field => {
      const value = input[field];
      return typeof value === 'string' ? [{ field, values: [value] }] : [];
    }),
    ...filterByNumber('number_name', input.search_filter, exolve.country(settings)),
    ...filterByDates('create_date', input),
  ],
  enrichment: numberAttributes,
  line: row => ({
    id: getText(row, 'number_name'),
    name: getText(row, 'description') ?? getText(row, 'application_name'),
    numbers: facts.numbers.read(row),
    provider_status: getText(row, 'status_name'),
    created_at: getText(row, 'create_date'),
    monthly_fee: facts.monthlyFee.read(row),
    currency: facts.monthlyFee.read(row) === undefined ? undefined : 'RUB',
  }),
  isRouteStart: true,
  stage: row => ({
    id: `number ${getText(row, 'number_name')}`,
    kind: 'number',
    entry: 'number',
    name: getText(row, 'number_name'),
    numbers: facts.numbers.read(row),
    targets: [{ number: facts.redirection.read(row) }, ...(readTargets(row) ?? []).map(name => ({ name }))],
    ends: getBoolean(row, 'call_forwarding_flag') === undefined ? 'its routing is told with an application alone' : undefined,
  }),
  routeInput: row => {
    const application_uuid = getText(row, 'application_uuid');
    return application_uuid === undefined ? undefined : { application_uuid, search_filter: getText(row, 'number_name') };
  },
  pushDownFilter: ({ status, ownerId, digits }) => {
    if ((status ?? 'unknown') !== 'unknown' || ownerId !== undefined) return 'no-match';
    return digits === undefined ? {} : { search_filter: digits };
  },
  numberQuery: ({ digits }) => ({ search_filter: digits }),
});
