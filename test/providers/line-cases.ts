// Rows of any form as lines, and what is true of every line, written down a second time.
import { type Line, lineOf, type Operation, type Reason, type Status } from '@linekeeper/core';
import { expect } from 'vitest';
import { planOf, RowReader } from '../../packages/core/src/listing/row-reader.ts';
import { anyJson, anyText } from '../core/text-arbitraries.ts';
import fc from '../random.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** The line of a provider's row, read with all its fields. */
export function lineFrom(operation: Operation, raw: unknown): { line: Line; others: readonly string[] } {
  const { provider, kind, line } = operation;
  if (line === undefined || kind === undefined) throw new Error(`${operation.name} has no lines`);
  const facts = line(new RowReader(operation.row.id, planOf(operation.row.fields)).read(raw));
  const made = lineOf({ account: 'one', provider: provider.name, kind }, facts);
  return { line: made, others: (facts.others ?? []).map(({ number }) => number) };
}

/** Worst first is not their order: they come in this order. */
export const reasonsInOrder: readonly Reason[] = [
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
export const statusesInOrder: readonly Status[] = ['up', 'down', 'blocked', 'inactive', 'unknown'];

/** What a row's state is, by what it says: reasons, and whether the line is reachable or in service. */
export function stateBy(said: readonly Reason[], up: boolean | undefined): { status: Status; reasons: readonly Reason[] } {
  const has = (...these: Reason[]) => these.some(reason => said.includes(reason));
  const reported: Status = up === undefined ? 'unknown' : up ? 'up' : 'down';
  const inactive = has('deactivated', 'pending_activation', 'quarantined');
  const status = inactive ? 'inactive' : has('blocked_manually', 'blocked_by_limit') ? 'blocked' : reported;
  const all = new Set<Reason>([...said, ...(up === false ? (['not_registered'] as const) : [])]);
  if (status === 'unknown') all.add('not_reported');
  return { status, reasons: reasonsInOrder.filter(reason => all.has(reason)) };
}

const e164 = /^\+[1-9]\d{6,14}$/;
const texts = ['id', 'name', 'extension', 'owner', 'owner_id', 'ip', 'device', 'created_at'] as const;
const known = new Set<string>([
  ...texts,
  'account',
  'provider',
  'kind',
  'numbers',
  'status',
  'reasons',
  'caller_id',
  'monthly_fee',
  'currency',
]);

/** Fields, types, forms and the order of reasons; empty fields are left out. */
export function expectForm(line: Line): void {
  expect(Object.keys(line).filter(name => !known.has(name))).toEqual([]);
  for (const name of texts) if (name in line) expect([name, line[name]]).toEqual([name, expect.stringMatching(/\S/)]);
  expect(statusesInOrder).toContain(line.status);
  if ('reasons' in line) expect(line.reasons?.length).toBeGreaterThan(0);
  expect(line.reasons ?? []).toEqual(reasonsInOrder.filter(reason => line.reasons?.includes(reason)));
  if ('numbers' in line) expect(line.numbers?.length).toBeGreaterThan(0);
  for (const number of line.numbers ?? []) expect(number).toMatch(e164);
  if ('caller_id' in line) expect(line.caller_id).toMatch(e164);
  if ('monthly_fee' in line) expect(line.monthly_fee).toSatisfy(Number.isFinite);
  expect('monthly_fee' in line).toBe('currency' in line);
}

/** A provider's digits as E.164, without any country's rules: nothing is added but `+`. */
export function e164Of(value: unknown): string[] {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return /^\+?[1-9]\d{6,14}$/.test(text) ? [`+${text.replace('+', '')}`] : [];
}

/** Text or a number that says something. */
export const isSaid = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');

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

/** What no page documents but somebody sends. */
export const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...words, 0, -1, 1e21, true, false, null, [], {}),
  anyText,
  anyJson,
);

/** A value as documented, often; null, or an odd one, sometimes. */
export const field = (documented: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 6, arbitrary: documented }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: odd });

/** Few numbers, so that some are looked for and found; short ones and malformed ones too. */
export const digits = ['74950000001', '74950000002', '74957654321', '79161234567', '4570305050', '101', '0123456', '592'] as const;
export const telephone = fc.oneof(
  fc.constantFrom(...digits),
  fc.constantFrom('+74950000001', '004570305050', '+45 70305050', 'anonymous', ''),
  fc.nat(),
);

/** A row in which any field may be missing. */
export const rowOf = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Raw> => fc.record(fields, { requiredKeys: [] });
