// What MTS Exolve is asked for when lines or a number are looked for: no row that fits is left out.

import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { operationOf } from './harness.ts';
import { digits, lineFrom, type Raw, rowOf } from './line-cases.ts';
import { fits, isFound, maybe, sentFor, sought, wanted } from './query-arbitraries.ts';

const sipIds = operationOf('exolve_list_sip_ids');
const numbers = operationOf('exolve_list_numbers');

const owners = ['883140123456789', '178ec145'] as const;
const telephone = fc.constantFrom(...digits);

const sipId = rowOf({
  sip_resource_id: fc.nat().map(String),
  sip_name: maybe(fc.constantFrom('TEST SIP', '883140123456789')),
  user_name: maybe(fc.constantFrom(...owners)),
  subscription_fee: maybe(fc.nat()),
  cli: maybe(telephone),
});

const number = rowOf({
  number_name: telephone,
  application_name: maybe(fc.constantFrom('Колл-центр', '883140123456789', '')),
  application_uuid: maybe(fc.uuid()),
  subscription_fee: maybe(fc.nat()),
});

/** Filters on text are part of the field of their name; without any, all rows come. */
function isListed(row: Raw, { search_filter, clis_filter, username_filter, search_filter_by_name }: Record<string, unknown>): boolean {
  const within = (name: string, filter: unknown) => filter === undefined || String(row[name] ?? '').includes(String(filter));
  return (
    within('number_name', search_filter) &&
    within('cli', clis_filter) &&
    within('user_name', username_filter) &&
    within('sip_name', search_filter_by_name)
  );
}

const lists = [
  { name: 'SIP IDs', operation: sipIds, row: sipId },
  { name: 'numbers', operation: numbers, row: number },
];

describe.each(lists)('a question over Exolve $name', ({ operation, row }) => {
  const few = fc.array(row, { minLength: 1, maxLength: 20 });

  it('asks for every row whose line is wanted, and for nothing only where there is none', () => {
    fc.assert(
      fc.property(few, wanted(owners), (rows, asked) => {
        const fitting = rows.filter(raw => fits(lineFrom(operation, raw).line, asked));
        const input = operation.forLines?.(asked) ?? {};
        if (input === 'nothing') expect(fitting).toEqual([]);
        else expect(fitting.filter(raw => !isListed(raw, sentFor(operation, input).body))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('asks for every row that has to do with a number', () => {
    fc.assert(
      fc.property(few, sought, (rows, number) => {
        const found = rows.filter(raw => isFound(lineFrom(operation, raw), number));
        const { body } = sentFor(operation, operation.forNumber?.(number) ?? {});
        expect(found.filter(raw => !isListed(raw, body))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('asks for nothing where an owner is wanted: there is none', () => {
    expect(operation.forLines?.({ ownerId: owners[0] })).toBe('nothing');
  });
});

describe.each(lists)('a question over the state of Exolve $name', ({ operation }) => {
  it('asks for all rows where what is not reported is wanted', () => {
    for (const asked of [{}, { status: 'unknown' }, { reason: 'not_reported' }] as const) expect(operation.forLines?.(asked)).toEqual({});
  });

  it.each(['up', 'down', 'blocked', 'inactive'] as const)('asks for nothing where %s is wanted', status => {
    expect(operation.forLines?.({ status })).toBe('nothing');
  });
});

describe('a question over Exolve numbers', () => {
  it('leaves digits to the provider', () => {
    expect(numbers.forLines?.({ digits: '7999' })).toEqual({ search_filter: '7999' });
    expect(numbers.forNumber?.({ digits: '2233', whole: false })).toEqual({ search_filter: '2233' });
  });
});
