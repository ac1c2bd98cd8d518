// The facts of the records: they are read from declared fields, accept any row, and cover what the lines say.
import { buildLine, capabilities, hasCapability, type Line } from '@linekeeper/core';
import { operations } from '@linekeeper/providers';
import { describe, expect, it } from 'vitest';
import { buildReadPlan, RowReader } from '../../packages/core/src/listing/row-reader.ts';
import { getFieldNames } from '../../packages/core/src/model/fields.ts';
import { getSteps, readFixtures } from '../fixtures/fixture.ts';
import fc from '../random.ts';
import { getOperation } from './harness.ts';
import { unexpectedValue } from './line-cases.ts';

const lineOperations = operations.filter(({ line }) => line !== undefined);

/** The capabilities of each list by the contract. */
const capabilitiesByName: Record<string, string> = {
  callgear_list_sip_lines: 'registration billing owner caller_id addresses',
  callgear_list_virtual_numbers: 'billing routing',
  telecomx_list_sip_accounts: 'registration usage caller_id failover emergency',
  telecomx_list_sip_phones: 'registration owner addresses',
  exolve_list_sip_ids: 'fees caller_id',
  exolve_list_numbers: 'fees routing',
};

/** The fact that each field of a line comes from. */
const factByField = {
  numbers: 'numbers',
  extension: 'extension',
  owner: 'owner',
  owner_id: 'owner',
  caller_id: 'callerId',
  monthly_fee: 'monthlyFee',
} as const satisfies Partial<Record<keyof Line, string>>;

describe.each(lineOperations)('the facts of $name', operation => {
  const { name, facts = {}, row, fullRow, enrichment } = operation;

  it('are read from declared fields', () => {
    const declared = [...getFieldNames(row.fields), ...getFieldNames({ ...fullRow?.fields, ...enrichment?.fields })];
    for (const fact of Object.values(facts))
      expect(declared).toEqual(expect.arrayContaining(fact.fields.flatMap(field => field.split('|'))));
  });

  it.runIf(name in capabilitiesByName)('give the capabilities of the contract', () => {
    expect(capabilities.filter(capability => hasCapability(facts, capability)).sort()).toEqual(capabilitiesByName[name]?.split(' ').sort());
  });

  it('can be read from any row', () => {
    const names = Object.keys({ ...row.fields, ...fullRow?.fields });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), unexpectedValue), raw => {
        const read = new RowReader(row.id, buildReadPlan({ ...row.fields, ...fullRow?.fields })).read(raw);
        for (const fact of Object.values(facts)) expect(() => fact.read(read)).not.toThrow();
        // The numbers that a line lacks are counted by its fact.
        if (facts.numbers !== undefined) expect(buildLine(operation, 'one', read).numbers ?? []).toEqual(facts.numbers.read(read) ?? []);
      }),
    );
  });

  it('are declared for each field that the lines of the fixture have', () => {
    const fixture = readFixtures().find(one => one.operation === name);
    const lines = (fixture?.cases ?? []).flatMap(getSteps).flatMap(step => step.lines ?? []);
    expect(lines).not.toEqual([]);
    for (const [field, fact] of Object.entries(factByField)) if (lines.some(line => field in line)) expect(facts).toHaveProperty(fact);
  });
});

describe('a CallGear number', () => {
  const { facts } = getOperation('callgear_list_virtual_numbers');

  it('is routed to the names of its scenarios and campaigns, or their ids', () => {
    const row = {
      scenarios: [{ scenario_id: 1, scenario_name: 'Day' }, { scenario_id: 2 }],
      campaigns: [{ campaign_id: 3, campaign_name: 'Spring' }],
    };
    expect(facts?.routedTo?.read(row)).toEqual(['Day', 'scenario 2', 'Spring']);
  });

  it('is not routed to a scenario that is switched off', () => {
    expect(facts?.routedTo?.read({ scenarios: [{ scenario_id: 1, scenario_name: 'Day', is_active: false }] })).toEqual([]);
  });
});
