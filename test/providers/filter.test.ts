// CallGear's filter validation: documented filters pass unchanged, all others are rejected before anything is sent.

import { describe, expect, it } from 'vitest';
import { maxMessageChars } from '../../packages/core/src/errors.ts';
import fc from '../random.ts';
import { invalidFilter, validFilter } from './filter-arbitraries.ts';
import { catchLinekeeperError, getOperation, getRpcParam, sipLines } from './harness.ts';
import { documentedOperators, filterableFields } from './sample-pages.ts';

const names = Object.keys(filterableFields);
const rejected = (filter: unknown) => catchLinekeeperError(() => getRpcParam(sipLines, { filter }, 'filter'));

/** A valid condition below so many levels of trees. */
function createNestedFilter(levels: number): unknown {
  let node: unknown = { field: 'status', operator: '=', value: 'active' };
  for (let level = 0; level < levels; level++) node = { filters: [node], condition: 'and' };
  return node;
}

/** Nested lists of so many levels. */
function createNestedList(levels: number): unknown {
  let list: unknown = 'x';
  for (let level = 0; level < levels; level++) list = [list];
  return list;
}

describe('a filter', () => {
  it.each(names)('of %s that the documentation allows is sent unchanged', name => {
    const operation = getOperation(name);
    fc.assert(
      fc.property(validFilter(name), filter => {
        expect(getRpcParam(operation, { filter }, 'filter')).toEqual(filter);
      }),
    );
  });

  it.each(names)('of %s with one mistake anywhere is rejected, and the message names what is valid', name => {
    const operation = getOperation(name);
    fc.assert(
      fc.property(invalidFilter(name), ({ filter, words, valid }) => {
        const { code, details, message } = catchLinekeeperError(() => getRpcParam(operation, { filter }, 'filter'));
        expect([code, details.field]).toEqual(['input', 'filter']);
        expect(message.length).toBeLessThanOrEqual(maxMessageChars);
        for (const word of words) expect(message).toContain(word);
        expect(valid.some(word => message.includes(word))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  const fields = names.flatMap(name => Object.entries(filterableFields[name] ?? {}).map(([field, { type }]) => ({ name, field, type })));
  it.each(fields)('on $field of $name accepts the operators of a $type and no other', ({ name, field, type }) => {
    const operation = getOperation(name);
    const { message } = catchLinekeeperError(() => getRpcParam(operation, { filter: { field, operator: '~', value: 'x' } }, 'filter'));
    expect(message).toContain(`Valid: ${documentedOperators[type].join(' ')}.`);
  });

  it.each([
    [{ field: 'statsu', operator: '=', value: 'active' }, /did you mean status\?/],
    [{ field: 'dial_time', operator: '>', value: 30 }, /dial_time may not be filtered.*Valid: /],
    [{ field: 'status', operator: 'like', value: 'act%' }, /"like" does not fit status/],
    [{ field: 'employee_id', operator: '=', value: 'Ivan' }, /employee_id = needs a number/],
    [{ field: 'id', operator: 'in', value: [1, '2'] }, /id in needs a list of numbers/],
    [{ field: 'id', operator: '=', value: 1, condition: 'and' }, /./],
    [{ operator: '=' }, /Valid: /],
  ])('%j is rejected with a message', (filter, words) => {
    expect(rejected(filter).message).toMatch(words);
  });

  it.each([
    [
      { field: 'employee_id', operator: '=', value: '17' },
      { field: 'employee_id', operator: '=', value: 17 },
    ],
    [
      { field: 'id', operator: 'in', value: '[1, 2]' },
      { field: 'id', operator: 'in', value: [1, 2] },
    ],
    [
      { field: 'status', operator: 'in', value: 'active,inactive' },
      { field: 'status', operator: 'in', value: ['active', 'inactive'] },
    ],
    [
      { field: 'id', operator: '>', value: 3, filters: null, condition: null },
      { field: 'id', operator: '>', value: 3 },
    ],
    [
      { field: null, value: null, filters: '[{"field": "id", "operator": ">", "value": "3"}]', condition: 'or' },
      { filters: [{ field: 'id', operator: '>', value: 3 }], condition: 'or' },
    ],
    [{}, undefined],
  ])('%j is taken for what it says', (filter, expected) => {
    expect(getRpcParam(sipLines, { filter }, 'filter')).toEqual(expected);
  });

  it('does not suggest a secret as a field', () => {
    expect(rejected({ field: 'passwor', operator: '=', value: 'x' }).message).not.toContain('password');
  });

  it('may nest thirty levels deep, and no deeper', () => {
    expect(getRpcParam(sipLines, { filter: createNestedFilter(30) }, 'filter')).toEqual(createNestedFilter(30));
    expect(rejected(createNestedFilter(31)).message).toContain('30 levels');
  });

  it('that nests very deeply is rejected without recursion', () => {
    expect(rejected(createNestedFilter(200_000))).toMatchObject({ code: 'input', details: { field: 'filter' } });
  });

  it.each([
    ['operator', { field: 'status', operator: createNestedList(20_000), value: 'active' }],
    ['value', { field: 'status', operator: '=', value: createNestedList(20_000) }],
    ['entry', { filters: [createNestedList(20_000)], condition: 'and' }],
  ])('with a very deep %s is rejected without recursion', (_key, filter) => {
    expect(rejected(filter)).toMatchObject({ code: 'input', details: { field: 'filter' } });
  });
});
