// `GetSIPList`: the SIP IDs of an MTS Exolve customer.
import { amountAt, defineOperation, fromDigits, LinekeeperError, textAt } from '@linekeeper/core';
import * as z from 'zod';
import { moment, whole } from './date-time.ts';
import { pageOf } from './page.ts';
import { exolve } from './provider.ts';

const order = () => z.enum(['ascending', 'descending']).optional();

/** The wire has numbers for the two orders. */
const directions = { ascending: 1, descending: 2 } as const;

export const sipIds = defineOperation({
  provider: exolve,
  name: 'exolve_list_sip_ids',
  title: 'List MTS Exolve SIP IDs',
  description:
    'Lists SIP IDs: name, SIP user name, presented number, monthly fee, date of creation; no registration, owner or total is reported. For purchased numbers use exolve_list_numbers.',
  reference: 'MTS Exolve Numbering API, GetSIPList',
  kind: 'sip_id',
  reports: ['fees', 'caller_id'],
  input: () =>
    z.strictObject({
      search_filter_by_name: z.string().min(1).optional().describe('Text in the name'),
      username_filter: z.string().min(1).optional().describe('SIP user name, 883140…'),
      clis_filter: z.string().min(1).optional().describe('Presented number, digits'),
      date_from: moment().optional().describe('Created from then on, RFC 3339 or YYYY-MM-DD'),
      date_to: moment().optional().describe('Created until then, inclusive'),
      order_by_name: order().describe('Sort by name'),
      order_by_date: order().describe('Sort by creation; not with order_by_name'),
    }),
  row: {
    id: 'sip_resource_id',
    fields: {
      application_uuid: { about: 'Application that it belongs to' },
      sip_name: { about: 'Name' },
      subscription_fee: { about: 'Monthly fee, RUB' },
      install_fee: { about: 'Fee paid once, RUB' },
      // 64 bits, quoted or bare: text for us.
      sip_resource_id: { about: 'SIP ID id', show: String },
      user_name: { about: 'SIP user name' },
      domain: { about: 'Domain to connect to' },
      number_code: { about: 'SIP user name once more' },
      create_date: { about: 'Date of creation, RFC 3339' },
      cli: { about: 'Presented number, digits' },
    },
  },
  columns: ['sip_resource_id', 'sip_name', 'user_name', 'cli', 'subscription_fee', 'create_date'],
  pageSize: 100,
  request: ({ fields: _, order_by_name, order_by_date, date_from, date_to, ...filters }, { offset, limit }) => {
    if (order_by_name !== undefined && order_by_date !== undefined) {
      throw new LinekeeperError('input', 'Give "order_by_name" or "order_by_date", not both.', { field: 'order_by_date' });
    }
    return {
      method: 'POST',
      path: '/number/customer/v1/GetSIPList',
      body: {
        ...filters,
        limit,
        offset,
        date_from: whole(date_from, '00:00:00'),
        date_to: whole(date_to, '23:59:59.999999'),
        order_by_name: order_by_name && directions[order_by_name],
        order_by_date: order_by_date && directions[order_by_date],
      },
    };
  },
  page: pageOf('sips', false),
  line: row => ({
    id: textAt(row, 'sip_resource_id'),
    name: textAt(row, 'sip_name'),
    caller_id: fromDigits(textAt(row, 'cli')),
    created_at: textAt(row, 'create_date'),
    monthly_fee: amountAt(row, 'subscription_fee'),
    currency: amountAt(row, 'subscription_fee') === undefined ? undefined : 'RUB',
    // The provider reports no state at all.
    signals: {},
  }),
  forLines: ({ status, reason, ownerId }) =>
    (status ?? 'unknown') !== 'unknown' || (reason ?? 'not_reported') !== 'not_reported' || ownerId !== undefined ? 'nothing' : {},
});
