// `get.network_resources`: SIP trunks, SIP addresses and SIP accounts of a CallGear account. Not on Novofon's page.
import { defineOperation } from '@linekeeper/core';
import { checkBrand, type FieldDefinitions, newerBrands } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear } from './provider.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, sortable: true, shortDescription: 'Id', description: 'Resource id' },
  phone: { type: 'string', filterable: true, sortable: true, shortDescription: 'Exactly', description: 'SIP number' },
  comment: {
    type: 'string',
    partialMatch: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Part, cased',
    description: 'Comment; a part of it finds it, case-sensitively',
  },
  protocol: {
    type: 'enum',
    values: ['SIP', 'SIP_URI', 'SIP_TRUNK'],
    filterable: true,
    sortable: true,
    shortDescription: 'Protocol',
    description: 'SIP account, SIP address or SIP trunk',
  },
};

/** Lists network resources (`get.network_resources`). */
export const networkResources = defineOperation({
  provider: callgear,
  name: 'callgear_list_network_resources',
  title: 'List CallGear network resources',
  description: 'SIP trunks, SIP URIs and SIP accounts. SIP lines: callgear_list_sip_lines.',
  reference: 'CallGear Data API, get.network_resources',
  input: () => createParameters(fields),
  row: { id: 'id', fields },
  columns: ['id', 'phone', 'protocol', 'comment'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: (input, page, settings) => {
    checkBrand(settings, newerBrands, 'network resources');
    return createRpcRequest('get.network_resources', buildRpcParams(fields, input, page, settings));
  },
  page: parsePage,
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
});
