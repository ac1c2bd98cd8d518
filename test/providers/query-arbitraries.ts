// Arbitrary line filters and number queries, and the lines that match them: no operation may exclude such a line.
import type { Input, Line, LineFilter, NumberQuery, Operation } from '@linekeeper/core';
import fc from '../random.ts';
import { reasonsInOrder, sampleDigits, statusesInOrder } from './line-cases.ts';

/** A line filter, mostly of up to two criteria. */
export function lineFilter(owners: readonly string[]): fc.Arbitrary<LineFilter> {
  const allCriteria = fc.record({
    status: fc.constantFrom(...statusesInOrder),
    reason: fc.constantFrom(...reasonsInOrder),
    ownerId: fc.constantFrom(...owners),
    digits: fc.constantFrom('7', '7495', '74950000001', '4570305', '45', '0', '101'),
  });
  const criteria = fc.subarray(['status', 'reason', 'ownerId', 'digits'] as const, { minLength: 0, maxLength: 2 });
  const someCriteria = fc
    .tuple(allCriteria, criteria)
    .map(([all, names]): LineFilter => Object.fromEntries(names.map(name => [name, all[name]])));
  return fc.oneof({ weight: 6, arbitrary: someCriteria }, { weight: 1, arbitrary: allCriteria });
}

/** True if a line matches the filter. */
export const matchesFilter = (line: Line, { status, reason, ownerId, digits }: LineFilter): boolean =>
  (status === undefined || line.status === status) &&
  (reason === undefined || (line.reasons ?? []).includes(reason)) &&
  (ownerId === undefined || line.owner_id === ownerId) &&
  (digits === undefined || (line.numbers ?? []).some(number => number.startsWith(`+${digits}`)));

/** The query and body of the request for these arguments. Invalid arguments fail the test. */
export function buildRequest(operation: Operation, input: Input) {
  const { query, body } = operation.request(operation.input().parse(input), { offset: 0, limit: 25 });
  return { query: query ?? {}, body: body ?? {} };
}

/** A value that the provider stores, or null. */
export const orNull = (stored: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: stored }, { weight: 1, arbitrary: fc.constant(null) });

/** A query for a complete number, or for its last four digits. */
export const numberQuery: fc.Arbitrary<NumberQuery> = fc.oneof(
  fc.constantFrom(...sampleDigits).map(number => ({ digits: number, exact: true })),
  fc.constantFrom(...sampleDigits, '0000').map(number => ({ digits: number.slice(-4), exact: false })),
);

/** True if a line matches the number: by its numbers, its caller ID, a related number or its extension. */
export function matchesNumber(
  { line, relatedNumbers }: { line: Line; relatedNumbers: readonly string[] },
  { digits, exact }: NumberQuery,
): boolean {
  const numbers = [...(line.numbers ?? []), ...(line.caller_id === undefined ? [] : [line.caller_id]), ...relatedNumbers];
  return exact
    ? numbers.includes(`+${digits}`) || line.extension === digits
    : [...numbers, line.extension ?? ''].some(number => number.endsWith(digits));
}
