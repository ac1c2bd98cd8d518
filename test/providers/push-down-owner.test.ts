// An owner that is all digits may be an id, or a word of a name: what the filter means is not left out where a list is asked by id.
import { describe, expect, it } from 'vitest';
import { predicateOf, wantedOf } from '../../packages/questions/src/lines/filters.ts';
import { isListed } from './callgear-filter.ts';
import { operationOf } from './harness.ts';
import { lineFrom } from './line-cases.ts';
import { sentFor } from './query-arbitraries.ts';

const lists = [
  { name: 'callgear_list_sip_lines', owner: '12', row: { id: 1, employee_id: 70001, employee_full_name: 'Зал 12' } },
  { name: 'callgear_list_sip_lines', owner: '70001', row: { id: 1, employee_id: 70001, employee_full_name: 'Зал 12' } },
  { name: 'callgear_list_virtual_numbers', owner: '12', row: { id: 1, virtual_phone_number: '74950000001', name: 'Зал 12' } },
  { name: 'telecomx_list_sip_accounts', owner: '70305050', row: { _id: '1', name: '70305050', numbers: ['+4570305050'] } },
  { name: 'telecomx_list_sip_phones', owner: '12', row: { _id: '1', employee: { _id: 'P1', name: 'Hall 12' } } },
  { name: 'exolve_list_sip_ids', owner: '12', row: { sip_resource_id: '1', sip_name: 'Зал 12' } },
  { name: 'exolve_list_numbers', owner: '12', row: { number_name: '79991112233', application_name: 'Зал 12' } },
];

describe('an owner of digits', () => {
  it.each(lists)('that is meant by the filter is asked for: $owner of $name', ({ name, owner, row }) => {
    const operation = operationOf(name);
    const isMeant = predicateOf({ owner })(lineFrom(operation, row).line);
    const input = operation.forLines?.(wantedOf({ owner })) ?? {};
    // Of the other providers none filters by owner.
    const params = input === 'nothing' ? undefined : sentFor(operation, input).body.params;
    const filter = typeof params === 'object' && params !== null && 'filter' in params ? params.filter : undefined;
    const isAsked = input !== 'nothing' && isListed(row, filter);
    expect({ isMeant, isAsked: isMeant ? isAsked : true }).toEqual({ isMeant, isAsked: true });
  });
});
