// JSON Schemas that are short and flat, and rejected arguments in plain words.
import { isRecord, type JsonSchema } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { buildReadPlan, RowReader } from '../../../packages/core/src/listing/row-reader.ts';
import { type Cell, toSelection } from '../../../packages/core/src/model/fields.ts';
import { withCommonParameters } from '../../../packages/core/src/tools/common-parameters.ts';
import { buildListSchema, parseInput, toJsonSchema } from '../../../packages/core/src/tools/json-schema.ts';
import fc from '../../random.ts';
import { things } from '../acme.ts';
import { catchError } from '../catch-error.ts';

const parameters = withCommonParameters(things, 500);
const json = toJsonSchema(parameters);
const getMessage = async (input: unknown) => (await catchError(() => parseInput(parameters, json, input))).message;

describe("an argument's error", () => {
  it.each([
    [{ limit: 501 }, '"limit" must be a whole number from 0 to 500, not 501.'],
    [{ limit: -1 }, '"limit" must be a whole number from 0 to 500, not -1.'],
    [{ limit: 1.5 }, '"limit" must be a whole number from 0 to 500, not 1.5.'],
    [{ limit: '501' }, '"limit" must be a whole number from 0 to 500, not 501.'],
    [{ limit: 'five' }, '"limit" must be a whole number from 0 to 500, not "five".'],
    [{ offset: -1 }, '"offset" must be a whole number from 0 to 10000, not -1.'],
    [{ full: 'yes' }, '"full" must be true or false, not "yes".'],
    [{ text: 7.5 }, '"text" must be a string, not 7.5.'],
    [{ text: true }, '"text" must be a string, not true.'],
    [{ text: ['x'] }, '"text" must be a string, not ["x"].'],
    [{ text: 'x'.repeat(2_001) }, '"text" has more than 2000 characters.'],
    [{ fields: Array(1_001).fill('id') }, '"fields" has more than 1000 entries.'],
    [{ fields: { id: 1 } }, '"fields" must be an array; each entry must be a string, not {"id":1}.'],
    [{ fields: ['id', 7.5] }, 'Each entry of "fields" must be a string, not 7.5.'],
    [{ fields: ['id', null] }, 'Each entry of "fields" must be a string, not null.'],
    [{ response_format: 'x' }, '"response_format" must be one of concise, detailed, columns, not "x".'],
    [{ status: { toString: false } }, 'and 2 more, not {"toString":false}.'],
    [{ statsu: 'active' }, 'Unknown argument "statsu": did you mean status?'],
    [{ toString: 1 }, 'Unknown argument "toString"'],
    ['status=active', 'Arguments must be given by name.'],
    [[], 'Arguments must be given by name.'],
    [7, 'Arguments must be given by name.'],
  ])('for %j is %s', async (input, message) => {
    expect(await getMessage(input)).toContain(message);
  });

  it.each<[string, object, string]>([
    ['value', { name: 'x'.repeat(2_001) }, '"where" has a value of more than 2000 characters.'],
    ['name', { ['x'.repeat(2_001)]: 'a' }, '"where" has a name of more than 2000 characters.'],
    ['list', { name: Array(1_001).fill('a') }, '"where" has a list of more than 1000 entries.'],
    ['entry', { name: ['a', 'x'.repeat(2_001)] }, '"where" has a value of more than 2000 characters.'],
  ])('says that a %s inside of it is too large', async (_, where, message) => {
    expect(await getMessage({ where })).toBe(message);
    expect(await getMessage({ where: JSON.stringify(where) })).toBe(message);
  });

  it('names the argument', async () => {
    const getField = async (input: unknown) => (await catchError(() => parseInput(parameters, json, input))).details.field;
    expect([await getField({ limit: -1 }), await getField({ statsu: 1 })]).toEqual(['limit', 'statsu']);
  });

  it('names the five closest values, and counts the rest', async () => {
    const message = await getMessage({ status: 'prereservd' });
    expect(message).toMatch(/^"status" must be one of .* and 2 more, not "prereservd"\.$/);
    expect(message).toContain('prereserved');
  });

  it('rejects a required argument that is empty', async () => {
    const schema = z.strictObject({ text: z.string().min(1), names: z.array(z.string()).min(1) });
    const getEmptyMessage = async (input: unknown) => (await catchError(() => parseInput(schema, toJsonSchema(schema), input))).message;
    expect(await getEmptyMessage({ text: '', names: ['a'] })).toBe('"text" must be a non-empty string, not "".');
    expect(await getEmptyMessage({ text: null, names: ['a'] })).toBe('"text" must be a string, not null.');
    expect(await getEmptyMessage({ text: 'a', names: [] })).toBe('"names" must be a non-empty array, not [].');
  });

  it('uses the message of a custom check', async () => {
    const schema = z.strictObject({ date: z.string().refine(text => text.startsWith('2'), 'must be a date such as 2026-01-31') });
    const error = await catchError(() => parseInput(schema, toJsonSchema(schema), { date: 'soon' }));
    expect(error.message).toBe('"date" must be a date such as 2026-01-31, not "soon".');
  });

  it('has the code `input`, whatever the arguments', () => {
    const anyInput = fc.dictionary(fc.oneof(fc.constantFrom('limit', 'status', 'fields', 'text', 'cursor'), fc.string()), fc.jsonValue());
    fc.assert(
      fc.property(anyInput, input => {
        try {
          expect(Object.keys(parseInput(parameters, json, input)).every(name => name in parameters.shape)).toBe(true);
        } catch (thrown) {
          expect(thrown).toMatchObject({ name: 'LinekeeperError', code: 'input' });
        }
      }),
    );
  });
});

describe('a schema of arguments', () => {
  it('is flat and strict: every argument described, no union at its root, no reference', () => {
    expect(json).toMatchObject({ type: 'object', additionalProperties: false });
    expect(Object.values(json.properties ?? {}).every(({ description = '' }) => description !== '')).toBe(true);
    expect(JSON.stringify(json)).not.toMatch(/\$ref|\$schema|"anyOf"|"oneOf"|9007199254740991/);
    expect(json.required).toBeUndefined();
  });

  it('has types, values and ranges', () => {
    expect(json.properties).toMatchObject({
      limit: { type: 'integer', minimum: 0, maximum: 500 },
      offset: { type: 'integer', minimum: 0, maximum: 10_000 },
      response_format: { type: 'string', enum: ['concise', 'detailed', 'columns'] },
      fields: { type: 'array', items: { type: 'string' } },
      full: { type: 'boolean' },
    });
  });

  it('has no keyword that hosts reject, and repeats the largest value, which hosts drop', () => {
    const open = z.strictObject({
      id: z.string().regex(/^x/).describe('Id'),
      filter: z.record(z.string(), z.unknown()),
      days: z.number().positive().max(9).describe('Days'),
    });
    expect(toJsonSchema(open).properties).toEqual({
      id: { type: 'string', description: 'Id' },
      filter: { type: 'object' },
      days: { type: 'number', maximum: 9, description: 'Days; max 9' },
    });
  });

  it('has no largest limit without a row limit', () => {
    for (const maxRows of [Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]) {
      const free = withCommonParameters(things, maxRows);
      const limit = toJsonSchema(free).properties?.limit;
      expect(JSON.parse(JSON.stringify(limit))).toMatchObject({ type: 'integer', minimum: 0 });
      expect(parseInput(free, toJsonSchema(free), { limit: 1_000_000 })).toEqual({ limit: 1_000_000 });
    }
  });
});

/** Validates a value against a schema, for the keywords that output schemas use. */
function matchesSchema(value: unknown, { type, properties, required, items }: JsonSchema): boolean {
  const kind = Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value;
  const types = [type ?? []].flat();
  if (types.length > 0 && !types.includes(kind) && !(types.includes('integer') && Number.isInteger(value))) return false;
  if (Array.isArray(value)) return items === undefined || value.every(item => matchesSchema(item, items));
  if (!isRecord(value)) return true;
  if (required?.some(name => !Object.hasOwn(value, name))) return false;
  return Object.entries(properties ?? {}).every(([name, inner]) => !Object.hasOwn(value, name) || matchesSchema(value[name], inner));
}

describe('an output schema', () => {
  const columns = ['id', 'name', 'tags', 'ip.mode', 'calls', 'groups.members', 'contact'];
  const schema = buildListSchema(columns, things.row.fields);
  const createResult = (row: Cell) => JSON.parse(JSON.stringify({ account: 'one', rows: [row], returned: 1 }));

  it('has an object at its root and declares the columns', () => {
    expect(schema).toMatchObject({ type: 'object', required: ['account'] });
    expect(Object.keys(schema.properties?.rows?.items?.properties ?? {})).toEqual([
      'id',
      'name',
      'tags',
      'ip',
      'calls',
      'groups',
      'contact',
    ]);
    expect(JSON.stringify(schema)).not.toMatch(/\$ref|enum|additionalProperties/);
  });

  it('accepts any row that the reader returns, whatever the provider sends', () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.dictionary(fc.constantFrom('mode', 'month', 'members', 'key'), fc.jsonValue({ maxDepth: 1 })),
    );
    const sent = fc.dictionary(fc.constantFrom('id', 'name', 'tags', 'ip', 'calls', 'groups', 'contact', 'password'), value);
    fc.assert(
      fc.property(sent, fc.constantFrom(undefined, toSelection(columns)), (raw, selection) => {
        expect(
          matchesSchema(createResult(new RowReader(things.row.id, buildReadPlan(things.row.fields, selection)).read(raw)), schema),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([{ calls: { month: 1 } }, { calls: 'none' }, { ip: 'OPEN' }, { id: true }, { tags: 7 }])('accepts %o', raw => {
    expect(matchesSchema(createResult(new RowReader(things.row.id, buildReadPlan(things.row.fields)).read(raw)), schema)).toBe(true);
  });
});
