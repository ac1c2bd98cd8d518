// `get.number_capacity_ids_user_charges_and_costs`: what numbers cost. Unverified: the page names ids of numbers to be connected; ids of connected ones may be refused. Not on Novofon's page.
import { defineOperation, getNumber } from '@linekeeper/core';
import * as z from 'zod';
import { checkBrand, type FieldDefinitions, newerBrands } from './field-definitions.ts';
import { readFieldFilters } from './field-filters.ts';
import { createRpcRequest, parsePage } from './json-rpc.ts';
import { buildRpcParams, createParameters } from './parameters.ts';
import { callgear, getCurrency } from './provider.ts';
import { formatFeeKey, getFeeId } from './virtual-number-facts.ts';

const fields: FieldDefinitions = {
  id: { type: 'number', filterable: true, sortable: true, shortDescription: 'Id', description: 'Virtual number id' },
  numb: {
    type: 'string',
    phoneDigits: true,
    filterable: true,
    sortable: true,
    shortDescription: 'Digits',
    description: 'The number, digits',
  },
  activation_cost: { type: 'number', filterable: true, sortable: true, shortDescription: 'Exactly', description: 'Fee paid once' },
  user_charge: { type: 'number', filterable: true, sortable: true, shortDescription: 'Exactly', description: 'Monthly fee' },
};

/** Lists number charges (`get.number_capacity_ids_user_charges_and_costs`). */
export const numberCharges = defineOperation({
  provider: callgear,
  name: 'callgear_list_number_charges',
  title: 'List CallGear number charges',
  description: 'Monthly fees of numbers by id. Ids: callgear_list_virtual_numbers.',
  reference: 'CallGear Data API, get.number_capacity_ids_user_charges_and_costs',
  input: () => createParameters(fields).extend({ number_capacity_ids: z.array(z.int()).min(1).describe('Ids of the numbers') }),
  row: { id: 'id', fields },
  columns: ['id', 'numb', 'activation_cost', 'user_charge'],
  pageSize: 1_000,
  maxPageSize: 10_000,
  maxOffset: 100_000,
  request: ({ number_capacity_ids, ...input }, page, settings) => {
    checkBrand(settings, newerBrands, 'number charges');
    return createRpcRequest('get.number_capacity_ids_user_charges_and_costs', {
      ...buildRpcParams(fields, input, page, settings),
      number_capacity_ids,
    });
  },
  page: parsePage,
  readFilters: (input, settings) => readFieldFilters(fields, input, settings),
  price: (row, settings) => ({ id: formatFeeKey(row, 'numb'), monthlyFee: getNumber(row, 'user_charge'), currency: getCurrency(settings) }),
  priceInput: (products, { brand = 'callgear' }) =>
    newerBrands.some(name => name === brand) ? { number_capacity_ids: products.map(getFeeId).filter(Number.isSafeInteger) } : undefined,
});
