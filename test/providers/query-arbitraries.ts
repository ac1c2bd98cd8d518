// What a question over lines may look for, and which lines are that: what no record may leave out of its list.
import type { Input, Line, Operation, Sought, Wanted } from '@linekeeper/core';
import fc from '../random.ts';
import { digits, reasonsInOrder, statusesInOrder } from './line-cases.ts';

/** What a question over lines may ask a record for: most often one or two of the four. */
export function wanted(owners: readonly string[]): fc.Arbitrary<Wanted> {
  const asked = fc.record({
    status: fc.constantFrom(...statusesInOrder),
    reason: fc.constantFrom(...reasonsInOrder),
    ownerId: fc.constantFrom(...owners),
    digits: fc.constantFrom('7', '7495', '74950000001', '4570305', '45', '0', '101'),
  });
  const named = fc.subarray(['status', 'reason', 'ownerId', 'digits'] as const, { minLength: 0, maxLength: 2 });
  const some = fc.tuple(asked, named).map(([all, names]): Wanted => Object.fromEntries(names.map(name => [name, all[name]])));
  return fc.oneof({ weight: 6, arbitrary: some }, { weight: 1, arbitrary: asked });
}

/** True where a line is what is asked for. */
export const fits = (line: Line, { status, reason, ownerId, digits }: Wanted): boolean =>
  (status === undefined || line.status === status) &&
  (reason === undefined || (line.reasons ?? []).includes(reason)) &&
  (ownerId === undefined || line.owner_id === ownerId) &&
  (digits === undefined || (line.numbers ?? []).some(number => number.startsWith(`+${digits}`)));

/** What is sent for the arguments, after the check that a caller's arguments take; a refusal fails the test. */
export function sentFor(operation: Operation, input: Input) {
  const { query, body } = operation.request(operation.input().parse(input), { offset: 0, limit: 25 });
  return { query: query ?? {}, body: body ?? {} };
}

/** A value that the provider stores, or none. */
export const maybe = (stored: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: stored }, { weight: 1, arbitrary: fc.constant(null) });

/** A whole number, or the last four or more digits of one. */
export const sought: fc.Arbitrary<Sought> = fc.oneof(
  fc.constantFrom(...digits).map(one => ({ digits: one, whole: true })),
  fc.constantFrom(...digits, '0000').map(one => ({ digits: one.slice(-4), whole: false })),
);

/** True where a line has to do with the number: as its own, presented, behind it, or as its extension. */
export function isFound({ line, others }: { line: Line; others: readonly string[] }, { digits, whole }: Sought): boolean {
  const numbers = [...(line.numbers ?? []), ...(line.caller_id === undefined ? [] : [line.caller_id]), ...others];
  return whole
    ? numbers.includes(`+${digits}`) || line.extension === digits
    : [...numbers, line.extension ?? ''].some(number => number.endsWith(digits));
}
