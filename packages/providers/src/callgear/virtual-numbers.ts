// `get.virtual_numbers`: the public numbers of a CallGear account.
import { defineOperation, fromDigits, type Reason, type Signals, type Status, stateOf, textAt } from '@linekeeper/core';
import type { Columns } from './field-definitions.ts';
import { digitsFilter, either } from './filter.ts';
import { page, rpc } from './json-rpc.ts';
import { parametersOf, paramsOf } from './parameters.ts';
import { callgear } from './provider.ts';

const columns: Columns = {
  id: { type: 'number', filter: true, brief: 'Id', about: 'Virtual number id' },
  virtual_phone_number: { type: 'string', digits: true, filter: true, brief: 'Digits', about: 'The number, digits without +' },
  redirection_phone_number: {
    type: 'string',
    digits: true,
    filter: true,
    brief: 'Digits',
    about: 'Where calls are redirected, digits; often for 800 numbers',
  },
  activation_date: { type: 'date', filter: true, about: "When it was activated, in the account's time zone" },
  status: {
    type: 'enum',
    values: ['active', 'waiting', 'cleaning', 'prereserved', 'reserved', 'manual_lock', 'limit_lock'],
    filter: true,
    sort: true,
    brief: 'State',
    about: 'In service, being prepared, in quarantine or locked',
  },
  category: {
    type: 'enum',
    values: ['usual', 'bronze', 'silver', 'gold', 'platinum'],
    filter: true,
    sort: true,
    brief: 'Class',
    about: 'Price class',
  },
  type: {
    type: 'enum',
    values: ['va', 'call_tracking', 'dynamic_call_tracking'],
    filter: true,
    sort: true,
    brief: 'Use',
    about: 'What it is used for',
  },
  campaigns: {
    type: 'list',
    list: true,
    filter: true,
    about: 'Advertising campaigns that use it',
    fields: {
      campaign_id: { about: 'Campaign id' },
      campaign_name: { about: 'Campaign name' },
      site_id: { about: "Id of the campaign's site" },
      site_domain_name: { about: 'Domain of the site, without protocol' },
      site_blocks: {
        list: true,
        about: 'Blocks of numbers on the site',
        fields: {
          site_block_id: { about: 'Block id' },
          site_block_name: { about: 'Block name' },
          is_tracking: { about: 'Whether the block tracks calls' },
        },
      },
    },
  },
  scenarios: {
    type: 'list',
    list: true,
    filter: true,
    about: 'Scenarios that handle its calls',
    fields: {
      scenario_id: { about: 'Scenario id' },
      scenario_name: { about: 'Scenario name' },
      call_processing_rule_id: { about: 'Call processing rule (newer accounts)' },
      is_active: { about: 'Whether the scenario is active (newer accounts)' },
    },
  },
  name: {
    type: 'string',
    partly: true,
    unlisted: true,
    filter: true,
    sort: true,
    brief: 'Part, cased',
    about: 'Name; a part of it finds it, case-sensitively',
  },
  comment: {
    type: 'string',
    partly: true,
    unlisted: true,
    filter: true,
    sort: true,
    brief: 'Part, cased',
    about: 'Comment; a part of it finds it, case-sensitively',
  },
  child_customer_id: {
    type: 'number',
    unlisted: true,
    filter: true,
    sort: true,
    brief: 'Customer',
    about: 'Id of the customer that it was given to',
  },
};

export const virtualNumbers = defineOperation({
  provider: callgear,
  name: 'callgear_list_virtual_numbers',
  title: 'List CallGear numbers',
  description: 'Numbers: status, redirection. Lines: callgear_list_sip_lines.',
  reference: 'CallGear Data API, get.virtual_numbers',
  kind: 'virtual_number',
  reports: ['billing', 'routing'],
  input: () => parametersOf(columns),
  row: { id: 'id', fields: columns },
  columns: ['id', 'virtual_phone_number', 'status', 'type', 'category', 'redirection_phone_number', 'activation_date'],
  pageSize: 1_000,
  lastOffset: 100_000,
  request: (input, position) => rpc('get.virtual_numbers', paramsOf(columns, input, position)),
  page,
  line: row => ({
    id: textAt(row, 'id'),
    name: textAt(row, 'name'),
    numbers: [fromDigits(textAt(row, 'virtual_phone_number'))].filter(number => number !== undefined),
    created_at: textAt(row, 'activation_date'),
    signals: signalsOf(String(row.status)),
    others: [fromDigits(textAt(row, 'redirection_phone_number'))]
      .filter(number => number !== undefined)
      .map(number => ({ role: 'redirection', number })),
  }),
  forLines: ({ status, reason, ownerId, digits }) => {
    if (ownerId !== undefined) return 'nothing';
    const states = statesOf(status, reason);
    const filters = [
      ...(states === undefined ? [] : [{ field: 'status', operator: 'in', value: states }]),
      ...(digits === undefined ? [] : [digitsFilter('virtual_phone_number', digits, 'beginning')]),
    ];
    if (states?.length === 0) return 'nothing';
    return filters.length === 0 ? {} : { filter: { filters, condition: 'and' } };
  },
  forNumber: ({ digits, whole }) => {
    const where = whole ? 'whole' : 'end';
    return { filter: either(digitsFilter('virtual_phone_number', digits, where), digitsFilter('redirection_phone_number', digits, where)) };
  },
});

/** What each documented status signals; any other signals nothing. */
function signalsOf(status: string): Signals {
  switch (status) {
    case 'active':
      return { inService: true };
    case 'waiting':
    case 'reserved':
    case 'prereserved':
      return { pendingActivation: true };
    case 'cleaning':
      return { quarantined: true };
    case 'manual_lock':
      return { blockedManually: true };
    case 'limit_lock':
      return { blockedByLimit: true };
    default:
      return {};
  }
}

/** The provider's states that fit; undefined where a state that it does not document might. */
function statesOf(status: Status | undefined, reason: Reason | undefined): string[] | undefined {
  if (status === 'unknown' || reason === 'not_reported') return undefined;
  if (status === undefined && reason === undefined) return undefined;
  return columns.status?.values?.filter(state => {
    const { status: made, reasons } = stateOf(signalsOf(state));
    return (status ?? made) === made && (reason === undefined || reasons.includes(reason));
  });
}
