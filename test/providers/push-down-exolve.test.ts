// Filter push-down to MTS Exolve: no row that matches a query is excluded.

import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { getOperation } from './harness.ts';
import { partialRow, type RawRow, readLine, sampleDigits } from './line-cases.ts';
import { buildRequest, lineFilter, matchesFilter, matchesNumber, numberQuery, orNull } from './query-arbitraries.ts';

const sipIds = getOperation('exolve_list_sip_ids');
const numbers = getOperation('exolve_list_numbers');

const owners = ['883140123456789', '178ec145'] as const;
const telephone = fc.constantFrom(...sampleDigits);

const sipId = partialRow({
  sip_resource_id: fc.nat().map(String),
  sip_name: orNull(fc.constantFrom('TEST SIP', '883140123456789')),
  user_name: orNull(fc.constantFrom(...owners)),
  subscription_fee: orNull(fc.nat()),
  cli: orNull(telephone),
});

const number = partialRow({
  number_name: telephone,
  application_name: orNull(fc.constantFrom('Колл-центр', '883140123456789', '')),
  application_uuid: orNull(fc.uuid()),
  subscription_fee: orNull(fc.nat()),
});

/** Text filters match a part of their field; without filters all rows are listed. */
function isListed(row: RawRow, { search_filter, clis_filter, username_filter, search_filter_by_name }: Record<string, unknown>): boolean {
  const contains = (name: string, filter: unknown) => filter === undefined || String(row[name] ?? '').includes(String(filter));
  return (
    contains('number_name', search_filter) &&
    contains('cli', clis_filter) &&
    contains('user_name', username_filter) &&
    contains('sip_name', search_filter_by_name)
  );
}

const lists = [
  { name: 'SIP IDs', operation: sipIds, row: sipId },
  { name: 'numbers', operation: numbers, row: number },
];

describe.each(lists)('push-down to Exolve $name', ({ operation, row }) => {
  const someRows = fc.array(row, { minLength: 1, maxLength: 20 });

  it('requests every row whose line matches, and none only if no row matches', () => {
    fc.assert(
      fc.property(someRows, lineFilter(owners), (rows, filter) => {
        const matching = rows.filter(raw => matchesFilter(readLine(operation, raw).line, filter));
        const input = operation.pushDownFilter?.(filter) ?? {};
        if (input === 'no-match') expect(matching).toEqual([]);
        else expect(matching.filter(raw => !isListed(raw, buildRequest(operation, input).body))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('requests every row that matches a number', () => {
    fc.assert(
      fc.property(someRows, numberQuery, (rows, number) => {
        const found = rows.filter(raw => matchesNumber(readLine(operation, raw), number));
        const { body } = buildRequest(operation, operation.numberQuery?.(number) ?? {});
        expect(found.filter(raw => !isListed(raw, body))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('requests nothing for an owner: rows have none', () => {
    expect(operation.pushDownFilter?.({ ownerId: owners[0] })).toBe('no-match');
  });
});

describe.each(lists)('push-down of the status to Exolve $name', ({ operation }) => {
  it('requests all rows for `unknown` and `not_reported`', () => {
    for (const filter of [{}, { status: 'unknown' }, { reason: 'not_reported' }] as const)
      expect(operation.pushDownFilter?.(filter)).toEqual({});
  });

  it.each(['up', 'down', 'blocked', 'inactive'] as const)('requests nothing for %s', status => {
    expect(operation.pushDownFilter?.({ status })).toBe('no-match');
  });
});

describe('push-down to Exolve numbers', () => {
  it('filters digits at the provider', () => {
    expect(numbers.pushDownFilter?.({ digits: '7999' })).toEqual({ search_filter: '7999' });
    expect(numbers.numberQuery?.({ digits: '2233', exact: false })).toEqual({ search_filter: '2233' });
  });
});
