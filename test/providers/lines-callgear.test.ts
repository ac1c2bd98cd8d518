// CallGear's rows of any form as lines: the status is what the row says, in the order of the interface, and never a guess.
import type { Reason } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { sipLines, virtualNumbers } from './harness.ts';
import { e164Of, expectForm, field, isSaid, lineFrom, odd, type Raw, rowOf, stateBy, telephone } from './line-cases.ts';

const id = fc.oneof(fc.nat(), fc.nat().map(String), fc.constant('18446744073709551615'));
const addresses = fc.oneof(
  fc.array(fc.oneof(fc.record({ date_time: odd, ip: fc.oneof(fc.ipV4(), odd) }, { requiredKeys: [] }), fc.ipV6(), odd)),
  fc.ipV4(),
);

const sipLine = rowOf({
  id: field(id),
  phone_number: field(telephone),
  type: field(fc.constantFrom('in', 'in_out')),
  billing_state: field(fc.constantFrom('active', 'manual_lock', 'limit_lock', 'frozen')),
  physical_state: field(fc.constantFrom('Registered', 'Not registered', 'Зарегистрирован', 'Не зарегистрирован', 'registered', 'Ringing')),
  virtual_phone_number: field(telephone),
  status: field(fc.constantFrom('active', 'inactive', 'paused')),
  employee_id: field(id),
  employee_full_name: field(fc.string()),
  ip_addresses: field(addresses),
  virtual_phone_usage_rule: field(fc.constant('fixed')),
  password: odd,
  tomorrow: odd,
});

/** Whether it is registered, by either spelling; undefined for any other word. */
function registered({ physical_state }: Raw): boolean | undefined {
  if (physical_state === 'Registered' || physical_state === 'Зарегистрирован') return true;
  return physical_state === 'Not registered' || physical_state === 'Не зарегистрирован' ? false : undefined;
}

function saidOfLine({ billing_state, status }: Raw): Reason[] {
  return [
    ...(billing_state === 'manual_lock' ? (['blocked_manually'] as const) : []),
    ...(billing_state === 'limit_lock' ? (['blocked_by_limit'] as const) : []),
    ...(status === 'inactive' ? (['deactivated'] as const) : []),
  ];
}

const virtualNumber = rowOf({
  id: field(id),
  virtual_phone_number: field(telephone),
  redirection_phone_number: field(telephone),
  activation_date: field(fc.constantFrom('2024-02-29 10:00:00', '214-01-01')),
  status: field(fc.constantFrom('active', 'waiting', 'cleaning', 'prereserved', 'reserved', 'manual_lock', 'limit_lock', 'Active', 'sold')),
  category: field(fc.constantFrom('usual', 'gold')),
  type: field(fc.constantFrom('va', 'call_tracking')),
  campaigns: odd,
  scenarios: odd,
  name: field(fc.string()),
  comment: odd,
  child_customer_id: field(id),
});

const reasonBy = new Map<unknown, Reason>([
  ['waiting', 'pending_activation'],
  ['reserved', 'pending_activation'],
  ['prereserved', 'pending_activation'],
  ['cleaning', 'quarantined'],
  ['manual_lock', 'blocked_manually'],
  ['limit_lock', 'blocked_by_limit'],
]);

describe("a CallGear SIP line's row", () => {
  it('is a line of the documented form, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(sipLine, odd), raw => {
        expectForm(lineFrom(sipLines, raw).line);
      }),
      { numRuns: 500, examples: [[{ ip_addresses: [' '] }]] },
    );
  });

  it('has the status and the reasons that it gives, and no others', () => {
    fc.assert(
      fc.property(sipLine, raw => {
        const { line } = lineFrom(sipLines, raw);
        // A value of an odd type says neither that there is an employee nor that there is none.
        const employee = raw.employee_id ?? null;
        const unsaid = isSaid(employee) ? false : employee === null ? true : line.reasons?.includes('unassigned');
        const expected = stateBy([...saidOfLine(raw), ...(unsaid ? (['unassigned'] as const) : [])], registered(raw));
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('has no number of its own, and presents the digits that the provider gives', () => {
    fc.assert(
      fc.property(sipLine, raw => {
        const { line } = lineFrom(sipLines, raw);
        expect(line).not.toHaveProperty('numbers');
        expect(line.caller_id).toBe(e164Of(raw.virtual_phone_number)[0]);
      }),
    );
  });
});

describe("a CallGear number's row", () => {
  it('is a line of the documented form, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(virtualNumber, odd), raw => {
        expectForm(lineFrom(virtualNumbers, raw).line);
      }),
      { numRuns: 500 },
    );
  });

  it('has the status of its one word, and unknown for a word that is not documented', () => {
    fc.assert(
      fc.property(virtualNumber, raw => {
        const { line } = lineFrom(virtualNumbers, raw);
        const reason = reasonBy.get(raw.status);
        const expected = stateBy(reason === undefined ? [] : [reason], raw.status === 'active' ? true : undefined);
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('has the number that the provider gives, and leads to the other', () => {
    fc.assert(
      fc.property(virtualNumber, raw => {
        const { line, others } = lineFrom(virtualNumbers, raw);
        expect(line.numbers ?? []).toEqual(e164Of(raw.virtual_phone_number));
        expect(others).toEqual(e164Of(raw.redirection_phone_number));
      }),
    );
  });
});
