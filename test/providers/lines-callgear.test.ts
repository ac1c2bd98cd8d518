// Lines from arbitrary CallGear rows: the status follows from the row and is never guessed.
import type { StatusReason } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { sipLines, virtualNumbers } from './harness.ts';
import {
  expectedState,
  expectValidLine,
  hasValue,
  mostlyDocumented,
  partialRow,
  phoneNumber,
  type RawRow,
  readLine,
  toExpectedE164,
  unexpectedValue,
} from './line-cases.ts';

const id = fc.oneof(fc.nat(), fc.nat().map(String), fc.constant('18446744073709551615'));
const addresses = fc.oneof(
  fc.array(
    fc.oneof(
      fc.record({ date_time: unexpectedValue, ip: fc.oneof(fc.ipV4(), unexpectedValue) }, { requiredKeys: [] }),
      fc.ipV6(),
      unexpectedValue,
    ),
  ),
  fc.ipV4(),
);

const sipLine = partialRow({
  id: mostlyDocumented(id),
  phone_number: mostlyDocumented(phoneNumber),
  type: mostlyDocumented(fc.constantFrom('in', 'in_out')),
  billing_state: mostlyDocumented(fc.constantFrom('active', 'manual_lock', 'limit_lock', 'frozen')),
  physical_state: mostlyDocumented(
    fc.constantFrom('Registered', 'Not registered', 'Зарегистрирован', 'Не зарегистрирован', 'registered', 'Ringing'),
  ),
  virtual_phone_number: mostlyDocumented(phoneNumber),
  status: mostlyDocumented(fc.constantFrom('active', 'inactive', 'paused')),
  employee_id: mostlyDocumented(id),
  employee_full_name: mostlyDocumented(fc.string()),
  ip_addresses: mostlyDocumented(addresses),
  virtual_phone_usage_rule: mostlyDocumented(fc.constant('fixed')),
  password: unexpectedValue,
  tomorrow: unexpectedValue,
});

/** Whether a line is registered, by either spelling; undefined for any other value. */
function isRegistered({ physical_state }: RawRow): boolean | undefined {
  if (physical_state === 'Registered' || physical_state === 'Зарегистрирован') return true;
  return physical_state === 'Not registered' || physical_state === 'Не зарегистрирован' ? false : undefined;
}

function getReportedReasons({ billing_state, status }: RawRow): StatusReason[] {
  return [
    ...(billing_state === 'manual_lock' ? (['blocked_manually'] as const) : []),
    ...(billing_state === 'limit_lock' ? (['blocked_by_limit'] as const) : []),
    ...(status === 'inactive' ? (['deactivated'] as const) : []),
  ];
}

const virtualNumber = partialRow({
  id: mostlyDocumented(id),
  virtual_phone_number: mostlyDocumented(phoneNumber),
  redirection_phone_number: mostlyDocumented(phoneNumber),
  activation_date: mostlyDocumented(fc.constantFrom('2024-02-29 10:00:00', '214-01-01')),
  status: mostlyDocumented(
    fc.constantFrom('active', 'waiting', 'cleaning', 'prereserved', 'reserved', 'manual_lock', 'limit_lock', 'Active', 'sold'),
  ),
  category: mostlyDocumented(fc.constantFrom('usual', 'gold')),
  type: mostlyDocumented(fc.constantFrom('va', 'call_tracking')),
  campaigns: unexpectedValue,
  scenarios: unexpectedValue,
  name: mostlyDocumented(fc.string()),
  comment: unexpectedValue,
  child_customer_id: mostlyDocumented(id),
});

const reasonBy = new Map<unknown, StatusReason>([
  ['waiting', 'pending_activation'],
  ['reserved', 'pending_activation'],
  ['prereserved', 'pending_activation'],
  ['cleaning', 'quarantined'],
  ['manual_lock', 'blocked_manually'],
  ['limit_lock', 'blocked_by_limit'],
]);

describe("a CallGear SIP line's row", () => {
  it('is a valid line, whatever the row', () => {
    fc.assert(
      fc.property(fc.oneof(sipLine, unexpectedValue), raw => {
        expectValidLine(readLine(sipLines, raw).line);
      }),
      { numRuns: 500, examples: [[{ ip_addresses: [' '] }]] },
    );
  });

  it('has exactly the status and the reasons that the row reports', () => {
    fc.assert(
      fc.property(sipLine, raw => {
        const { line } = readLine(sipLines, raw);
        // A value of an unexpected type says neither that there is an employee nor that there is not.
        const employee = raw.employee_id ?? null;
        const unassigned = hasValue(employee) ? false : employee === null ? true : line.reasons?.includes('unassigned');
        const expected = expectedState([...getReportedReasons(raw), ...(unassigned ? (['unassigned'] as const) : [])], isRegistered(raw));
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('has no numbers, and the digits of the row as caller ID', () => {
    fc.assert(
      fc.property(sipLine, raw => {
        const { line } = readLine(sipLines, raw);
        expect(line).not.toHaveProperty('numbers');
        expect(line.caller_id).toBe(toExpectedE164(raw.virtual_phone_number)[0]);
      }),
    );
  });
});

describe("a CallGear number's row", () => {
  it('is a valid line, whatever the row', () => {
    fc.assert(
      fc.property(fc.oneof(virtualNumber, unexpectedValue), raw => {
        expectValidLine(readLine(virtualNumbers, raw).line);
      }),
      { numRuns: 500 },
    );
  });

  it('has the status of its state, and `unknown` for an undocumented state', () => {
    fc.assert(
      fc.property(virtualNumber, raw => {
        const { line } = readLine(virtualNumbers, raw);
        const reason = reasonBy.get(raw.status);
        const up = raw.status === 'active' ? true : undefined;
        const expected = expectedState(reason === undefined ? [] : [reason], up, up || reason !== undefined);
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('has the number of the row, and leads to its redirection', () => {
    fc.assert(
      fc.property(virtualNumber, raw => {
        const { line, relatedNumbers } = readLine(virtualNumbers, raw);
        expect(line.numbers ?? []).toEqual(toExpectedE164(raw.virtual_phone_number));
        expect(relatedNumbers).toEqual(toExpectedE164(raw.redirection_phone_number));
        expect(line.leads_to ?? []).toEqual(expect.arrayContaining([...relatedNumbers]));
      }),
    );
  });
});
