// The row reader: whatever a provider sends, rows have declared fields only.
import { type Fields, isRecord } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { buildReadPlan, RowReader } from '../../../packages/core/src/listing/row-reader.ts';
import { type Cell, getFieldNames, getLeafFieldNames, toSelection } from '../../../packages/core/src/model/fields.ts';
import { getCell } from '../../../packages/core/src/table/cell-values.ts';
import fc from '../../random.ts';
import { things } from '../acme.ts';

const { row: shape } = things;
const { fields } = shape;
const secretNames = ['password', 'pin', 'key'];
const names = [...Object.keys(fields), 'mode', 'month', 'pin', 'key', 'password', 'toString', '__proto__', 'constructor', 'new'];
/** A value whose keys are often declared fields. */
const value = fc.letrec<{ any: unknown; object: unknown }>(tie => ({
  any: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie('any'), { maxLength: 4 }), tie('object')),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie('any'), { maxKeys: 8 }),
}));
const toJsonValue = (sent: unknown): unknown => JSON.parse(JSON.stringify(sent));

/** Fails if a cell has an undeclared or secret field. */
function checkDeclared(cell: Cell, declared: Fields | undefined): void {
  if (Array.isArray(cell)) for (const item of cell) checkDeclared(item, declared);
  else if (isRecord(cell)) {
    for (const [name, inner] of Object.entries(cell)) {
      const field = declared !== undefined && Object.hasOwn(declared, name) ? declared[name] : undefined;
      expect(field, `a field ${name}`).toBeDefined();
      expect(secretNames).not.toContain(name);
      checkDeclared(inner, field?.fields);
    }
  } else expect(['string', 'number', 'boolean']).toContain(typeof cell);
}

describe('any row', () => {
  const selections = [undefined, toSelection(['id', 'ip.mode', 'ip.pin', 'password', 'calls.key']), toSelection(['ip', 'calls'])];

  it('is read without an exception, with declared fields only, no secret, no null', () => {
    fc.assert(
      fc.property(value.any, fc.constantFrom(...selections), (sent, selection) => {
        checkDeclared(new RowReader(shape.id, buildReadPlan(shape.fields, selection)).read(toJsonValue(sent)), fields);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every scalar of a declared field as it came', () => {
    const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean());
    fc.assert(
      fc.property(scalar, scalar, fc.array(scalar), (id, ip, tags) => {
        expect(new RowReader(shape.id, buildReadPlan(shape.fields)).read({ id, ip, tags, calls: ip, name: null })).toEqual({
          id,
          ip,
          tags,
          calls: ip,
        });
      }),
    );
  });

  it('records the name of everything that was dropped, except secrets', () => {
    const reader = new RowReader(shape.id, buildReadPlan(shape.fields));
    const sent = {
      id: 1,
      name: { first: 'x' },
      password: 'p',
      tags: ['a', { b: 1 }, ['c']],
      ip: { mode: 'OPEN', pin: 1, port: 2 },
      calls: [{ month: 1, key: 'k', price: 2 }, 'many', null, []],
      contact: 'user@host',
      toString: 1,
      fresh: null,
    };
    expect(reader.read(sent)).toEqual({
      id: 1,
      tags: ['a'],
      ip: { mode: 'OPEN' },
      calls: [{ month: 1 }, 'many'],
      contact: 'host',
    });
    expect([...reader.droppedFields].toSorted()).toEqual(['calls', 'calls.price', 'fresh', 'ip.port', 'name', 'tags', 'toString']);
  });

  it('reads a group that comes as a list, or a list that comes as an object, without its secrets', () => {
    const reader = new RowReader(shape.id, buildReadPlan(shape.fields));
    expect(reader.read({ id: 1, ip: [{ mode: 'x', pin: 1 }], calls: { month: 1, key: 'k' } })).toEqual({ id: 1, calls: { month: 1 } });
    expect([...reader.droppedFields]).toEqual(['ip']);
  });

  it('skips null in a list without recording it', () => {
    const reader = new RowReader(shape.id, buildReadPlan(shape.fields));
    expect(reader.read({ id: 1, tags: [null, 'a', null], calls: [null] })).toEqual({ id: 1, tags: ['a'], calls: [] });
    expect(reader.droppedFields.size).toBe(0);
  });

  it('omits an empty group, and a value that `transform` removes', () => {
    expect(new RowReader(shape.id, buildReadPlan(shape.fields)).read({ id: 1, ip: { pin: 1 }, tags: [], contact: 'user' })).toEqual({
      id: 1,
      tags: [],
    });
  });

  it('is counted if it has no id, unless the id was not requested', () => {
    const reader = new RowReader(shape.id, buildReadPlan(shape.fields));
    const rows = [{ id: '' }, { id: ' ' }, { id: null }, {}, null, 'text', [], { id: 0 }, { id: 'a' }].map(sent => reader.read(sent));
    expect(reader.rowsWithoutId).toBe(7);
    expect(rows).toHaveLength(9);
    reader.read({ id: '0' });
    expect(reader.rowsWithoutId).toBe(9);
    const withoutId = new RowReader(shape.id, buildReadPlan(shape.fields, toSelection(['name'])), false);
    withoutId.read({ name: 'x' });
    expect(withoutId.rowsWithoutId).toBe(0);
  });

  it('has selected fields only, and others are not recorded', () => {
    const reader = new RowReader(shape.id, buildReadPlan(shape.fields, toSelection(['ip.mode', 'name'])));
    expect(reader.read({ id: 1, name: 'x', ip: { mode: 'OPEN', pin: 1 }, tags: ['a'] })).toEqual({ name: 'x', ip: { mode: 'OPEN' } });
    expect(reader.droppedFields.size).toBe(0);
  });
});

describe('the names of fields', () => {
  it('are those that may be requested: groups, what is in them, no secret', () => {
    expect(getFieldNames(fields)).toEqual([
      'id',
      'name',
      'tags',
      'ip',
      'ip.mode',
      'calls',
      'calls.month',
      'groups',
      'groups.members',
      'contact',
    ]);
    expect(getLeafFieldNames(fields)).toEqual(['id', 'name', 'tags', 'ip.mode', 'calls.month', 'groups.members', 'contact']);
  });

  it('make a selection in which the name of a group selects all of it, in any order', () => {
    for (const names of [
      ['ip', 'ip.mode'],
      ['ip.mode', 'ip'],
    ]) {
      expect(toSelection(names)).toEqual(new Map([['ip', undefined]]));
    }
    const deep = toSelection(['a.b.c', 'a.d', 'e', 'a.b.f']);
    const inner = new Map([
      ['c', undefined],
      ['f', undefined],
    ]);
    expect(deep.get('a')).toEqual(new Map<string, unknown>([['b', inner]]).set('d', undefined));
    expect([...deep.keys()]).toEqual(['a', 'e']);
  });
});

describe('the cell at a name', () => {
  const row = { id: 1, ip: { mode: 'OPEN' }, calls: [{ month: 1 }, { other: 2 }, { month: 3 }] };

  it('is found through groups and lists', () => {
    expect(['id', 'ip.mode', 'calls.month', 'ip'].map(name => getCell(row, name))).toEqual([1, 'OPEN', [1, 3], { mode: 'OPEN' }]);
  });

  it.each(['none', 'id.mode', 'ip.none', 'ip.mode.deep', '', 'toString', 'constructor', 'ip.__proto__'])('is undefined at %j', name => {
    expect(getCell(row, name)).toBeUndefined();
  });
});
