// "Did you mean": the nearest valid value, and lists of valid values that stay short.
import { listed, nearest, unknownName } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../../random.ts';

const fields = ['id', 'status', 'phone_number', 'employee_full_name', 'physical_state', 'billing_state', 'type'];

describe('the nearest value', () => {
  it.each([
    ['statsu', 'status'],
    ['sattus', 'status'],
    ['Status', 'status'],
    ['phone-number', 'phone_number'],
    ['phoneNumber', 'phone_number'],
    ['fullname', undefined],
    ['billing', 'billing_state'],
    ['zzzzzzzz', undefined],
  ])('to %s is %s', (given, expected) => {
    expect(nearest(given, ['status', 'phone_number', 'billing_state'])).toBe(expected);
  });

  it('counts two letters in the wrong order as one mistake, however short the word', () => {
    expect(nearest('dwon', ['up', 'down', 'blocked'])).toBe('down');
    expect(nearest('pu', ['up', 'down'])).toBe('up');
    expect(nearest('abcd', ['dcba'])).toBeUndefined();
  });

  it('is found among shorter names where it holds what was given', () => {
    expect(nearest('full_name', fields)).toBe('employee_full_name');
  });

  it('is none where nothing of it was meant', () => {
    expect(nearest('-', fields)).toBeUndefined();
    expect(nearest('x', ['id'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });

  it('is a valid one, and the same word where it is valid itself', () => {
    fc.assert(fc.property(fc.string(), given => [...fields, undefined].includes(nearest(given, fields))));
    for (const name of fields) expect(nearest(name, fields)).toBe(name);
  });
});

describe('a list of valid values', () => {
  it('is whole while it is short', () => {
    expect(listed([])).toBe('');
    expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
  });

  it('names the nearest five, then counts the rest', () => {
    const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july'];
    expect(listed(months, 'juny')).toMatch(/^(june, july|july, june), .* and 2 more$/);
    expect(listed(months, 'juny').split(' and ')[0]?.split(', ')).toHaveLength(5);
  });

  it('names values of the list and counts all of them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 6, maxLength: 40 }), fc.string(), (valid, given) => {
        const [, names = '', more] = /^(.*) and (\d+) more$/.exec(listed(valid, given)) ?? [];
        expect(new Set(names.split(', ')).size).toBe(5);
        expect(names.split(', ').every(name => valid.includes(name))).toBe(true);
        expect(names.split(', ').length + Number(more)).toBe(valid.length);
      }),
    );
  });
});

describe('an unknown name', () => {
  it('is answered with the nearest valid one and with others', () => {
    expect(unknownName('field', 'statsu', ['id', 'status'])).toBe('Unknown field "statsu": did you mean status? Valid: id, status.');
    expect(unknownName('field', 'zzzzzzzz', ['id', 'status'])).toBe('Unknown field "zzzzzzzz". Valid: id, status.');
    expect(unknownName('field', '', ['id', 'status'])).toBe('Unknown field "". Valid: id, status.');
  });

  it('fits a sentence, however long what was given is', () => {
    expect(unknownName('field', 'x'.repeat(100_000), fields).length).toBeLessThan(400);
  });
});
