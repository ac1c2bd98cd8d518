// Which rows match: `where`, checked by hand, and filters that the provider ignores.
import { LinekeeperError, type Operation } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { createRowMatcher } from '../../../packages/core/src/listing/row-matcher.ts';
import fc from '../../random.ts';
import { things } from '../acme.ts';

const matches = (where: unknown, row: unknown) => createRowMatcher(things, things.row, { where })?.matches(row);

describe('where', () => {
  it.each([
    [{ name: 'ANNA' }, { name: 'Anna' }, true],
    [{ name: 'Ann' }, { name: 'Anna' }, false],
    [{ id: '7' }, { id: 7 }, true],
    [{ id: [6, 7] }, { id: '7' }, true],
    [{ name: true }, { name: true }, true],
    [{ tags: 'b' }, { tags: ['a', 'B'] }, true],
    [{ tags: 'c' }, { tags: ['a', 'b'] }, false],
    [{ 'ip.mode': 'open' }, { ip: { mode: 'OPEN' } }, true],
    [{ 'calls.month': '2' }, { calls: [{ month: 1 }, { month: 2 }] }, true],
    [{ 'ip.mode': 'OPEN', name: 'x' }, { ip: { mode: 'OPEN' }, name: 'y' }, false],
  ])('%j for %j is %s', (where, row, expected) => {
    expect(matches(where, row)).toBe(expected);
  });

  it.each([undefined, null, '', [], {}, [null], { mode: null }, { pin: '1' }])('has no value in %j', value => {
    expect(matches({ ip: '' }, { id: 1, ip: Array.isArray(value) || value === '' ? undefined : value })).toBe(true);
    expect(matches({ tags: [''] }, { id: 1, tags: Array.isArray(value) ? value : undefined })).toBe(true);
    expect(matches({ 'ip.mode': null }, { id: 1, ip: value })).toBe(true);
  });

  it('compares a plain value instead of an object as tables show it', () => {
    expect(matches({ 'ip.mode': '192.0.2.1' }, { ip: '192.0.2.1' })).toBe(true);
    expect(matches({ 'calls.month': 'b' }, { calls: ['a', 'b'] })).toBe(true);
  });

  it('compares a field with a transform as it is shown', () => {
    expect(matches({ contact: 'acme.test' }, { contact: 'secret@acme.test' })).toBe(true);
    expect(matches({ contact: 'secret@acme.test' }, { contact: 'secret@acme.test' })).toBe(false);
  });

  it('never compares a secret', () => {
    expect(matches({ password: 'hunter22' }, { password: 'hunter22' })).toBe(false);
    expect(matches({ 'ip.pin': '1' }, { ip: { pin: '1' } })).toBe(false);
  });

  it.each([{}, [], 'status', 1, { name: [] }, { name: {} }, { name: [['a']] }, { id: 2 ** 53 }])('rejects %j', where => {
    expect(() => matches(where, {})).toThrow(LinekeeperError);
    expect(() => matches(where, {})).toThrow('"where"');
  });

  it('equals filtering by hand', () => {
    const word = fc.constantFrom('a', 'A', 'b', '', 'ab');
    const row = fc.record({ name: word, tags: fc.array(word, { maxLength: 3 }) }, { requiredKeys: [] });
    fc.assert(
      fc.property(row, fc.array(word, { minLength: 1, maxLength: 3 }), (value, wanted) => {
        const lower = wanted.map(text => text.toLowerCase());
        const names = value.name ? [value.name.toLowerCase()] : [];
        const tags = (value.tags ?? []).filter(tag => tag !== '').map(tag => tag.toLowerCase());
        const expected = (texts: string[]) => (texts.length === 0 ? lower.includes('') : texts.some(text => lower.includes(text)));
        expect([matches({ name: wanted }, value), matches({ tags: wanted }, value)]).toEqual([expected(names), expected(tags)]);
      }),
    );
  });
});

describe('a filter of the provider', () => {
  const withStatus: Operation = { ...things, row: { id: 'id', fields: { ...things.row.fields, status: { description: 'Status' } } } };
  const create = (operation: Operation) => createRowMatcher(operation, operation.row, { status: 'active', text: 'x', limit: 1 });

  it('is checked if it has the name of a field, in rows that have the field', () => {
    const matcher = create(withStatus);
    expect([{ status: 'ACTIVE' }, { status: 'off' }, { status: null }, {}].map(row => matcher?.matches(row))).toEqual([
      true,
      false,
      false,
      true,
    ]);
    expect(matcher?.warnings()).toEqual(['The provider ignored the filter by status: 2 rows that do not match were left out.']);
  });

  it('is checked by its own test, and by none for a row without the field', () => {
    const matcher = create({ ...withStatus, readFilters: () => [{ field: 'status', accepts: text => text.startsWith('a') }] });
    expect([{ status: 'active' }, { status: 'Active' }, { status: null }, {}].map(row => matcher?.matches(row))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('is believed if it has no such name, or accepts other values', () => {
    expect(create(things)).toBeUndefined();
    expect(create({ ...withStatus, readFilters: () => [{ field: 'status' }] })).toBeUndefined();
  });
});
