// `GetSIPList`: the SIP IDs of an MTS Exolve customer.
import {
  createWordsTest,
  defineOperation,
  type FactReaders,
  getNumber,
  getText,
  isWholeNumber,
  LinekeeperError,
  readNumberDigits,
  toDigitsPart,
  toE164,
  toSearchText,
} from '@linekeeper/core';
import * as z from 'zod';
import { dateTimeSchema, toRfc3339 } from './date-time.ts';
import { filterByDates, filterByNumber } from './field-filters.ts';
import { createPageParser } from './page.ts';
import { exolve } from './provider.ts';

const sortOrderSchema = () => z.enum(['ascending', 'descending']).optional();

/** The API's codes of the sort orders. */
const sortOrderCodes = { ascending: 1, descending: 2 } as const;

/** The facts of a SIP ID. The provider reports no state of it. */
const facts = {
  canCallOut: { fields: [], read: () => true },
  callerId: { fields: ['cli'], read: row => getText(row, 'cli') },
  monthlyFee: { fields: ['subscription_fee'], read: row => getNumber(row, 'subscription_fee') },
} satisfies FactReaders;

/** A user name is often a number, but of no country: only its punctuation is removed. */
const readUserName = (text: string) => (/\p{L}/u.test(text) ? toSearchText(text) : toDigitsPart(text, undefined));

/** The documentation does not say whether a part of a number is found: a whole one is sent whole. */
function readPresentedNumber(text: string, country: string | undefined): string {
  const [number = '', ...others] = readNumberDigits(text, country) ?? [];
  return others.length === 0 && isWholeNumber(`+${number}`) ? number : toDigitsPart(text, country);
}

/** Lists SIP IDs (`GetSIPList`). */
export const sipIds = defineOperation({
  provider: exolve,
  name: 'exolve_list_sip_ids',
  title: 'List MTS Exolve SIP IDs',
  description: 'SIP IDs: name, user name, presented number, monthly fee; no registration or owner. Numbers: exolve_list_numbers.',
  reference: 'MTS Exolve Numbering API, GetSIPList',
  kind: 'sip_id',
  facts,
  input: () =>
    z.strictObject({
      search_filter_by_name: z.string().min(1).optional().describe('Text in the name'),
      username_filter: z.string().min(1).optional().describe('SIP user name, 883140…'),
      clis_filter: z.string().min(1).optional().describe('Presented number, digits'),
      date_from: dateTimeSchema().optional().describe('Created from, YYYY-MM-DD'),
      date_to: dateTimeSchema().optional().describe('Created until'),
      order_by_name: sortOrderSchema().describe('Sort by name'),
      order_by_date: sortOrderSchema().describe('Sort by creation; not with order_by_name'),
    }),
  row: {
    id: 'sip_resource_id',
    fields: {
      application_uuid: { description: 'Application that it belongs to' },
      sip_name: { description: 'Name' },
      subscription_fee: { description: 'Monthly fee, RUB' },
      install_fee: { description: 'Fee paid once, RUB' },
      // A 64-bit integer, as a string or a number: always returned as a string.
      sip_resource_id: { description: 'SIP ID id', transform: String },
      user_name: { description: 'SIP user name' },
      domain: { description: 'Domain to connect to' },
      number_code: { description: 'SIP user name once more' },
      create_date: { description: 'Date of creation, RFC 3339' },
      cli: { description: 'Presented number, digits' },
    },
  },
  columns: ['sip_resource_id', 'sip_name', 'user_name', 'cli', 'subscription_fee', 'create_date'],
  pageSize: 100,
  // No maximum is published.
  maxPageSize: 110,
  request: (
    { fields: _, order_by_name, order_by_date, date_from, date_to, clis_filter, username_filter, ...filters },
    { offset, limit },
    settings = {},
  ) => {
    if (order_by_name !== undefined && order_by_date !== undefined) {
      throw new LinekeeperError('input', 'Give "order_by_name" or "order_by_date", not both.', { field: 'order_by_date' });
    }
    return {
      method: 'POST',
      path: '/number/customer/v1/GetSIPList',
      body: {
        ...filters,
        username_filter: username_filter && readUserName(username_filter),
        clis_filter: clis_filter && readPresentedNumber(clis_filter, exolve.country(settings)),
        limit,
        offset,
        date_from: toRfc3339(date_from, '00:00:00'),
        date_to: toRfc3339(date_to, '23:59:59.999999'),
        order_by_name: order_by_name && sortOrderCodes[order_by_name],
        order_by_date: order_by_date && sortOrderCodes[order_by_date],
      },
    };
  },
  page: createPageParser('sips', false),
  readFilters: (input, settings = {}) => [
    ...(typeof input.search_filter_by_name === 'string'
      ? [{ field: 'sip_name', accepts: createWordsTest(input.search_filter_by_name) }]
      : []),
    ...(typeof input.username_filter === 'string'
      ? [{ field: 'user_name', accepts: createWordsTest(readUserName(input.username_filter)) }]
      : []),
    ...filterByNumber('cli', input.clis_filter, exolve.country(settings)),
    ...filterByDates('create_date', input),
  ],
  // By default, new SIP IDs come first.
  stableOrder: ({ order_by_name, order_by_date }) =>
    (order_by_name ?? order_by_date) === undefined ? { order_by_date: 'ascending' } : undefined,
  line: row => ({
    id: getText(row, 'sip_resource_id'),
    name: getText(row, 'sip_name'),
    caller_id: toE164(facts.callerId.read(row)),
    created_at: getText(row, 'create_date'),
    monthly_fee: facts.monthlyFee.read(row),
    currency: facts.monthlyFee.read(row) === undefined ? undefined : 'RUB',
  }),
  // A number is forwarded to the user name, in digits.
  stage: row => ({
    id: getText(row, 'sip_resource_id'),
    kind: 'sip_id',
    name: getText(row, 'sip_name'),
    numbers: [toE164(getText(row, 'user_name'))].filter(number => number !== undefined),
  }),
  pushDownFilter: ({ status, reason, ownerId }) =>
    (status ?? 'unknown') !== 'unknown' || (reason ?? 'not_reported') !== 'not_reported' || ownerId !== undefined ? 'no-match' : {},
});
