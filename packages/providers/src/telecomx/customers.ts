// `GET /customer`: the customers of a Telecom X reseller. Unverified: the stored page ends before its rows, of which `GET /customer/ID` shows a part.
import { defineOperation, type Fields } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { filterSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';

const fields: Fields = {
  _id: { description: 'Customer id: the customer of the other lists' },
  name: { description: 'Name' },
  state: { description: 'ACTIVE, BLOCKED or DELETED' },
  // With `full`.
  addresses: {
    list: true,
    description: 'Addresses',
    fields: {
      _id: { description: 'Address id, as trunks and people name it' },
      primary: { description: 'Whether the main one' },
      address: { description: 'Street' },
      zip: { description: 'Postal code' },
      city: { description: 'City' },
      country: { description: 'Country' },
      municipalityCode: { description: 'Municipality' },
    },
  },
  finance: {
    description: 'Finance',
    fields: { vatNumber: { description: 'VAT number' }, invoiceMethod: { description: 'How it is invoiced' } },
  },
};

/** Lists the customers of a reseller (`GET /customer`). */
export const customers = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_customers',
  title: 'List Telecom X customers',
  description: "For resellers only: customers, whose id is the customer of the other lists. A customer's people: telecomx_list_employees.",
  reference: 'Telecom X API, api:customer:list',
  input: () =>
    z.strictObject({
      filter: filterSchema('common fields'),
      full: flagSchema('Complete objects'),
      includeDeleted: flagSchema('Deleted ones, too'),
      includeSubresellers: flagSchema("Also subresellers' customers"),
      resellers: flagSchema('Resellers only'),
      customerIds: z.string().min(1).optional().describe('Ids, with commas'),
    }),
  row: { id: '_id', fields },
  fullRow: { id: '_id', fields },
  columns: ['_id', 'name', 'state'],
  pageSize: 500,
  request: ({ filter, full, includeDeleted, includeSubresellers, resellers, customerIds }, { offset, limit }) => ({
    method: 'GET',
    path: '/customer',
    query: { offset, limit, includeDeleted, filter, full, includeSubresellers, resellers, customerIds },
  }),
  page: createTolerantPageParser('customers'),
});
