// Arbitrary provider rows, and an independent statement of what the lines made from them must be.
import { buildLine, type Line, type LineStatus, type Operation, type StatusReason } from '@linekeeper/core';
import { expect } from 'vitest';
import { buildReadPlan, RowReader } from '../../packages/core/src/listing/row-reader.ts';
import { anyJson, anyText } from '../core/text-arbitraries.ts';
import fc from '../random.ts';

/** A row as a provider sends it. */
export type RawRow = Readonly<Record<string, unknown>>;

/** The line of a provider's row, read with all fields, and the numbers that its calls are redirected or fail over to. */
export function readLine(operation: Operation, raw: unknown): { line: Line; relatedNumbers: readonly string[] } {
  const row = new RowReader(operation.row.id, buildReadPlan(operation.row.fields)).read(raw);
  const destinations = [operation.facts?.redirection?.read(row), operation.facts?.failover?.read(row)];
  return {
    line: buildLine(operation, 'one', row),
    relatedNumbers: destinations.flatMap(text => toExpectedE164(text?.split('@')[0])),
  };
}

/** All reasons, in the order in which lines have them. */
export const reasonsInOrder: readonly StatusReason[] = [
  'not_registered',
  'blocked_manually',
  'blocked_by_limit',
  'usage_block',
  'deactivated',
  'pending_activation',
  'quarantined',
  'unassigned',
  'not_reported',
];
/** All statuses. */
export const statusesInOrder: readonly LineStatus[] = ['up', 'down', 'blocked', 'inactive', 'unknown'];

/** The expected status and reasons of a line: from the reasons that its row reports, whether it is up, and whether its state is reported. */
export function expectedState(
  reportedReasons: readonly StatusReason[],
  up: boolean | undefined,
  stateIsReported = up !== undefined,
): { status: LineStatus; reasons: readonly StatusReason[] } {
  const has = (...someReasons: StatusReason[]) => someReasons.some(reason => reportedReasons.includes(reason));
  const reported: LineStatus = up === undefined ? 'unknown' : up ? 'up' : 'down';
  const inactive = has('deactivated', 'pending_activation', 'quarantined');
  const status = inactive ? 'inactive' : has('blocked_manually', 'blocked_by_limit') ? 'blocked' : reported;
  const all = new Set<StatusReason>([...reportedReasons, ...(up === false ? (['not_registered'] as const) : [])]);
  if (!stateIsReported) all.add('not_reported');
  return { status, reasons: reasonsInOrder.filter(reason => all.has(reason)) };
}

const e164 = /^\+[1-9]\d{6,14}$/;
const texts = ['id', 'name', 'extension', 'owner', 'owner_id', 'provider_status', 'ip', 'device', 'created_at'] as const;
const lineFieldNames = new Set<string>([
  ...texts,
  'account',
  'provider',
  'kind',
  'numbers',
  'status',
  'reasons',
  'caller_id',
  'leads_to',
  'monthly_fee',
  'currency',
]);

/** Checks the fields of a line, their types and formats, and the order of the reasons. Empty fields must be absent. */
export function expectValidLine(line: Line): void {
  expect(Object.keys(line).filter(name => !lineFieldNames.has(name))).toEqual([]);
  for (const name of texts) if (name in line) expect([name, line[name]]).toEqual([name, expect.stringMatching(/\S/)]);
  expect(statusesInOrder).toContain(line.status);
  if ('reasons' in line) expect(line.reasons?.length).toBeGreaterThan(0);
  expect(line.reasons ?? []).toEqual(reasonsInOrder.filter(reason => line.reasons?.includes(reason)));
  if ('numbers' in line) expect(line.numbers?.length).toBeGreaterThan(0);
  for (const number of line.numbers ?? []) expect(number).toMatch(e164);
  if ('leads_to' in line) expect(line.leads_to?.length).toBeGreaterThan(0);
  for (const destination of line.leads_to ?? []) expect(destination).toMatch(/\S/);
  if ('caller_id' in line) expect(line.caller_id).toMatch(e164);
  if ('monthly_fee' in line) expect(line.monthly_fee).toSatisfy(Number.isFinite);
  expect('monthly_fee' in line).toBe('currency' in line);
}

/** A provider's digits as E.164, without blanks and `00`: only `+` is added, no country code. Empty if they are not E.164. */
export function toExpectedE164(value: unknown): string[] {
  const text =
    typeof value === 'string' || typeof value === 'number'
      ? String(value)
          .trim()
          .replace(/(?<=^\+?\d+) (?=\d)/g, '')
          .replace(/^00/, '')
      : '';
  return /^\+?[1-9]\d{6,14}$/.test(text) ? [`+${text.replace('+', '')}`] : [];
}

/** True for a number or non-blank text. */
export const hasValue = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');

const words = [
  'constructor',
  'toString',
  'valueOf',
  '__proto__',
  'hasOwnProperty',
  '',
  ' ',
  'none',
  '=1+1',
  '<!channel>',
  '9'.repeat(400),
  '-0',
];

/** A value that no documentation has, but that a provider may send. */
export const unexpectedValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...words, 0, -1, 1e21, true, false, null, [], {}),
  anyText,
  anyJson,
);

/** Mostly a documented value, sometimes null or an unexpected one. */
export const mostlyDocumented = (documented: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: documented }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: unexpectedValue });

/** A few numbers, so that searches match; short and malformed ones too. */
export const sampleDigits = ['74950000001', '74950000002', '74957654321', '79161234567', '4570305050', '101', '0123456', '592'] as const;
/** A telephone number in any notation, or none. */
export const phoneNumber = fc.oneof(
  fc.constantFrom(...sampleDigits),
  fc.constantFrom('+74950000001', '004570305050', '+45 70305050', 'anonymous', ''),
  fc.nat(),
);

/** A row in which any field may be missing. */
export const partialRow = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<RawRow> => fc.record(fields, { requiredKeys: [] });
