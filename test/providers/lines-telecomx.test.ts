// Telecom X's rows of any form as lines: the status is what the row says, in the order of the interface, and never a guess.
import type { Reason } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { operationOf } from './harness.ts';
import { e164Of, expectForm, field, isSaid, lineFrom, odd, rowOf, stateBy, telephone } from './line-cases.ts';

const trunks = operationOf('telecomx_list_sip_accounts');
const phones = operationOf('telecomx_list_sip_phones');

const id = fc.stringMatching(/^[0-9A-F]{24}$/);
const flag = fc.boolean();

const trunk = rowOf({
  _id: field(id),
  active: field(flag),
  name: field(fc.oneof(fc.string(), telephone)),
  numbers: field(fc.oneof(fc.array(fc.oneof(telephone, odd), { maxLength: 5 }), telephone)),
  ratePlanName: odd,
  status: field(fc.constantFrom('ON', 'OFF', 'on', 'SLEEPING')),
  connection: field(fc.constantFrom('IP_AUTH', 'IP_AUTH_REG', 'IP', 'COUNTRY_AUTH_REG')),
  username: odd,
  ipAddress: field(fc.ipV4()),
  failover: field(
    fc.oneof(
      telephone,
      fc.ipV4(),
      telephone.map(number => `${number}@192.0.2.1`),
    ),
  ),
  alwaysFailover: field(flag),
  usageBlock: field(flag),
  pbx: field(fc.constantFrom(0, 1, '1')),
  defaultNumber: field(telephone),
  voiceUsage: odd,
  password: odd,
  tomorrow: odd,
});

const phone = rowOf({
  _id: field(id),
  macAddress: field(fc.constantFrom('4EE8A34B56F3', '')),
  handsetIndex: field(fc.nat()),
  handsetAddress: field(fc.constantFrom('01295A7B3C', '')),
  sipPhoneModel: field(
    rowOf({ _id: odd, brand: field(fc.constantFrom('SNOM', 'Snom', 'NOKIA')), brandName: field(fc.string()), model: field(fc.string()) }),
  ),
  extension: field(rowOf({ _id: field(id), number: field(telephone), direct: field(telephone) })),
  employee: field(rowOf({ _id: field(id), name: field(fc.string()) })),
  ip: field(rowOf({ mode: field(fc.constantFrom('OPEN', 'LOCKED', 'ROAMING', 'CLOSED')), countries: odd, address: field(fc.ipV4()) })),
  notes: odd,
  online: field(flag),
  customConfig: odd,
  username: odd,
});

/** ON or OFF, in any case. */
function reachable(word: unknown): boolean | undefined {
  const said = typeof word === 'string' ? word.trim().toUpperCase() : '';
  return said === 'ON' ? true : said === 'OFF' ? false : undefined;
}

/** A field of an object that may be none. */
const inside = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;

describe("a Telecom X trunk's row", () => {
  it('is a line of the documented form, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(trunk, odd), raw => {
        expectForm(lineFrom(trunks, raw).line);
      }),
      { numRuns: 500 },
    );
  });

  it('has the status and the reasons that it gives: a usage block is a reason and no status', () => {
    fc.assert(
      fc.property(trunk, raw => {
        const { line } = lineFrom(trunks, raw);
        const said: Reason[] = [
          ...(raw.usageBlock === true ? (['usage_block'] as const) : []),
          ...(raw.active === false ? (['deactivated'] as const) : []),
        ];
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(stateBy(said, reachable(raw.status)));
        const free = lineFrom(trunks, { ...raw, usageBlock: false });
        expect(line.status).toBe(free.line.status);
      }),
      { numRuns: 500 },
    );
  });

  it('has every public number that the provider gives, and leads to its failover', () => {
    fc.assert(
      fc.property(trunk, raw => {
        const { line, others } = lineFrom(trunks, raw);
        const given: unknown[] = Array.isArray(raw.numbers) ? raw.numbers : [raw.numbers];
        expect(line.numbers ?? []).toEqual(given.flatMap(e164Of));
        expect(line.caller_id).toBe(e164Of(raw.defaultNumber)[0]);
        const [failover] = typeof raw.failover === 'string' ? raw.failover.split('@') : [raw.failover];
        expect(others).toEqual(e164Of(failover));
      }),
      { numRuns: 300 },
    );
  });
});

describe("a Telecom X phone's row", () => {
  it('is a line of the documented form, whatever is in it', () => {
    fc.assert(
      fc.property(fc.oneof(phone, odd), raw => {
        expectForm(lineFrom(phones, raw).line);
      }),
      { numRuns: 500 },
    );
  });

  it('has the status and the reasons that it gives, and no others', () => {
    fc.assert(
      fc.property(phone, raw => {
        const { line } = lineFrom(phones, raw);
        const parts = ['_id', 'number', 'direct'].map(name => inside(raw.extension, name));
        const bare =
          (raw.extension ?? null) === null || (typeof raw.extension === 'object' && Object.keys(raw.extension ?? {}).length === 0);
        // An extension of an odd form says neither that there is one nor that there is none.
        const unsaid = parts.some(isSaid) ? false : bare && !Array.isArray(raw.extension) ? true : line.reasons?.includes('unassigned');
        const online = typeof raw.online === 'boolean' ? raw.online : undefined;
        expect({ status: line.status, reasons: line.reasons ?? [] }).toEqual(stateBy(unsaid ? ['unassigned'] : [], online));
      }),
      { numRuns: 500 },
    );
  });

  it('has the direct number of its extension, and no other', () => {
    fc.assert(
      fc.property(phone, raw => {
        const { line, others } = lineFrom(phones, raw);
        expect(line.numbers ?? []).toEqual(e164Of(inside(raw.extension, 'direct')));
        expect(others).toEqual([]);
      }),
    );
  });
});
