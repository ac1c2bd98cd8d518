// `get.customer_users`: the customers whose accounts an agent may query.
import { defineOperation } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';

const fields: FieldDefinitions = {
  id: {
    type: 'number',
    filterable: true,
    sortable: true,
    shortDescription: 'User id',
    description: 'User id: the user_id of the other lists',
  },
  login: { type: 'string', filterable: true, sortable: true, shortDescription: 'Exactly', description: "The user's login name" },
  name: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Part, cased',
    description: 'Name; a part of it finds it, case-sensitively',
  },
  description: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    shortDescription: 'Part, cased',
    description: 'Description; a part of it finds it, case-sensitively',
  },
  customer_id: { type: 'number', filterable: true, sortable: true, shortDescription: 'Customer id', description: 'Customer id' },
};

/** Lists the customers' users of an agent (`get.customer_users`). */
export const customerUsers = defineOperation({
  provider: callgear,
  name: 'callgear_list_customer_users',
  title: 'List CallGear customer users',
  description:
    "For agents only: the customers' users, whose id is the user_id of the other CallGear lists. An account's own people: callgear_list_employees.",
  reference: 'CallGear Data API, get.customer_users',
  // This list has no `user_id` parameter: it returns the users.
  input: () => createParameters(fields).omit({ user_id: true }),
  row: { id: 'id', fields },
  columns: ['id', 'name', 'login', 'customer_id'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page) => createRpcRequest('get.customer_users', { ...buildRpcParams(fields, input, page), user_id: undefined }),
  page: parsePage,
  // New users have higher ids.
  stableOrder: ({ sort }) => (sort === undefined ? { sort: ['id'] } : undefined),
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
});
