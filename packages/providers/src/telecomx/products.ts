// `GET /product`: products and their prices. Unverified: the stored page ends before its rows, which are those of `GET /product/ID`; it names no paging.
import { defineOperation, getNumber, getText } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema, filterSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

const types = [
  'SIP_RATEPLAN',
  'MVNO_RATEPLAN',
  'DSL',
  'FIBER',
  'NUMBER_RENT',
  'DNS',
  'PBX_EXTENSION',
  'PBX_SIP_PHONE',
  'PBX_USER',
  'MVNO_DATA_TOP_UP',
  'EXTERNAL_LICENSE',
  'MVNO_ROW_ROAMING',
  'OTHER',
] as const;

/** Lists products (`GET /product`). */
export const products = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_products',
  title: 'List Telecom X products',
  description: 'Products and prices, also rate plans. Trunks name theirs: telecomx_list_sip_accounts.',
  reference: 'Telecom X API, api:product:list',
  requires: requirements.customer,
  input: () =>
    z.strictObject({
      customer: customerSchema(),
      reseller: z.string().min(1).optional().describe('Reseller id'),
      type: z.enum(types).optional().describe('Type'),
      // The API's `all`, which is a word of the shell.
      includeUnusable: flagSchema('Also expired and future ones'),
      filter: filterSchema('code or name'),
    }),
  row: {
    id: '_id',
    fields: {
      _id: { description: 'Product id' },
      type: { description: 'SIP_RATEPLAN, MVNO_RATEPLAN, NUMBER_RENT, PBX_EXTENSION, …' },
      productCode: { description: 'Code' },
      name: { description: 'Name' },
      unitType: { description: 'MIN, MB, UNITS, HOURS, KM or MONTHS' },
      recurrence: { description: 'MONTHLY, QUARTERLY, YEARLY or NONE' },
      recurrenceFullMonth: { description: 'Whether whole months are invoiced' },
      price: { description: 'Price, DKK; a month if it recurs' },
      wholesale: { description: "Reseller's price; for resellers alone" },
      cost: { description: 'Cost; for ADMIN alone' },
      start: { description: 'Usable from' },
      end: { description: 'Usable until' },
      reseller: { description: 'Reseller id' },
      inheritFrom: { description: 'Id of the master product' },
    },
  },
  columns: ['_id', 'type', 'productCode', 'name', 'recurrence', 'price'],
  pageSize: 500,
  wholeList: true,
  request: ({ customer, reseller, type, includeUnusable, filter }) => ({
    method: 'GET',
    path: '/product',
    query: { type, all: includeUnusable, filter, reseller, customer },
  }),
  page: createTolerantPageParser('products'),
  // A product may be inherited from another reseller's.
  readFilters: ({ type }) => (typeof type === 'string' ? [{ field: 'type', values: [type] }] : []),
  // The price of what recurs is that of a month, whatever the interval.
  price: row => ({
    id: getText(row, '_id'),
    monthlyFee: getText(row, 'recurrence') === 'NONE' ? undefined : getNumber(row, 'price'),
    currency: 'DKK',
  }),
});
