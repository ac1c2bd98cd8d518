// Arguments as MCP hosts and agents write them, and as what they are taken.
import type { JsonSchema } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { normalizeInput } from '../../../packages/core/src/tools/normalize-input.ts';
import fc from '../../random.ts';

const schema: JsonSchema = {
  type: 'object',
  properties: {
    number: { type: 'string' },
    owner: { type: 'string' },
    mode: { type: 'string', enum: ['concise', 'Not registered', 'in', 'IN'] },
    limit: { type: 'integer', minimum: 1, maximum: 500 },
    share: { type: 'number' },
    up: { type: 'boolean' },
    status: { type: 'array', items: { type: 'string', enum: ['up', 'down'] } },
    fields: { type: 'array', items: { type: 'string' } },
    ids: { type: 'array', items: { type: 'integer' } },
    people: { type: 'array', items: { type: 'object' } },
    filter: { type: 'object', properties: { value: { type: 'string' } } },
    staff: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, id: { type: 'string' }, email: { type: 'string' }, rank: { type: 'integer' } },
        required: ['name'],
        additionalProperties: false,
      },
    },
  },
  required: ['number'],
};
const normalize = (input: unknown) => normalizeInput(input, schema);

describe('an argument that is not given', () => {
  it.each([null, undefined, '', [], '[]', ' [ ] ', ','])('may be written as %j', value => {
    expect(normalize({ status: value })).toEqual({});
  });

  it.each([null, undefined, '', []])('is left out as %j, whatever its type', value => {
    const names = Object.keys(schema.properties ?? {}).filter(name => name !== 'number');
    expect(normalize(Object.fromEntries(names.map(name => [name, value])))).toEqual({});
  });

  it('may be all of them', () => {
    expect([normalize(null), normalize(undefined), normalize({}), normalize('{}')]).toEqual([{}, {}, {}, {}]);
  });

  it('is not a required one: that stays, to be rejected', () => {
    for (const value of [null, '', []]) expect(normalize({ number: value })).toEqual({ number: value });
  });
});

describe('a value of another type', () => {
  it.each<[object, object]>([
    [{ limit: '25' }, { limit: 25 }],
    [{ limit: ' 25 ' }, { limit: 25 }],
    [{ limit: '25.0' }, { limit: 25 }],
    [{ limit: '-3' }, { limit: -3 }],
    [{ share: '0.5' }, { share: 0.5 }],
    [{ up: 'true' }, { up: true }],
    [{ up: 'False' }, { up: false }],
    [{ number: 70305050 }, { number: '70305050' }],
    [{ owner: 0 }, { owner: '0' }],
    [{ mode: 'CONCISE' }, { mode: 'concise' }],
    [{ mode: ' not Registered' }, { mode: 'Not registered' }],
    [{ status: 'down' }, { status: ['down'] }],
    [{ status: 'DOWN, Up' }, { status: ['down', 'up'] }],
    [{ status: ['Down'] }, { status: ['down'] }],
    [{ status: ['down,up'] }, { status: ['down', 'up'] }],
    [{ status: '["down"]' }, { status: ['down'] }],
    [{ status: '["down,UP"]' }, { status: ['down', 'up'] }],
    [{ status: "['down', 'up']" }, { status: ['down', 'up'] }],
    [{ status: '[down, up]' }, { status: ['down', 'up'] }],
    [{ fields: 'id,ip.mode' }, { fields: ['id', 'ip.mode'] }],
    [{ fields: 7 }, { fields: ['7'] }],
    [{ ids: '[1, "2"]' }, { ids: [1, 2] }],
    [{ ids: 5 }, { ids: [5] }],
    [{ people: '[{"name": "A, B"}]' }, { people: [{ name: 'A, B' }] }],
    [{ people: '{"name": "A"}' }, { people: [{ name: 'A' }] }],
    [{ people: { name: 'A' } }, { people: [{ name: 'A' }] }],
    [{ staff: [{ name: 'Lars Hansen', id: 4711, email: null }] }, { staff: [{ name: 'Lars Hansen', id: '4711' }] }],
    [{ staff: { name: 7, email: '', rank: '3' } }, { staff: [{ name: '7', rank: 3 }] }],
    [{ staff: '[{"name": "A", "id": 12}]' }, { staff: [{ name: 'A', id: '12' }] }],
    [{ filter: { value: 7 } }, { filter: { value: 7 } }],
    [{ filter: { value: null } }, { filter: { value: null } }],
    [{ filter: '{"value": 90071992547409931}' }, { filter: { value: '90071992547409931' } }],
  ])('%j is taken as %j', (input, expected) => {
    expect(normalize(input)).toEqual(expected);
  });

  it('may be all arguments as text', () => {
    expect(normalize('{"status": "down", "limit": "5"}')).toEqual({ status: ['down'], limit: 5 });
  });

  it.each<object>([
    { limit: 'ten' },
    { limit: '1e2' },
    { limit: '99999999999999999999' },
    { limit: true },
    { up: 'yes' },
    { up: 1 },
    { number: 1.5 },
    { number: -7 },
    { number: 2 ** 60 },
    { number: true },
    { number: ['70305050'] },
    { mode: 'In' },
    { mode: 'verbose' },
    { status: ['sideways'] },
    { status: [null] },
    { status: { down: true } },
    { filter: '{"value": ' },
    { filter: '[1]' },
    { filter: 'status=active' },
    { people: 'A' },
    { staff: [{ name: null }] },
    { staff: [{ name: 'A', id: 1.5 }] },
    { staff: [{ name: 'A', random_string: 'x' }] },
  ])('%j has no single meaning, and stays', input => {
    const [name = '', value] = Object.entries(input)[0] ?? [];
    expect([{ [name]: value }, { [name]: [value] }]).toContainEqual(normalize(input));
  });

  it('is not read where JSON nests too deeply', () => {
    const text = `${'{"a":'.repeat(100_000)}90071992547409931${'}'.repeat(100_000)}`;
    expect(normalize({ filter: text })).toEqual({ filter: text });
  });
});

describe('an argument that is not in the schema', () => {
  it.each(['wait_for_previous', 'toolCallId', 'random_string', 'task_progress'])('%s is left out: a host adds it', name => {
    expect(normalize({ number: '1', [name]: 'x' })).toEqual({ number: '1' });
  });

  it('is kept where it is the name of a parameter', () => {
    const own: JsonSchema = { type: 'object', properties: { task_progress: { type: 'string' } } };
    expect(normalizeInput({ task_progress: 'x' }, own)).toEqual({ task_progress: 'x' });
  });

  it('is kept if it is unknown, to be rejected', () => {
    const input = JSON.parse('{"statsu": null, "__proto__": 1, "toString": ""}');
    expect(Object.entries(Object(normalize(input)))).toEqual(Object.entries(input));
  });
});

describe('a valid argument', () => {
  const word = fc.string({ minLength: 1 }).filter(text => !text.includes(','));
  const choice = fc.constantFrom('up', 'down');
  // Numbers that a double cannot hold exactly become text, wherever JSON is parsed.
  const record = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)));
  const validInput = fc.record(
    {
      number: fc.string({ minLength: 1 }),
      owner: fc.string({ minLength: 1 }),
      mode: fc.constantFrom('concise', 'Not registered', 'in', 'IN'),
      limit: fc.integer({ min: 1, max: 500 }),
      share: fc.double({ noNaN: true }),
      up: fc.boolean(),
      status: fc.array(choice, { minLength: 1 }),
      fields: fc.array(word, { minLength: 1 }),
      ids: fc.array(fc.integer(), { minLength: 1 }),
      people: fc.array(record, { minLength: 1 }),
      filter: record,
    },
    { requiredKeys: [] },
  );

  it('keeps its value', () => {
    fc.assert(
      fc.property(validInput, input => {
        expect(normalize(input)).toEqual(input);
      }),
    );
  });

  it('has the same value as JSON text, except where text is valid', () => {
    const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
    fc.assert(
      fc.property(validInput, ({ share: _, ...input }) => {
        const texts = Object.fromEntries(Object.entries(input).map(([name, value]) => [name, asText(value)]));
        expect(normalize(texts)).toEqual(JSON.parse(JSON.stringify(input)));
      }),
    );
  });

  it('is the same after a second normalization', () => {
    const anyInput = fc.dictionary(fc.constantFrom(...Object.keys(schema.properties ?? {})), fc.oneof(fc.jsonValue(), fc.json()));
    fc.assert(
      fc.property(anyInput, input => {
        const once = normalize(input);
        expect(normalize(once)).toEqual(once);
      }),
    );
  });
});
