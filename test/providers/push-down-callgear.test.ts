// What CallGear is asked for when lines or a number are looked for: no row that fits is left out.
import { isRecord, LinekeeperError, type Operation } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { isListed } from './callgear-filter.ts';
import { sipLines, virtualNumbers } from './harness.ts';
import { digits, lineFrom, type Raw, rowOf } from './line-cases.ts';
import { fits, isFound, maybe, sentFor, sought, wanted } from './query-arbitraries.ts';

const employees = ['70001', '70002', '7', '18446744073709551615'] as const;
const telephone = fc.constantFrom(...digits, '');
const english = fc.constantFrom('Registered', 'Not registered', 'Ringing');

const lineIn = (states: fc.Arbitrary<string>) =>
  rowOf({
    id: fc.nat(),
    phone_number: maybe(telephone),
    billing_state: maybe(fc.constantFrom('active', 'manual_lock', 'limit_lock', 'frozen')),
    physical_state: maybe(states),
    virtual_phone_number: maybe(telephone),
    status: maybe(fc.constantFrom('active', 'inactive', 'paused')),
    employee_id: maybe(fc.constantFrom(...employees, 70001, 7)),
    employee_full_name: maybe(fc.constantFrom('Иван Петров', '70001')),
  });

const sipLine = lineIn(fc.oneof(english, fc.constantFrom('Зарегистрирован', 'Не зарегистрирован')));

const virtualNumber = rowOf({
  id: fc.nat(),
  virtual_phone_number: maybe(telephone),
  redirection_phone_number: maybe(telephone),
  status: maybe(fc.constantFrom('active', 'waiting', 'cleaning', 'prereserved', 'reserved', 'manual_lock', 'limit_lock', 'sold')),
  name: maybe(fc.constantFrom('70001', 'Линия')),
});

/** The filter that goes out for the arguments. */
function filterFor(operation: Operation, input: Record<string, unknown>): unknown {
  const { params } = sentFor(operation, input).body;
  return isRecord(params) ? params.filter : undefined;
}

const lists = [
  { name: 'SIP lines', operation: sipLines, row: sipLine },
  { name: 'numbers', operation: virtualNumbers, row: virtualNumber },
];

describe.each(lists)('a question over CallGear $name', ({ operation, row }) => {
  const few = fc.array(row, { minLength: 1, maxLength: 20 });

  it('asks for every row whose line is wanted, and for nothing only where there is none', () => {
    fc.assert(
      fc.property(few, wanted(employees), (rows, asked) => {
        const fitting = rows.filter(raw => fits(lineFrom(operation, raw).line, asked));
        const input = operation.forLines?.(asked) ?? {};
        if (input === 'nothing') expect(fitting).toEqual([]);
        else expect(fitting.filter(raw => !isListed(raw, filterFor(operation, input)))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('asks for every row that has to do with a number', () => {
    fc.assert(
      fc.property(few, sought, (rows, number) => {
        const found = rows.filter(raw => isFound(lineFrom(operation, raw), number));
        const filter = filterFor(operation, operation.forNumber?.(number) ?? {});
        expect(found.filter(raw => !isListed(raw, filter))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a question over CallGear SIP lines', () => {
  const refusal = new LinekeeperError('input', 'no', { field: 'filter.value' });

  it('loses no row of an account that knows the English states alone, when the Russian ones are refused', () => {
    fc.assert(
      fc.property(fc.array(lineIn(english), { minLength: 1 }), wanted(employees), (rows, asked) => {
        const input = sipLines.forLines?.(asked) ?? {};
        if (input === 'nothing') return;
        const narrowed = sipLines.otherwise?.(input, refusal);
        if (narrowed === undefined) return;
        const filter = filterFor(sipLines, narrowed);
        expect(JSON.stringify(filter)).not.toMatch(/арегистрирован/);
        const fitting = rows.filter((raw: Raw) => fits(lineFrom(sipLines, raw).line, asked));
        expect(fitting.filter(raw => !isListed(raw, filter))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    { asked: { status: 'up' }, row: { physical_state: 'Not registered' } },
    { asked: { status: 'down' }, row: { physical_state: 'Registered' } },
    { asked: { status: 'blocked' }, row: { billing_state: 'active' } },
    { asked: { status: 'inactive' }, row: { status: 'active' } },
    { asked: { reason: 'unassigned' }, row: { employee_id: 70001 } },
    { asked: { reason: 'blocked_by_limit' }, row: { billing_state: 'manual_lock' } },
    { asked: { ownerId: '70001' }, row: { employee_id: 70002 } },
  ] as const)('leaves $row to the provider where $asked is wanted', ({ asked, row }) => {
    const input = sipLines.forLines?.(asked);
    expect(input).toBeTypeOf('object');
    expect(isListed(row, filterFor(sipLines, input === 'nothing' ? {} : { ...input }))).toBe(false);
  });
});

describe('a question over CallGear numbers', () => {
  it.each([
    { ownerId: '70001' },
    { status: 'down' },
    { reason: 'unassigned' },
    { reason: 'usage_block' },
    { status: 'up', reason: 'quarantined' },
  ] as const)('asks for nothing where %j is wanted', asked => {
    expect(virtualNumbers.forLines?.(asked)).toBe('nothing');
  });

  it('asks for the digits that numbers begin with', () => {
    const input = virtualNumbers.forLines?.({ digits: '7495' });
    const filter = filterFor(virtualNumbers, typeof input === 'object' ? { ...input } : {});
    expect(isListed({ virtual_phone_number: '79161234567' }, filter)).toBe(false);
    expect(isListed({ virtual_phone_number: '74950000001' }, filter)).toBe(true);
  });
});
