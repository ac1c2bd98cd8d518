// `GetList`: the numbers that an MTS Exolve customer has bought.
import { defineOperation, type FactReaders, getNumber, getText, toE164 } from '@linekeeper/core';
import * as z from 'zod';
import { dateTimeSchema, toRfc3339 } from './date-time.ts';
import { createPageParser } from './page.ts';
import { exolve } from './provider.ts';

/** The facts of a purchased number. The provider reports no state of it. */
const facts = {
  unassigned: {
    fields: ['application_uuid|application_name'],
    read: row => getText(row, 'application_uuid') === undefined && getText(row, 'application_name') === undefined,
  },
  numbers: { fields: ['number_name'], read: row => [toE164(getText(row, 'number_name'))].filter(number => number !== undefined) },
  monthlyFee: { fields: ['subscription_fee'], read: row => getNumber(row, 'subscription_fee') },
} satisfies FactReaders;

/** Lists purchased numbers (`GetList`). */
export const numbers = defineOperation({
  provider: exolve,
  name: 'exolve_list_numbers',
  title: 'List MTS Exolve numbers',
  description:
    'Lists purchased public numbers: type, region, application, monthly fee, date of purchase. For the SIP IDs that call out with them use exolve_list_sip_ids.',
  reference: 'MTS Exolve Numbering API, GetList',
  kind: 'number',
  facts,
  input: () =>
    z.strictObject({
      application_uuid: z.string().min(1).optional().describe('Application'),
      type_name: z.enum(['DEF', 'ABC', 'KDU']).optional().describe('DEF: mobile, ABC: geographic, KDU: toll-free'),
      category_id: z.int().min(0).optional().describe('Category'),
      region_id: z.int().min(0).optional().describe('Region'),
      date_from: dateTimeSchema().optional().describe('Bought from then on, RFC 3339 or YYYY-MM-DD'),
      date_to: dateTimeSchema().optional().describe('Bought until then, inclusive'),
      search_filter: z.string().min(1).optional().describe('Digits in the number'),
      sip_filter: z.string().min(1).optional().describe('SIP user name'),
    }),
  row: {
    id: 'number_name',
    fields: {
      number_name: { description: 'The number, digits' },
      type_name: { description: 'DEF (mobile), ABC (geographic) or KDU (toll-free)' },
      region_name: { description: 'Region' },
      application_name: { description: 'Application that it belongs to' },
      application_uuid: { description: 'Application id' },
      subscription_fee: { description: 'Monthly fee, RUB' },
      install_fee: { description: 'Fee paid once, RUB' },
      create_date: { description: 'Date of purchase, RFC 3339' },
      category_name: { description: 'Category' },
      number_options: {
        description: 'What it can do',
        fields: {
          incoming_calls: { description: 'Calls in' },
          outgoing_calls: { description: 'Calls out' },
          incoming_sms: { description: 'SMS in' },
          outgoing_sms: { description: 'SMS out' },
        },
      },
    },
  },
  columns: ['number_name', 'type_name', 'region_name', 'application_name', 'subscription_fee', 'create_date'],
  pageSize: 100,
  request: ({ fields: _, date_from, date_to, ...filters }, { offset, limit }) => ({
    method: 'POST',
    path: '/number/customer/v1/GetList',
    body: { ...filters, limit, offset, date_from: toRfc3339(date_from, '00:00:00'), date_to: toRfc3339(date_to, '23:59:59.999999') },
  }),
  page: createPageParser('numbers', true),
  line: row => ({
    id: getText(row, 'number_name'),
    name: getText(row, 'application_name'),
    numbers: facts.numbers.read(row),
    created_at: getText(row, 'create_date'),
    monthly_fee: facts.monthlyFee.read(row),
    currency: facts.monthlyFee.read(row) === undefined ? undefined : 'RUB',
  }),
  pushDownFilter: ({ status, ownerId, digits }) => {
    if ((status ?? 'unknown') !== 'unknown' || ownerId !== undefined) return 'no-match';
    return digits === undefined ? {} : { search_filter: digits };
  },
  numberQuery: ({ digits }) => ({ search_filter: digits }),
});
