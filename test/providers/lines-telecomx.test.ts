// Lines from arbitrary Telecom X rows: the status follows from the row and is never guessed.
import type { StatusReason } from '@linekeeper/core';
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

const trunks = getOperation('telecomx_list_sip_accounts');
const phones = getOperation('telecomx_list_sip_phones');

const id = fc.stringMatching(/^[0-9A-F]{24}$/);
const flag = fc.boolean();

const trunk = partialRow({
  _id: mostlyDocumented(id),
  active: mostlyDocumented(flag),
  name: mostlyDocumented(fc.oneof(fc.string(), phoneNumber)),
  numbers: mostlyDocumented(fc.oneof(fc.array(fc.oneof(phoneNumber, unexpectedValue), { maxLength: 5 }), phoneNumber)),
  ratePlanName: unexpectedValue,
  status: mostlyDocumented(fc.constantFrom('ON', 'OFF', 'on', 'SLEEPING')),
  connection: mostlyDocumented(fc.constantFrom('IP_AUTH', 'IP_AUTH_REG', 'IP', 'COUNTRY_AUTH_REG')),
  username: unexpectedValue,
  ipAddress: mostlyDocumented(fc.ipV4()),
  failover: mostlyDocumented(
    fc.oneof(
      phoneNumber,
      fc.ipV4(),
      phoneNumber.map(number => `${number}@192.0.2.1`),
    ),
  ),
  alwaysFailover: mostlyDocumented(flag),
  usageBlock: mostlyDocumented(flag),
  pbx: mostlyDocumented(fc.constantFrom(0, 1, '1')),
  defaultNumber: mostlyDocumented(phoneNumber),
  voiceUsage: unexpectedValue,
  password: unexpectedValue,
  tomorrow: unexpectedValue,
});

const phone = partialRow({
  _id: mostlyDocumented(id),
  macAddress: mostlyDocumented(fc.constantFrom('4EE8A34B56F3', '')),
  handsetIndex: mostlyDocumented(fc.nat()),
  handsetAddress: mostlyDocumented(fc.constantFrom('01295A7B3C', '')),
  sipPhoneModel: mostlyDocumented(
    partialRow({
      _id: unexpectedValue,
      brand: mostlyDocumented(fc.constantFrom('SNOM', 'Snom', 'NOKIA')),
      brandName: mostlyDocumented(fc.string()),
      model: mostlyDocumented(fc.string()),
    }),
  ),
  extension: mostlyDocumented(
    partialRow({ _id: mostlyDocumented(id), number: mostlyDocumented(phoneNumber), direct: mostlyDocumented(phoneNumber) }),
  ),
  employee: mostlyDocumented(partialRow({ _id: mostlyDocumented(id), name: mostlyDocumented(fc.string()) })),
  ip: mostlyDocumented(
    partialRow({
      mode: mostlyDocumented(fc.constantFrom('OPEN', 'LOCKED', 'ROAMING', 'CLOSED')),
      countries: unexpectedValue,
      address: mostlyDocumented(fc.ipV4()),
    }),
  ),
  notes: unexpectedValue,
  online: mostlyDocumented(flag),
  customConfig: unexpectedValue,
  username: unexpectedValue,
});

/** Whether a trunk is reachable, from ON or OFF in any case. */
function isReachable(status: unknown): boolean | undefined {
  const upperCase = typeof status === 'string' ? status.trim().toUpperCase() : '';
  return upperCase === 'ON' ? true : upperCase === 'OFF' ? false : undefined;
}

/** A field of a value that may not be an object. */
const getField = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

describe("a Telecom X trunk's row", () => {
  it('is a valid line, whatever the row', () => {
    fc.assert(
      fc.property(fc.oneof(trunk, unexpectedValue), raw => {
        expectValidLine(readLine(trunks, raw).line);
      }),
      { numRuns: 500 },
    );
  });

  it('has the status and the reasons that the row reports: a usage block is a reason, not a status', () => {
    fc.assert(
      fc.property(trunk, raw => {
        const { line } = readLine(trunks, raw);
        const reported: StatusReason[] = [
          ...(raw.usageBlock === true ? (['usage_block'] as const) : []),
          ...(raw.active === false ? (['deactivated'] as const) : []),
        ];
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(expectedState(reported, isReachable(raw.status)));
        const unblocked = readLine(trunks, { ...raw, usageBlock: false });
        expect(line.status).toBe(unblocked.line.status);
      }),
      { numRuns: 500 },
    );
  });

  it('has every number that the provider reports, and the failover as related number', () => {
    fc.assert(
      fc.property(trunk, raw => {
        const { line, relatedNumbers } = readLine(trunks, raw);
        const numbers: unknown[] = Array.isArray(raw.numbers) ? raw.numbers : [raw.numbers];
        expect(line.numbers ?? []).toEqual(numbers.flatMap(toExpectedE164));
        expect(line.caller_id).toBe(toExpectedE164(raw.defaultNumber)[0]);
        const [failover] = typeof raw.failover === 'string' ? raw.failover.split('@') : [raw.failover];
        expect(relatedNumbers).toEqual(toExpectedE164(failover));
        expect('leads_to' in line).toBe(hasValue(raw.failover));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a Telecom X phone's row", () => {
  it('is a valid line, whatever the row', () => {
    fc.assert(
      fc.property(fc.oneof(phone, unexpectedValue), raw => {
        expectValidLine(readLine(phones, raw).line);
      }),
      { numRuns: 500 },
    );
  });

  it('has exactly the status and the reasons that the row reports', () => {
    fc.assert(
      fc.property(phone, raw => {
        const { line } = readLine(phones, raw);
        const parts = ['_id', 'number', 'direct'].map(name => getField(raw.extension, name));
        const hasNoExtension =
          (raw.extension ?? null) === null || (typeof raw.extension === 'object' && Object.keys(raw.extension ?? {}).length === 0);
        // An extension of an unexpected type says neither that there is one nor that there is not.
        const unassigned = parts.some(hasValue)
          ? false
          : hasNoExtension && !Array.isArray(raw.extension)
            ? true
            : line.reasons?.includes('unassigned');
        const online = typeof raw.online === 'boolean' ? raw.online : undefined;
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(expectedState(unassigned ? ['unassigned'] : [], online));
      }),
      { numRuns: 500 },
    );
  });

  it('has only the direct number of its extension', () => {
    fc.assert(
      fc.property(phone, raw => {
        const { line, relatedNumbers } = readLine(phones, raw);
        expect(line.numbers ?? []).toEqual(toExpectedE164(getField(raw.extension, 'direct')));
        expect(relatedNumbers).toEqual([]);
      }),
    );
  });
});
