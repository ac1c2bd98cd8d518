// Lines from arbitrary MTS Exolve rows: the provider reports no state, so the status is unknown.
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { getOperation } from './harness.ts';
import {
  expectedState,
  expectValidLine,
  hasValue,
  mostlyDocumented,
  partialRow,
  phoneNumber,
  readLine,
  toExpectedE164,
  unexpectedValue,
} from './line-cases.ts';

const sipIds = getOperation('exolve_list_sip_ids');
const numbers = getOperation('exolve_list_numbers');

const fee = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e5, noNaN: true }),
  fc.constantFrom('1.50', '99', '-1', '1,5', 'free', '0x10', '9'.repeat(400)),
);
const dateTime = fc.constantFrom('2023-12-20T12:35:56.122610Z', 'soon');

const sipId = partialRow({
  application_uuid: mostlyDocumented(fc.uuid()),
  sip_name: mostlyDocumented(fc.oneof(fc.string(), phoneNumber)),
  subscription_fee: mostlyDocumented(fee),
  install_fee: mostlyDocumented(fee),
  sip_resource_id: mostlyDocumented(fc.oneof(fc.nat(), fc.constantFrom('1111', '18446744073709551615'))),
  user_name: mostlyDocumented(fc.constantFrom('883140123456789', '883140987654321')),
  domain: mostlyDocumented(fc.constant('sip.exolve.ru')),
  number_code: mostlyDocumented(fc.constantFrom('883140123456789', '883140987654321')),
  create_date: mostlyDocumented(dateTime),
  cli: mostlyDocumented(phoneNumber),
  password: unexpectedValue,
});

const number = partialRow({
  number_name: mostlyDocumented(phoneNumber),
  type_name: mostlyDocumented(fc.constantFrom('DEF', 'ABC', 'KDU', 'VSAT')),
  region_name: mostlyDocumented(fc.string()),
  application_name: mostlyDocumented(fc.string()),
  application_uuid: mostlyDocumented(fc.oneof(fc.uuid(), fc.constant(''))),
  subscription_fee: mostlyDocumented(fee),
  install_fee: mostlyDocumented(fee),
  create_date: mostlyDocumented(dateTime),
  category_name: unexpectedValue,
  number_options: unexpectedValue,
});

/** True for an amount in rubles. */
const isAmount = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,9}(\.\d{1,9})?$/.test(value));

describe("an Exolve SIP ID's row", () => {
  it('is a valid line, whatever the row', () => {
    fc.assert(
      fc.property(fc.oneof(sipId, unexpectedValue), raw => {
        expectValidLine(readLine(sipIds, raw).line);
      }),
      { numRuns: 500, examples: [[{ subscription_fee: '9'.repeat(400) }]] },
    );
  });

  it('is `unknown` and `not_reported`, and its user name is not a number', () => {
    fc.assert(
      fc.property(sipId, raw => {
        const { line } = readLine(sipIds, raw);
        expect({ status: line.status, reasons: line.reasons }).toEqual(expectedState([], undefined));
        expect(line).not.toHaveProperty('numbers');
        expect(line.caller_id).toBe(toExpectedE164(raw.cli)[0]);
      }),
    );
  });

  it('has the monthly fee in rubles if there is one, not the one-time fee', () => {
    fc.assert(
      fc.property(sipId, raw => {
        const { line } = readLine(sipIds, raw);
        const amount = Number(raw.subscription_fee);
        if (isAmount(raw.subscription_fee) && (Object.is(amount, 0) || (Math.abs(amount) >= 1e-6 && Math.abs(amount) < 1e9)))
          expect(line).toMatchObject({ monthly_fee: amount, currency: 'RUB' });
        if (!hasValue(raw.subscription_fee)) expect(line).not.toHaveProperty('monthly_fee');
      }),
      { numRuns: 300 },
    );
  });
});

describe("an Exolve number's row", () => {
  it('is a valid line, whatever the row', () => {
    fc.assert(
      fc.property(fc.oneof(number, unexpectedValue), raw => {
        expectValidLine(readLine(numbers, raw).line);
      }),
      { numRuns: 500, examples: [[{ subscription_fee: '9'.repeat(400) }]] },
    );
  });

  it('is `unknown` and `not_reported`, and `unassigned` without an application', () => {
    fc.assert(
      fc.property(number, raw => {
        const { line } = readLine(numbers, raw);
        const application = [raw.application_name, raw.application_uuid];
        const hasNoApplication = application.every(value => (value ?? '') === '');
        // A value of an unexpected type says neither that there is an application nor that there is not.
        const unassigned = application.some(hasValue) ? false : hasNoApplication ? true : line.reasons?.includes('unassigned');
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(expectedState(unassigned ? ['unassigned'] : [], undefined));
      }),
      { numRuns: 300 },
    );
  });

  it('has the digits of the row', () => {
    fc.assert(
      fc.property(number, raw => {
        expect(readLine(numbers, raw).line.numbers ?? []).toEqual(toExpectedE164(raw.number_name));
      }),
    );
  });
});
