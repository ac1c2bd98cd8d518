// Packed lines: every line comes back as it was, and takes a fraction of its memory.
import type { Line } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { IntegerArray } from '../../../packages/questions/src/packed/integer-array.ts';
import { PackedLines } from '../../../packages/questions/src/packed/packed-lines.ts';
import { PackedStages } from '../../../packages/questions/src/packed/packed-stages.ts';
import { PhoneNumberSet } from '../../../packages/questions/src/packed/phone-number-set.ts';
import type { Stage } from '../../../packages/questions/src/route/read-stages.ts';
import fc from '../../random.ts';

const maxBytesPerLine = 100;

/** Texts of every encoding, also broken ones. */
const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.stringMatching(/^\+[1-9]\d{6,14}$/),
  fc.stringMatching(/^[0-9a-f]{1,30}$/),
  fc.stringMatching(/^[0-9A-F]{1,30}$/),
  fc.constantFrom('Søren Kjær', 'Иван Петров', '\ud800', '\0', ' ', '2026-01-01 10:00:00', '192.0.2.10'),
  fc.string({ minLength: 300, maxLength: 700 }),
);
const texts = fc.array(text, { minLength: 1, maxLength: 5 });

const line: fc.Arbitrary<Line> = fc
  .record(
    {
      account: text,
      provider: text,
      kind: text,
      id: text,
      name: text,
      numbers: texts,
      extension: text,
      owner: text,
      owner_id: text,
      status: fc.constantFrom('up', 'down', 'blocked', 'inactive', 'unknown'),
      reasons: fc.array(fc.constantFrom('not_registered', 'usage_block', 'deactivated'), { minLength: 1, maxLength: 3 }),
      since: text,
      flapping: fc.constant<true>(true),
      provider_status: text,
      caller_id: text,
      ip: text,
      device: text,
      created_at: text,
      leads_to: texts,
      monthly_fee: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()).filter(fee => !Object.is(fee, -0)),
      currency: text,
    },
    { requiredKeys: ['account', 'provider', 'kind', 'status'] },
  )
  .map(fields => ({ ...fields }));

const stage: fc.Arbitrary<Stage> = fc
  .record(
    {
      kind: text,
      entry: fc.constantFrom('number', 'trunk'),
      id: text,
      name: text,
      numbers: fc.array(text),
      owner: text,
      status: fc.constantFrom('up', 'down', 'unknown'),
      lineId: text,
      memberOf: fc.array(text),
      ends: text,
      targets: fc.array(
        fc.record({ id: text, number: text, name: text }, { requiredKeys: [] }).map(target => ({ ...target })),
        { minLength: 1 },
      ),
    },
    { requiredKeys: ['kind'] },
  )
  .map(fields => ({ ...fields }));

describe('packed lines', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 200 }), added => {
        const lines = new PackedLines();
        const places = added.map(one => lines.add(one));
        expect(places.map(place => lines.get(place))).toEqual(added);
        expect([...places].reverse().map(place => Object.keys(lines.get(place)))).toEqual(
          [...added].reverse().map(one => Object.keys(one)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('come back where one of them is larger than the arrays that hold them', () => {
    const numbers = Array.from({ length: 200_000 }, (_, index) => `+45${String(index).padStart(8, '0')}`);
    const added: Line[] = [numbers.slice(0, 1), numbers, numbers.slice(0, 2)].map((some, index) => ({
      account: 'north',
      provider: 'telecomx',
      kind: 'sip_trunk',
      id: String(index),
      numbers: some,
      status: 'up',
    }));
    const lines = new PackedLines();
    const places = added.map(one => lines.add(one));
    expect(places.map(place => lines.get(place))).toEqual(added);
  });

  it(`take ${maxBytesPerLine} bytes each`, () => {
    const before = process.memoryUsage().arrayBuffers;
    const lines = new PackedLines();
    const count = 200_000;
    for (let index = 0; index < count; index++)
      lines.add({
        account: 'north',
        provider: 'telecomx',
        kind: 'sip_phone',
        id: index.toString(16).padStart(24, '0'),
        name: 'Snom D785',
        numbers: [`+45710${String(index).padStart(5, '0')}`],
        extension: String(index),
        owner: `Person ${index}`,
        owner_id: index.toString(16).padStart(24, 'e'),
        status: 'up',
        provider_status: 'online',
        device: `0004130${String(index).padStart(5, '0')}`,
      });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(maxBytesPerLine * count);
  });

  it('are unknown at a place that none has', () => {
    expect(() => new PackedLines().get(0)).toThrow(RangeError);
    expect(() => new IntegerArray(Uint32Array).get(0)).toThrow(RangeError);
  });
});

describe('packed stages', () => {
  it('come back as they were, with what they have in common with their line', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(line, stage, fc.boolean(), fc.boolean()), { maxLength: 50 }), added => {
        const lines = new PackedLines();
        const stages = new PackedStages(lines);
        const expected = added.map(([ofLine, ofStage, shares, isLine]) => {
          const { id, name, numbers, owner } = ofLine;
          const common = Object.fromEntries(
            Object.entries({ id, name, numbers, owner, lineId: id }).filter(([, value]) => value !== undefined),
          );
          const staged = { stage: { ...ofStage, ...(shares && common) }, line: lines.add(ofLine), isLine };
          stages.add(staged, ofLine);
          return staged;
        });
        expect(expected.map((_, index) => stages.get(index))).toEqual(expected);
        for (const [index, { stage: one, isLine }] of expected.entries())
          expect(stages.hasNumbers(index)).toBe(isLine && (one.numbers ?? []).length > 0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a set of numbers', () => {
  it('has what was added, other texts too', () => {
    const numbers = new PhoneNumberSet();
    for (const number of ['+4570305050', '+4570305050', '555-0100']) numbers.add(number);
    expect(numbers.size).toBe(2);
    expect(['+4570305050', '555-0100', '+4570305051', '555'].map(number => numbers.has(number))).toEqual([true, true, false, false]);
  });
});
