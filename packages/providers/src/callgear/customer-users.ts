// `get.customer_users`: the customers whose accounts an agent may ask for.
import { defineOperation } from '@linekeeper/core';
import type { Columns } from './field-definitions.ts';
import { page, rpc } from './json-rpc.ts';
import { parametersOf, paramsOf } from './parameters.ts';
import { callgear } from './provider.ts';

const columns: Columns = {
  id: { type: 'number', filter: true, sort: true, brief: 'User id', about: 'User id: the user_id of the other lists' },
  login: { type: 'string', filter: true, sort: true, brief: 'Exactly', about: "The user's login name" },
  name: {
    type: 'string',
    partly: true,
    filter: true,
    sort: true,
    brief: 'Part, same case',
    about: 'Name; a part of it finds it, case-sensitively',
  },
  description: {
    type: 'string',
    partly: true,
    filter: true,
    brief: 'Part, same case',
    about: 'Description; a part of it finds it, case-sensitively',
  },
  customer_id: { type: 'number', filter: true, sort: true, brief: 'Customer id', about: 'Customer id' },
};

export const customerUsers = defineOperation({
  provider: callgear,
  name: 'callgear_list_customer_users',
  title: 'List CallGear customer users',
  description:
    "For agents only: the customers' users, whose id is the user_id of the other CallGear lists. An account's own people: callgear_list_employees.",
  reference: 'CallGear Data API, get.customer_users',
  // The list of users is not itself asked for as a user.
  input: () => parametersOf(columns).omit({ user_id: true }),
  row: { id: 'id', fields: columns },
  columns: ['id', 'name', 'login', 'customer_id'],
  pageSize: 1_000,
  lastOffset: 100_000,
  request: (input, position) => rpc('get.customer_users', { ...paramsOf(columns, input, position), user_id: undefined }),
  page,
});
