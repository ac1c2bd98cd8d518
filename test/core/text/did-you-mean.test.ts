// "Did you mean" suggestions, and short lists of the valid values.
import { findClosest, formatChoices, unknownNameMessage } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import fc from '../../random.ts';

const fields = ['id', 'status', 'phone_number', 'employee_full_name', 'physical_state', 'billing_state', 'type'];

describe('the closest value', () => {
  it.each([
    ['statsu', 'status'],
    ['sattus', 'status'],
    ['Status', 'status'],
    ['phone-number', 'phone_number'],
    ['phoneNumber', 'phone_number'],
    ['fullname', undefined],
    ['billing', 'billing_state'],
    ['zzzzzzzz', undefined],
  ])('to %s is %s', (input, expected) => {
    expect(findClosest(input, ['status', 'phone_number', 'billing_state'])).toBe(expected);
  });

  it('counts two swapped letters as one mistake, even in short words', () => {
    expect(findClosest('dwon', ['up', 'down', 'blocked'])).toBe('down');
    expect(findClosest('pu', ['up', 'down'])).toBe('up');
    expect(findClosest('abcd', ['dcba'])).toBeUndefined();
  });

  it('is the shortest one that contains the input, if none is a few mistakes away', () => {
    expect(findClosest('full_name', fields)).toBe('employee_full_name');
  });

  it('is undefined if nothing is close', () => {
    expect(findClosest('-', fields)).toBeUndefined();
    expect(findClosest('x', ['id'])).toBeUndefined();
    expect(findClosest('anything', [])).toBeUndefined();
  });

  it('is always a valid one, and the input itself if that is valid', () => {
    fc.assert(fc.property(fc.string(), input => [...fields, undefined].includes(findClosest(input, fields))));
    for (const name of fields) expect(findClosest(name, fields)).toBe(name);
  });
});

describe('a list of valid values', () => {
  it('is complete up to five values', () => {
    expect(formatChoices([])).toBe('');
    expect(formatChoices(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e');
  });

  it('names the closest five and counts the rest', () => {
    const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july'];
    expect(formatChoices(months, 'juny')).toMatch(/^(june, july|july, june), .* and 2 more$/);
    expect(formatChoices(months, 'juny').split(' and ')[0]?.split(', ')).toHaveLength(5);
  });

  it('names valid values only, and its counts add up', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 6, maxLength: 40 }), fc.string(), (valid, input) => {
        const [, names = '', more] = /^(.*) and (\d+) more$/.exec(formatChoices(valid, input)) ?? [];
        expect(new Set(names.split(', ')).size).toBe(5);
        expect(names.split(', ').every(name => valid.includes(name))).toBe(true);
        expect(names.split(', ').length + Number(more)).toBe(valid.length);
      }),
    );
  });
});

describe('an unknown name', () => {
  it('is reported with the closest valid one and with the others', () => {
    expect(unknownNameMessage('field', 'statsu', ['id', 'status'])).toBe('Unknown field "statsu": did you mean status? Valid: id, status.');
    expect(unknownNameMessage('field', 'zzzzzzzz', ['id', 'status'])).toBe('Unknown field "zzzzzzzz". Valid: id, status.');
    expect(unknownNameMessage('field', '', ['id', 'status'])).toBe('Unknown field "". Valid: id, status.');
  });

  it('gives a short message for a long input', () => {
    expect(unknownNameMessage('field', 'x'.repeat(100_000), fields).length).toBeLessThan(400);
  });
});
