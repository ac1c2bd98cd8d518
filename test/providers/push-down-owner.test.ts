// An owner filter of digits may be an id or a word of a name: push-down by id must not exclude a match by name.
import { describe, expect, it } from 'vitest';
import { createLinePredicate, toLineFilter } from '../../packages/questions/src/lines/filters.ts';
import { isListed } from './callgear-filter.ts';
import { getOperation } from './harness.ts';
import { readLine } from './line-cases.ts';
import { buildRequest } from './query-arbitraries.ts';

const lists = [
  { name: 'callgear_list_sip_lines', owner: '12', row: { id: 1, employee_id: 70001, employee_full_name: 'Зал 12' } },
  { name: 'callgear_list_sip_lines', owner: '70001', row: { id: 1, employee_id: 70001, employee_full_name: 'Зал 12' } },
  { name: 'callgear_list_virtual_numbers', owner: '12', row: { id: 1, virtual_phone_number: '74950000001', name: 'Зал 12' } },
  { name: 'telecomx_list_sip_accounts', owner: '70305050', row: { _id: '1', name: '70305050', numbers: ['+4570305050'] } },
  { name: 'telecomx_list_sip_phones', owner: '12', row: { _id: '1', employee: { _id: 'P1', name: 'Hall 12' } } },
  { name: 'exolve_list_sip_ids', owner: '12', row: { sip_resource_id: '1', sip_name: 'Зал 12' } },
  { name: 'exolve_list_numbers', owner: '12', row: { number_name: '79991112233', application_name: 'Зал 12' } },
];

describe('an owner filter of digits', () => {
  it.each(lists)('requests the row that it matches: $owner of $name', ({ name, owner, row }) => {
    const operation = getOperation(name);
    const isMatch = createLinePredicate({ owner }, [])(readLine(operation, row).line);
    const input = operation.pushDownFilter?.(toLineFilter({ owner }, [])) ?? {};
    // The other providers have no owner filter.
    const params = input === 'no-match' ? undefined : buildRequest(operation, input).body.params;
    const filter = typeof params === 'object' && params !== null && 'filter' in params ? params.filter : undefined;
    const isRequested = input !== 'no-match' && isListed(row, filter);
    expect({ isMatch, isRequested: isMatch ? isRequested : true }).toEqual({ isMatch, isRequested: true });
  });
});
