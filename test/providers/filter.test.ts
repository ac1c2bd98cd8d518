// CallGear's filter checker: what the page allows passes unchanged, everything else is refused before it is sent.
import { longestSentence } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../random.ts';
import { spoiled, tree } from './filter-arbitraries.ts';
import { operationOf, paramOf, refusalOf, sipLines } from './harness.ts';
import { filterable, operators } from './sample-pages.ts';

const names = Object.keys(filterable);
const refused = (filter: unknown) => refusalOf(() => paramOf(sipLines, { filter }, 'filter'));

/** A good condition below so many levels of trees. */
function nested(levels: number): unknown {
  let node: unknown = { field: 'status', operator: '=', value: 'active' };
  for (let level = 0; level < levels; level++) node = { filters: [node], condition: 'and' };
  return node;
}

/** A list in a list in a list. */
function deepList(levels: number): unknown {
  let list: unknown = 'x';
  for (let level = 0; level < levels; level++) list = [list];
  return list;
}

describe('a filter', () => {
  it.each(names)('of %s that the page allows goes out unchanged', name => {
    const operation = operationOf(name);
    fc.assert(
      fc.property(tree(name), filter => {
        expect(paramOf(operation, { filter }, 'filter')).toEqual(filter);
      }),
    );
  });

  it.each(names)('of %s with one mistake anywhere is refused, and the refusal names what is valid', name => {
    const operation = operationOf(name);
    fc.assert(
      fc.property(spoiled(name), ({ filter, words, valid }) => {
        const { code, details, message } = refusalOf(() => paramOf(operation, { filter }, 'filter'));
        expect([code, details.field]).toEqual(['input', 'filter']);
        expect(message.length).toBeLessThanOrEqual(longestSentence);
        for (const word of words) expect(message).toContain(word);
        expect(valid.some(word => message.includes(word))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  const fields = names.flatMap(name => Object.entries(filterable[name] ?? {}).map(([field, { type }]) => ({ name, field, type })));
  it.each(fields)('on $field of $name takes the operators of a $type and no other', ({ name, field, type }) => {
    const operation = operationOf(name);
    const { message } = refusalOf(() => paramOf(operation, { filter: { field, operator: '~', value: 'x' } }, 'filter'));
    expect(message).toContain(`Valid: ${operators[type].join(' ')}.`);
  });

  it.each([
    [{ field: 'statsu', operator: '=', value: 'active' }, /did you mean status\?/],
    [{ field: 'dial_time', operator: '>', value: 30 }, /dial_time may not be filtered.*Valid: /],
    [{ field: 'status', operator: 'like', value: 'act%' }, /"like" does not fit status/],
    [{ field: 'employee_id', operator: '=', value: '17' }, /employee_id = needs a number/],
    [{ field: 'id', operator: 'in', value: [1, '2'] }, /id in needs a list of numbers/],
    [{ field: 'id', operator: '=', value: 1, condition: 'and' }, /./],
    [{}, /Valid: /],
  ])('%j is refused in words', (filter, words) => {
    expect(refused(filter).message).toMatch(words);
  });

  it('does not give a secret away as a field', () => {
    expect(refused({ field: 'passwor', operator: '=', value: 'x' }).message).not.toContain('password');
  });

  it('nests thirty levels deep, and no deeper', () => {
    expect(paramOf(sipLines, { filter: nested(30) }, 'filter')).toEqual(nested(30));
    expect(refused(nested(31)).message).toContain('30 levels');
  });

  it('that nests without end is refused, not followed', () => {
    expect(refused(nested(200_000))).toMatchObject({ code: 'input', details: { field: 'filter' } });
  });

  it.each([
    ['operator', { field: 'status', operator: deepList(20_000), value: 'active' }],
    ['value', { field: 'status', operator: '=', value: deepList(20_000) }],
    ['entry', { filters: [deepList(20_000)], condition: 'and' }],
  ])('whose %s nests without end is refused, not followed', (_where, filter) => {
    expect(refused(filter)).toMatchObject({ code: 'input', details: { field: 'filter' } });
  });
});
