// `GET /employee`: the people of a Telecom X customer. Unverified: the stored page ends within its rows; the rest is that of `GET /employee/ID`.
import { defineOperation, type FactReaders, type Fields, getBoolean, getText } from '@linekeeper/core';
import * as z from 'zod';
import { createTolerantPageParser } from './page.ts';
import { customerSchema, filterSchema, flagSchema } from './parameters.ts';
import { telecomx } from './provider.ts';
import { requirements } from './rights.ts';

const fields: Fields = {
  _id: { description: 'Employee id' },
  accessLevel: { description: 'NO_LOGIN, PERSONAL, VIEWER, MANAGER, OWNER, RESELLER, RESELLER_ADMIN or ADMIN' },
  state: { description: 'ENABLED, DISABLED (cannot log in) or DELETED' },
  name: { description: 'Name' },
  title: { description: 'Title' },
  department: { description: 'Department' },
  emailAddress: { description: 'E-mail address, or the user name with noEmail' },
  mvnoAccounts: {
    list: true,
    description: 'Mobiles, with includeMvnoAccounts',
    fields: { _id: { description: 'Mobile id' }, number: { description: 'Number' } },
  },
  smsValidation: { description: 'Whether a login needs a code by SMS' },
  authenticatorValidation: { description: 'Whether a login needs an authenticator app' },
  // With `full`.
  customer: { description: 'Customer id' },
  address: { description: 'Address id; none: that of the customer' },
  language: { description: 'da or en' },
  primaryContact: { description: 'Whether the main contact' },
  noEmail: { description: 'Whether emailAddress is a user name' },
  smsNumber: { description: 'Number for the codes' },
  ipRestriction: { description: 'Addresses that may log in' },
  notifyOnGeneralUsageLimit: { description: 'Whether told of usage limits' },
  password: { secret: true, description: 'Password' },
};

/** Who can sign in, and how. */
const facts = {
  canSignIn: {
    fields: ['accessLevel', 'state'],
    read: row => getText(row, 'state') === 'ENABLED' && (getText(row, 'accessLevel') ?? 'NO_LOGIN') !== 'NO_LOGIN',
  },
  secondFactor: {
    fields: ['smsValidation|authenticatorValidation'],
    read: row => getBoolean(row, 'smsValidation') === true || getBoolean(row, 'authenticatorValidation') === true,
  },
} satisfies FactReaders;

/** Lists employees (`GET /employee`). */
export const employees = defineOperation({
  provider: telecomx,
  name: 'telecomx_list_employees',
  title: 'List Telecom X employees',
  description: 'People: department, state, access level, second factor. Their extensions: telecomx_list_extensions.',
  reference: 'Telecom X API, api:employee:list',
  kind: 'employee',
  optional: true,
  auditOnly: true,
  facts,
  requires: requirements.customer,
  input: () =>
    z.strictObject({
      customer: customerSchema(),
      filter: filterSchema('common fields'),
      full: flagSchema('Complete objects'),
      includeDeleted: flagSchema('Deleted ones, too'),
      includeMvnoAccounts: flagSchema('With their mobiles'),
    }),
  row: { id: '_id', fields },
  fullRow: { id: '_id', fields },
  columns: ['_id', 'name', 'department', 'emailAddress', 'state', 'accessLevel'],
  pageSize: 500,
  request: ({ customer, filter, full, includeDeleted, includeMvnoAccounts }, { offset, limit }) => ({
    method: 'GET',
    path: '/employee',
    query: { customer, offset, limit, filter, full, includeDeleted, includeMvnoAccounts },
  }),
  page: createTolerantPageParser('employees'),
  line: row => ({ id: getText(row, '_id'), name: getText(row, 'name'), provider_status: getText(row, 'accessLevel') }),
  person: row => ({
    id: getText(row, '_id'),
    name: getText(row, 'name'),
    department: getText(row, 'department'),
    email: getBoolean(row, 'noEmail') === true ? undefined : getText(row, 'emailAddress'),
  }),
});
