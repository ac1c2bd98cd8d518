// Filter push-down to Telecom X: no row that matches a query is excluded.
import { isRecord } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { getOperation } from './harness.ts';
import { partialRow, type RawRow, readLine, sampleDigits } from './line-cases.ts';
import { buildRequest, lineFilter, matchesFilter, matchesNumber, numberQuery, orNull } from './query-arbitraries.ts';

const trunks = getOperation('telecomx_list_sip_accounts');
const phones = getOperation('telecomx_list_sip_phones');

const people = ['12345678901234567890DDDD', '70001'] as const;
const telephone = fc.constantFrom(...sampleDigits, ...sampleDigits.map(one => `+${one}`), '');

const trunk = partialRow({
  _id: fc.nat().map(String),
  active: orNull(fc.boolean()),
  name: orNull(fc.constantFrom('Trunk', '70001')),
  numbers: orNull(fc.array(telephone, { maxLength: 3 })),
  status: orNull(fc.constantFrom('ON', 'OFF', 'SLEEPING')),
  usageBlock: orNull(fc.boolean()),
  failover: orNull(telephone.map(number => `${number}@192.0.2.1`)),
  defaultNumber: orNull(telephone),
});

const phone = partialRow({
  _id: fc.nat().map(String),
  macAddress: orNull(fc.constantFrom('4EE8A34B56F3')),
  sipPhoneModel: orNull(fc.constant({ brand: 'Snom', model: '370' })),
  extension: orNull(fc.record({ _id: fc.constant('E1'), number: telephone, direct: orNull(telephone) }, { requiredKeys: ['_id'] })),
  employee: orNull(partialRow({ _id: fc.constantFrom(...people), name: fc.constant('Donald Duck') })),
  online: orNull(fc.boolean()),
  notes: orNull(fc.constant('A note')),
});

/** `up`: true lists reachable trunks, false unreachable ones; neither lists trunks without a status. */
const isTrunkListed = (row: RawRow, { up }: Record<string, unknown>) => up === undefined || row.status === (up === true ? 'ON' : 'OFF');

/** `available`: only phones without an extension. `filter`: a part of any of seven fields. */
function isPhoneListed(
  { extension, employee, macAddress, handsetAddress, ip, notes }: RawRow,
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

describe.each(lists)('push-down to Telecom X $name', ({ operation, row, isListed }) => {
  const someRows = fc.array(row, { minLength: 1, maxLength: 20 });

  it('requests every row whose line matches, and none only if no row matches', () => {
    fc.assert(
      fc.property(someRows, lineFilter(people), (rows, filter) => {
        const matching = rows.filter(raw => matchesFilter(readLine(operation, raw).line, filter));
        const input = operation.pushDownFilter?.(filter) ?? {};
        if (input === 'no-match') expect(matching).toEqual([]);
        else expect(matching.filter(raw => !isListed(raw, buildRequest(operation, input).query))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('requests every row that matches a number', () => {
    fc.assert(
      fc.property(someRows, numberQuery, (rows, number) => {
        const found = rows.filter(raw => matchesNumber(readLine(operation, raw), number));
        const { query } = buildRequest(operation, operation.numberQuery?.(number) ?? {});
        expect(found.filter(raw => !isListed(raw, query))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('push-down to Telecom X trunks', () => {
  it('requests nothing for an owner: trunks have none', () => {
    expect(trunks.pushDownFilter?.({ ownerId: people[0] })).toBe('no-match');
  });

  it('filters reachability at the provider', () => {
    expect(trunks.pushDownFilter?.({ status: 'up' })).toEqual({ up: true });
    expect(trunks.pushDownFilter?.({ status: 'down' })).toEqual({ up: false });
    expect(trunks.pushDownFilter?.({ reason: 'not_registered' })).toEqual({ up: false });
  });

  it.each(['blocked', 'inactive', 'unknown'] as const)('reads the whole list for %s: the provider has no such filter', status => {
    expect(trunks.pushDownFilter?.({ status })).toEqual({});
  });
});

describe('push-down to Telecom X phones', () => {
  it('filters unassigned phones at the provider', () => {
    expect(phones.pushDownFilter?.({ reason: 'unassigned' })).toEqual({ available: true });
  });
});
