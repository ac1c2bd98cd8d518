// What Telecom X is asked for when lines or a number are looked for: no row that fits is left out.
import { isRecord } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { operationOf } from './harness.ts';
import { digits, lineFrom, type Raw, rowOf } from './line-cases.ts';
import { fits, isFound, maybe, sentFor, sought, wanted } from './query-arbitraries.ts';

const trunks = operationOf('telecomx_list_sip_accounts');
const phones = operationOf('telecomx_list_sip_phones');

const people = ['12345678901234567890DDDD', '70001'] as const;
const telephone = fc.constantFrom(...digits, ...digits.map(one => `+${one}`), '');

const trunk = rowOf({
  _id: fc.nat().map(String),
  active: maybe(fc.boolean()),
  name: maybe(fc.constantFrom('Trunk', '70001')),
  numbers: maybe(fc.array(telephone, { maxLength: 3 })),
  status: maybe(fc.constantFrom('ON', 'OFF', 'SLEEPING')),
  usageBlock: maybe(fc.boolean()),
  failover: maybe(telephone.map(number => `${number}@192.0.2.1`)),
  defaultNumber: maybe(telephone),
});

const phone = rowOf({
  _id: fc.nat().map(String),
  macAddress: maybe(fc.constantFrom('4EE8A34B56F3')),
  sipPhoneModel: maybe(fc.constant({ brand: 'Snom', model: '370' })),
  extension: maybe(fc.record({ _id: fc.constant('E1'), number: telephone, direct: maybe(telephone) }, { requiredKeys: ['_id'] })),
  employee: maybe(rowOf({ _id: fc.constantFrom(...people), name: fc.constant('Donald Duck') })),
  online: maybe(fc.boolean()),
  notes: maybe(fc.constant('A note')),
});

/** `up`: true lists the reachable ones, false the unreachable ones; neither those that say nothing. */
const isTrunkListed = (row: Raw, { up }: Record<string, unknown>) => up === undefined || row.status === (up === true ? 'ON' : 'OFF');

/** `available`: only those not assigned to an extension. `filter`: part of any of seven fields. */
function isPhoneListed(
  { extension, employee, macAddress, handsetAddress, ip, notes }: Raw,
  { available, filter }: Record<string, unknown>,
) {
  const at = (value: unknown, name: string) => (isRecord(value) ? value[name] : undefined);
  const searched = [
    macAddress,
    handsetAddress,
    notes,
    at(ip, 'address'),
    at(extension, 'number'),
    at(extension, 'direct'),
    at(employee, 'name'),
  ];
  const matches = filter === undefined || searched.some(value => typeof value === 'string' && value.includes(String(filter)));
  return matches && (available !== true || (extension ?? null) === null);
}

const lists = [
  { name: 'trunks', operation: trunks, row: trunk, isListed: isTrunkListed },
  { name: 'phones', operation: phones, row: phone, isListed: isPhoneListed },
];

describe.each(lists)('a question over Telecom X $name', ({ operation, row, isListed }) => {
  const few = fc.array(row, { minLength: 1, maxLength: 20 });

  it('asks for every row whose line is wanted, and for nothing only where there is none', () => {
    fc.assert(
      fc.property(few, wanted(people), (rows, asked) => {
        const fitting = rows.filter(raw => fits(lineFrom(operation, raw).line, asked));
        const input = operation.forLines?.(asked) ?? {};
        if (input === 'nothing') expect(fitting).toEqual([]);
        else expect(fitting.filter(raw => !isListed(raw, sentFor(operation, input).query))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('asks for every row that has to do with a number', () => {
    fc.assert(
      fc.property(few, sought, (rows, number) => {
        const found = rows.filter(raw => isFound(lineFrom(operation, raw), number));
        const { query } = sentFor(operation, operation.forNumber?.(number) ?? {});
        expect(found.filter(raw => !isListed(raw, query))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a question over Telecom X trunks', () => {
  it('asks for nothing where an owner is wanted: a trunk has none', () => {
    expect(trunks.forLines?.({ ownerId: people[0] })).toBe('nothing');
  });

  it('leaves reachability to the provider', () => {
    expect(trunks.forLines?.({ status: 'up' })).toEqual({ up: true });
    expect(trunks.forLines?.({ status: 'down' })).toEqual({ up: false });
    expect(trunks.forLines?.({ reason: 'not_registered' })).toEqual({ up: false });
  });

  it.each(['blocked', 'inactive', 'unknown'] as const)(
    'reads the whole list where %s is wanted: the provider cannot be asked for it',
    status => {
      expect(trunks.forLines?.({ status })).toEqual({});
    },
  );
});

describe('a question over Telecom X phones', () => {
  it('leaves it to the provider which are assigned', () => {
    expect(phones.forLines?.({ reason: 'unassigned' })).toEqual({ available: true });
  });
});
