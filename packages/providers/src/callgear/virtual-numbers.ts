// `get.virtual_numbers`: the public numbers of a CallGear account.
import { defineOperation, deriveStatus, getObjects, getText, type LineStatus, type StatusReason } from '@linekeeper/core';
import { type FieldDefinitions, newerBrands } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { anyOf, createDigitsFilter } from './filter.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';
import { requirements } from './rights.ts';
import { numberStates, virtualNumberFacts } from './virtual-number-facts.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, shortDescription: 'Id', description: 'Virtual number id' },
  virtual_phone_number: {
    type: 'string',
    phoneDigits: true,
    filterable: true,
    shortDescription: 'Digits',
    description: 'The number, digits without +',
  },
  redirection_phone_number: {
    type: 'string',
    phoneDigits: true,
    filterable: true,
    shortDescription: 'Digits',
    description: 'Where calls are redirected, digits; often for 800 numbers',
  },
  activation_date: { type: 'date', filterable: true, description: "When it was activated, in the account's time zone" },
  status: {
    type: 'enum',
    values: numberStates,
    filterable: true,
    sortable: true,
    shortDescription: 'State',
    description: 'In service, being prepared, in quarantine or locked',
  },
  category: {
    type: 'enum',
    values: ['usual', 'bronze', 'silver', 'gold', 'platinum'],
    filterable: true,
    sortable: true,
    shortDescription: 'Class',
    description: 'Price class',
  },
  type: {
    type: 'enum',
    values: ['va', 'call_tracking', 'dynamic_call_tracking'],
    filterable: true,
    sortable: true,
    shortDescription: 'Use',
    description: 'What it is used for',
  },
  campaigns: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Advertising campaigns that use it',
    fields: {
      campaign_id: { description: 'Campaign id' },
      campaign_name: { description: 'Campaign name' },
      site_id: { description: "Id of the campaign's site" },
      site_domain_name: { description: 'Domain of the site, without protocol' },
      site_blocks: {
        list: true,
        description: 'Blocks of numbers on the site',
        fields: {
          site_block_id: { description: 'Block id' },
          site_block_name: { description: 'Block name' },
          is_tracking: { description: 'Whether the block tracks calls' },
        },
      },
    },
  },
  scenarios: {
    type: 'list',
    list: true,
    filterable: true,
    description: 'Scenarios that handle its calls',
    fields: {
      scenario_id: { description: 'Scenario id' },
      scenario_name: { description: 'Scenario name' },
      call_processing_rule_id: { description: 'Call processing rule' },
      is_active: { description: 'Whether the rule is active' },
    },
  },
  name: {
    type: 'string',
    partialMatch: true,
    brands: newerBrands,
    filterable: true,
    sortable: true,
    shortDescription: 'Part, cased',
    description: 'Name; a part of it finds it, case-sensitively',
  },
  comment: {
    type: 'string',
    partialMatch: true,
    brands: newerBrands,
    filterable: true,
    sortable: true,
    shortDescription: 'Part',
    description: 'Comment; a part of it finds it, case-sensitively',
  },
  child_customer_id: {
    type: 'number',
    brands: newerBrands,
    filterable: true,
    sortable: true,
    shortDescription: 'Child',
    description: 'Id of the customer that it was given to',
  },
};

/** Lists public numbers (`get.virtual_numbers`). */
export const virtualNumbers = defineOperation({
  provider: callgear,
  name: 'callgear_list_virtual_numbers',
  title: 'List CallGear numbers',
  description: 'Numbers: state, class, forwarding. Lines: callgear_list_sip_lines.',
  reference: 'CallGear Data API, get.virtual_numbers',
  kind: 'virtual_number',
  facts: virtualNumberFacts,
  requires: requirements.numbers,
  input: () => createParameters(fields),
  row: { id: 'id', fields },
  columns: ['id', 'virtual_phone_number', 'status', 'type', 'category', 'redirection_phone_number', 'activation_date'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page, settings) => createRpcRequest('get.virtual_numbers', buildRpcParams(fields, input, page, settings)),
  page: parsePage,
  // Of the documented fields that may be sorted, these change least.
  stableOrder: ({ sort }) => (sort === undefined ? { sort: ['type', 'category'] } : undefined),
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
  line: row => ({
    id: getText(row, 'id'),
    name: getText(row, 'name'),
    numbers: virtualNumberFacts.numbers.read(row),
    provider_status: getText(row, 'status'),
    created_at: getText(row, 'activation_date'),
  }),
  isRouteStart: true,
  stage: row => ({
    id: `number ${getText(row, 'id')}`,
    kind: 'number',
    entry: 'number',
    name: getText(row, 'virtual_phone_number'),
    numbers: virtualNumberFacts.numbers.read(row),
    targets: [
      { number: virtualNumberFacts.redirection.read(row) },
      ...getObjects(row, 'scenarios')
        .filter(scenario => scenario.is_active !== false)
        .map(scenario => ({ id: `scenario ${getText(scenario, 'scenario_id')}`, name: getText(scenario, 'scenario_name') })),
      ...getObjects(row, 'campaigns').map(campaign => ({ name: getText(campaign, 'campaign_name') })),
    ],
  }),
  pushDownFilter: ({ status, reason, ownerId, digits }) => {
    if (ownerId !== undefined) return 'no-match';
    const states = findMatchingStates(status, reason);
    const filters = [
      ...(states === undefined ? [] : [{ field: 'status', operator: 'in', value: states }]),
      ...(digits === undefined ? [] : [createDigitsFilter('virtual_phone_number', digits, 'prefix')]),
    ];
    if (states?.length === 0) return 'no-match';
    return filters.length === 0 ? {} : { filter: { filters, condition: 'and' } };
  },
  numberQuery: ({ digits, exact }) => {
    const match = exact ? 'exact' : 'suffix';
    return {
      filter: anyOf(
        createDigitsFilter('virtual_phone_number', digits, match),
        createDigitsFilter('redirection_phone_number', digits, match),
      ),
    };
  },
});

/** The provider's states that match; undefined if an undocumented state could match too, so that all must be read. */
function findMatchingStates(status: LineStatus | undefined, reason: StatusReason | undefined): string[] | undefined {
  if (status === 'unknown' || reason === 'not_reported') return undefined;
  if (status === undefined && reason === undefined) return undefined;
  return numberStates.filter(state => {
    const { status: stateStatus, reasons } = deriveStatus({ status: state }, virtualNumberFacts);
    return (status ?? stateStatus) === stateStatus && (reason === undefined || reasons.includes(reason));
  });
}
