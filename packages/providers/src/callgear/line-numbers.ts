// `get.sip_line_virtual_numbers`: the numbers that the SIP lines of a CallGear account may present.
import { defineOperation } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';
import { requirements } from './rights.ts';

const fields: FieldDefinitions = {
  virtual_phone_number: {
    type: 'string',
    phoneDigits: true,
    filterable: true,
    shortDescription: 'Digits',
    description: 'The number, digits without +',
  },
};

/** Lists line numbers (`get.sip_line_virtual_numbers`). */
export const lineNumbers = defineOperation({
  provider: callgear,
  name: 'callgear_list_line_numbers',
  title: 'List CallGear line numbers',
  description: 'Numbers that SIP lines may present. All numbers: callgear_list_virtual_numbers.',
  reference: 'CallGear Data API, get.sip_line_virtual_numbers',
  requires: requirements.pbx,
  // No field may be sorted.
  input: () => createParameters(fields).omit({ sort: true }),
  row: { id: 'virtual_phone_number', fields },
  columns: ['virtual_phone_number'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page, settings) => createRpcRequest('get.sip_line_virtual_numbers', buildRpcParams(fields, input, page, settings)),
  page: parsePage,
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
});
