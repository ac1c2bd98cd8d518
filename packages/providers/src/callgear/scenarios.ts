// `get.scenarios`: the scenarios that handle the calls of a CallGear account.
import { defineOperation, getObjects, getText, getTexts, toE164 } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';
import { requirements } from './rights.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, sortable: true, shortDescription: 'Id', description: 'Scenario id' },
  name: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Part, cased',
    description: 'Name; a part of it finds it, case-sensitively',
  },
  virtual_phone_numbers: { type: 'list', list: true, filterable: true, description: 'Numbers that use it, digits' },
  sites: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Sites that use it by default',
    fields: { site_id: { description: 'Site id' }, site_domain_name: { description: 'Domain' } },
  },
  campaigns: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Campaigns of its numbers',
    fields: {
      site_id: { description: 'Site id' },
      site_domain_name: { description: 'Domain' },
      campaign_id: { description: 'Campaign id' },
      campaign_name: { description: 'Campaign name' },
    },
  },
  // Returned only where it is asked for.
  operations: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Operations; only where fields name them',
    fields: { id: { description: 'Operation id' }, name: { description: 'Operation name' } },
  },
};

/** Lists scenarios (`get.scenarios`). */
export const scenarios = defineOperation({
  provider: callgear,
  name: 'callgear_list_scenarios',
  title: 'List CallGear scenarios',
  description: 'Scenarios: the numbers that use them, their operations. Numbers: callgear_list_virtual_numbers.',
  reference: 'CallGear Data API, get.scenarios',
  requires: requirements.pbx,
  input: () => createParameters(fields),
  row: { id: 'id', fields },
  columns: ['id', 'name', 'virtual_phone_numbers'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page, settings) => createRpcRequest('get.scenarios', buildRpcParams(fields, input, page, settings)),
  page: parsePage,
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
  stageInput: { fields: ['id', 'name', 'virtual_phone_numbers', 'operations'] },
  // What the operations do is not told: their names are where knowledge ends.
  stage: row => ({
    id: `scenario ${getText(row, 'id')}`,
    kind: 'scenario',
    name: getText(row, 'name'),
    numbers: getTexts(row, 'virtual_phone_numbers').flatMap(number => toE164(number) ?? []),
    targets: getObjects(row, 'operations').map(operation => ({ name: getText(operation, 'name') })),
    ends: 'what its operations do is in no list',
  }),
});
