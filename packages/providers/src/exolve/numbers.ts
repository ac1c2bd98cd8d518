// `GetList`: the numbers that an MTS Exolve customer has bought.
import { amountAt, defineOperation, fromDigits, textAt } from '@linekeeper/core';
import * as z from 'zod';
import { moment, whole } from './date-time.ts';
import { pageOf } from './page.ts';
import { exolve } from './provider.ts';

export const numbers = defineOperation({
  provider: exolve,
  name: 'exolve_list_numbers',
  title: 'List MTS Exolve numbers',
  description:
    'Lists purchased public numbers: type, region, application, monthly fee, date of purchase. For the SIP IDs that call out with them use exolve_list_sip_ids.',
  reference: 'MTS Exolve Numbering API, GetList',
  kind: 'number',
  reports: ['fees'],
  input: () =>
    z.strictObject({
      application_uuid: z.string().min(1).optional().describe('Application'),
      type_name: z.enum(['DEF', 'ABC', 'KDU']).optional().describe('DEF: mobile, ABC: geographic, KDU: toll-free'),
      category_id: z.int().min(0).optional().describe('Category'),
      region_id: z.int().min(0).optional().describe('Region'),
      date_from: moment().optional().describe('Bought from then on, RFC 3339 or YYYY-MM-DD'),
      date_to: moment().optional().describe('Bought until then, inclusive'),
      search_filter: z.string().min(1).optional().describe('Digits in the number'),
      sip_filter: z.string().min(1).optional().describe('SIP user name'),
    }),
  row: {
    id: 'number_name',
    fields: {
      number_name: { about: 'The number, digits' },
      type_name: { about: 'DEF (mobile), ABC (geographic) or KDU (toll-free)' },
      region_name: { about: 'Region' },
      application_name: { about: 'Application that it belongs to' },
      application_uuid: { about: 'Application id' },
      subscription_fee: { about: 'Monthly fee, RUB' },
      install_fee: { about: 'Fee paid once, RUB' },
      create_date: { about: 'Date of purchase, RFC 3339' },
      category_name: { about: 'Category' },
      number_options: {
        about: 'What it can do',
        fields: {
          incoming_calls: { about: 'Calls in' },
          outgoing_calls: { about: 'Calls out' },
          incoming_sms: { about: 'SMS in' },
          outgoing_sms: { about: 'SMS out' },
        },
      },
    },
  },
  columns: ['number_name', 'type_name', 'region_name', 'application_name', 'subscription_fee', 'create_date'],
  pageSize: 100,
  request: ({ fields: _, date_from, date_to, ...filters }, { offset, limit }) => ({
    method: 'POST',
    path: '/number/customer/v1/GetList',
    body: { ...filters, limit, offset, date_from: whole(date_from, '00:00:00'), date_to: whole(date_to, '23:59:59.999999') },
  }),
  page: pageOf('numbers', true),
  line: row => ({
    id: textAt(row, 'number_name'),
    name: textAt(row, 'application_name'),
    numbers: [fromDigits(textAt(row, 'number_name'))].filter(number => number !== undefined),
    created_at: textAt(row, 'create_date'),
    monthly_fee: amountAt(row, 'subscription_fee'),
    currency: amountAt(row, 'subscription_fee') === undefined ? undefined : 'RUB',
    // That it was bought is all that is said of its state.
    signals: { unassigned: textAt(row, 'application_uuid') === undefined && textAt(row, 'application_name') === undefined },
  }),
  forLines: ({ status, ownerId, digits }) => {
    if ((status ?? 'unknown') !== 'unknown' || ownerId !== undefined) return 'nothing';
    return digits === undefined ? {} : { search_filter: digits };
  },
  forNumber: ({ digits }) => ({ search_filter: digits }),
});
