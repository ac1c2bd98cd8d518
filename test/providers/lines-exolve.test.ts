// MTS Exolve's rows of any form as lines: it reports no state at all, so there is none.

import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { operationOf } from './harness.ts';
import { e164Of, expectForm, field, isSaid, lineFrom, odd, rowOf, stateBy, telephone } from './line-cases.ts';

const sipIds = operationOf('exolve_list_sip_ids');
const numbers = operationOf('exolve_list_numbers');

const fee = fc.oneof(
  fc.nat(),
  fc.double({ min: 0, max: 1e5, noNaN: true }),
  fc.constantFrom('1.50', '99', '-1', '1,5', 'free', '0x10', '9'.repeat(400)),
);
const moment = fc.constantFrom('2023-12-20T12:35:56.122610Z', 'soon');

const sipId = rowOf({
  application_uuid: field(fc.uuid()),
  sip_name: field(fc.oneof(fc.string(), telephone)),
  subscription_fee: field(fee),
  install_fee: field(fee),
  sip_resource_id: field(fc.oneof(fc.nat(), fc.constantFrom('1111', '18446744073709551615'))),
  user_name: field(fc.constantFrom('883140123456789', '883140987654321')),
  domain: field(fc.constant('sip.exolve.ru')),
  number_code: field(fc.constantFrom('883140123456789', '883140987654321')),
  create_date: field(moment),
  cli: field(telephone),
  password: odd,
});

const number = rowOf({
  number_name: field(telephone),
  type_name: field(fc.constantFrom('DEF', 'ABC', 'KDU', 'VSAT')),
  region_name: field(fc.string()),
  application_name: field(fc.string()),
  application_uuid: field(fc.oneof(fc.uuid(), fc.constant(''))),
  subscription_fee: field(fee),
  install_fee: field(fee),
  create_date: field(moment),
  category_name: odd,
  number_options: odd,
});

/** An amount in rubles, where the row gives one. */
const isAmount = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,9}(\.\d{1,9})?$/.test(value));

describe("an Exolve SIP ID's row", () => {
  it('is a line of the documented form, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(sipId, odd), raw => {
        expectForm(lineFrom(sipIds, raw).line);
      }),
      { numRuns: 500, examples: [[{ subscription_fee: '9'.repeat(400) }]] },
    );
  });

  it('is unknown and not reported, and its user name is no number', () => {
    fc.assert(
      fc.property(sipId, raw => {
        const { line } = lineFrom(sipIds, raw);
        expect({ status: line.status, reasons: line.reasons }).toEqual(stateBy([], undefined));
        expect(line).not.toHaveProperty('numbers');
        expect(line.caller_id).toBe(e164Of(raw.cli)[0]);
      }),
    );
  });

  it('has a monthly fee in rubles where there is one, and not the fee paid once', () => {
    fc.assert(
      fc.property(sipId, raw => {
        const { line } = lineFrom(sipIds, raw);
        const amount = Number(raw.subscription_fee);
        if (isAmount(raw.subscription_fee) && (Object.is(amount, 0) || (Math.abs(amount) >= 1e-6 && Math.abs(amount) < 1e9)))
          expect(line).toMatchObject({ monthly_fee: amount, currency: 'RUB' });
        if (!isSaid(raw.subscription_fee)) expect(line).not.toHaveProperty('monthly_fee');
      }),
      { numRuns: 300 },
    );
  });
});

describe("an Exolve number's row", () => {
  it('is a line of the documented form, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(number, odd), raw => {
        expectForm(lineFrom(numbers, raw).line);
      }),
      { numRuns: 500, examples: [[{ subscription_fee: '9'.repeat(400) }]] },
    );
  });

  it('is unknown and not reported, and unassigned where it belongs to no application', () => {
    fc.assert(
      fc.property(number, raw => {
        const { line } = lineFrom(numbers, raw);
        const application = [raw.application_name, raw.application_uuid];
        const none = application.every(value => (value ?? '') === '');
        // A value of an odd type says neither that there is an application nor that there is none.
        const unsaid = application.some(isSaid) ? false : none ? true : line.reasons?.includes('unassigned');
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(stateBy(unsaid ? ['unassigned'] : [], undefined));
      }),
      { numRuns: 300 },
    );
  });

  it('has the digits that the provider gives', () => {
    fc.assert(
      fc.property(number, raw => {
        expect(lineFrom(numbers, raw).line.numbers ?? []).toEqual(e164Of(raw.number_name));
      }),
    );
  });
});
