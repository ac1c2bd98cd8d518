// `get.customers`: the customers of a CallGear agent; archived ones are left out.
import { defineOperation } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, shortDescription: 'Id', description: 'Customer id' },
  name: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    shortDescription: 'Part, cased',
    description: 'Name; a part of it finds it, case-sensitively',
  },
  description: { type: 'string', description: 'Description' },
  creation_date_time: { type: 'date', filterable: true, description: 'Time of creation' },
  status: {
    type: 'enum',
    values: ['waiting', 'active', 'manual_lock', 'limit_lock', 'debt_lock'],
    filterable: true,
    sortable: true,
    shortDescription: 'Status',
    description: 'Status',
  },
  status_change_date_time: { type: 'date', description: 'Time of the last change of the status' },
  tariff_plan_id: { type: 'number', filterable: true, shortDescription: 'Plan id', description: 'Tariff plan id' },
  tariff_plan_name: { type: 'string', filterable: true, shortDescription: 'Exactly', description: 'Tariff plan' },
  monthly_base_limit: { type: 'number', description: 'Monthly limit, in money' },
  monthly_base_notify_limit: { type: 'number', description: 'From here on a notice is sent' },
  monthly_base_notify_emails: { type: 'list', list: true, description: 'Who gets it' },
  monthly_calls_limit: { type: 'number', description: 'Monthly limit, in calls' },
  monthly_calls_notify_limit: { type: 'number', description: 'From here on a notice is sent' },
  monthly_calls_notify_emails: { type: 'list', list: true, description: 'Who gets it' },
  daily_calls_limit: { type: 'number', description: 'Daily limit, in calls' },
  daily_calls_notify_limit: { type: 'number', description: 'From here on a notice is sent' },
  daily_calls_notify_emails: { type: 'list', list: true, description: 'Who gets it' },
  sites: {
    type: 'list',
    list: true,
    description: 'Sites',
    fields: { site_id: { description: 'Site id' }, site_domain_name: { description: 'Domain' } },
  },
};

/** Lists customers (`get.customers`). */
export const customers = defineOperation({
  provider: callgear,
  name: 'callgear_list_customers',
  title: 'List CallGear customers',
  description: 'For agents only: customers, status, limits. Their users: callgear_list_customer_users.',
  reference: 'CallGear Data API, get.customers',
  input: () => createParameters(fields).omit({ user_id: true }),
  row: { id: 'id', fields },
  columns: ['id', 'name', 'status', 'tariff_plan_name', 'monthly_base_limit'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page) => createRpcRequest('get.customers', { ...buildRpcParams(fields, input, page), user_id: undefined }),
  page: parsePage,
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
});
