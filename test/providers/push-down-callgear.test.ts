// Filter push-down to CallGear: no row that matches a query is excluded.
import { isRecord, LinekeeperError, type Operation } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { isListed } from './callgear-filter.ts';
import { sipLines, virtualNumbers } from './harness.ts';
import { partialRow, type RawRow, readLine, sampleDigits } from './line-cases.ts';
import { buildRequest, lineFilter, matchesFilter, matchesNumber, numberQuery, orNull } from './query-arbitraries.ts';

const employees = ['70001', '70002', '7', '18446744073709551615'] as const;
const telephone = fc.constantFrom(...sampleDigits, '');
const english = fc.constantFrom('Registered', 'Not registered', 'Ringing');

const sipLineWithState = (states: fc.Arbitrary<string>) =>
  partialRow({
    id: fc.nat(),
    phone_number: orNull(telephone),
    billing_state: orNull(fc.constantFrom('active', 'manual_lock', 'limit_lock', 'frozen')),
    physical_state: orNull(states),
    virtual_phone_number: orNull(telephone),
    status: orNull(fc.constantFrom('active', 'inactive', 'paused')),
    employee_id: orNull(fc.constantFrom(...employees, 70001, 7)),
    employee_full_name: orNull(fc.constantFrom('Иван Петров', '70001')),
  });

const sipLine = sipLineWithState(fc.oneof(english, fc.constantFrom('Зарегистрирован', 'Не зарегистрирован')));

const virtualNumber = partialRow({
  id: fc.nat(),
  virtual_phone_number: orNull(telephone),
  redirection_phone_number: orNull(telephone),
  status: orNull(fc.constantFrom('active', 'waiting', 'cleaning', 'prereserved', 'reserved', 'manual_lock', 'limit_lock', 'sold')),
  name: orNull(fc.constantFrom('70001', 'Линия')),
});

/** The filter that is sent for the arguments. */
function getSentFilter(operation: Operation, input: Record<string, unknown>): unknown {
  const { params } = buildRequest(operation, input).body;
  return isRecord(params) ? params.filter : undefined;
}

const lists = [
  { name: 'SIP lines', operation: sipLines, row: sipLine },
  { name: 'numbers', operation: virtualNumbers, row: virtualNumber },
];

describe.each(lists)('push-down to CallGear $name', ({ operation, row }) => {
  const someRows = fc.array(row, { minLength: 1, maxLength: 20 });

  it('requests every row whose line matches, and none only if no row matches', () => {
    fc.assert(
      fc.property(someRows, lineFilter(employees), (rows, query) => {
        const matching = rows.filter(raw => matchesFilter(readLine(operation, raw).line, query));
        const input = operation.pushDownFilter?.(query) ?? {};
        if (input === 'no-match') expect(matching).toEqual([]);
        else expect(matching.filter(raw => !isListed(raw, getSentFilter(operation, input)))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('requests every row that matches a number', () => {
    fc.assert(
      fc.property(someRows, numberQuery, (rows, number) => {
        const found = rows.filter(raw => matchesNumber(readLine(operation, raw), number));
        const filter = getSentFilter(operation, operation.numberQuery?.(number) ?? {});
        expect(found.filter(raw => !isListed(raw, filter))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('push-down to CallGear SIP lines', () => {
  const rejection = new LinekeeperError('input', 'no', { field: 'filter.value' });

  it('loses no row of an account that knows only the English states and rejects the Russian ones', () => {
    fc.assert(
      fc.property(fc.array(sipLineWithState(english), { minLength: 1 }), lineFilter(employees), (rows, query) => {
        const input = sipLines.pushDownFilter?.(query) ?? {};
        if (input === 'no-match') return;
        const fallback = sipLines.fallbackInput?.(input, rejection);
        if (fallback === undefined) return;
        const filter = getSentFilter(sipLines, fallback);
        expect(JSON.stringify(filter)).not.toMatch(/арегистрирован/);
        const matching = rows.filter((raw: RawRow) => matchesFilter(readLine(sipLines, raw).line, query));
        expect(matching.filter(raw => !isListed(raw, filter))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { query: { status: 'up' }, row: { physical_state: 'Not registered' } },
    { query: { status: 'down' }, row: { physical_state: 'Registered' } },
    { query: { status: 'blocked' }, row: { billing_state: 'active' } },
    { query: { status: 'inactive' }, row: { status: 'active' } },
    { query: { reason: 'unassigned' }, row: { employee_id: 70001 } },
    { query: { reason: 'blocked_by_limit' }, row: { billing_state: 'manual_lock' } },
    { query: { ownerId: '70001' }, row: { employee_id: 70002 } },
  ] as const)('excludes $row at the provider for $query', ({ query, row }) => {
    const input = sipLines.pushDownFilter?.(query);
    expect(input).toBeTypeOf('object');
    expect(isListed(row, getSentFilter(sipLines, input === 'no-match' ? {} : { ...input }))).toBe(false);
  });
});

describe('push-down to CallGear numbers', () => {
  it.each([
    { ownerId: '70001' },
    { status: 'down' },
    { reason: 'unassigned' },
    { reason: 'usage_block' },
    { status: 'up', reason: 'quarantined' },
  ] as const)('requests nothing for %j', query => {
    expect(virtualNumbers.pushDownFilter?.(query)).toBe('no-match');
  });

  it('requests numbers by their first digits', () => {
    const input = virtualNumbers.pushDownFilter?.({ digits: '7495' });
    const filter = getSentFilter(virtualNumbers, typeof input === 'object' ? { ...input } : {});
    expect(isListed({ virtual_phone_number: '79161234567' }, filter)).toBe(false);
    expect(isListed({ virtual_phone_number: '74950000001' }, filter)).toBe(true);
  });
});
