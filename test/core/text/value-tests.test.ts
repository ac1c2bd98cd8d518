// Which values a filter may have found: loose where providers differ.
import { createDaysTest, createDigitsTest, createPatternTest, createWordsTest } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';

describe('a pattern', () => {
  it.each([
    ['%ivan%', 'Ivan Petrov', true],
    ['%Иван%', 'ИВАН', true],
    ['%ё%', 'Е', true],
    ['%ivan%', 'Piotr', false],
    ['iv%ov', 'Ivan Petrov', true],
    ['iv%ov', 'Ivan Petrova', false],
    ['iv%an%ov', 'Ivanov', true],
    ['ab%ba', 'aba', false],
    ['ivan', 'IVAN', true],
    ['ivan', 'ivan p', false],
    ['%100%_%', '100 %', true],
    ['%', '', true],
    ['%a%', '', false],
  ])('%j in %j: %s', (pattern, text, expected) => {
    expect(createPatternTest(pattern)?.(text)).toBe(expected);
  });

  it('with an escape is not tested', () => {
    expect(createPatternTest('100\\%')).toBeUndefined();
  });
});

it.each([
  ['north office', 'Office, north', true],
  ['north office', 'OFFICE', false],
])('the words %j in %j: %s', (words, text, expected) => {
  expect(createWordsTest(words)(text)).toBe(expected);
});

it.each([
  [['74951000003'], '+7 (495) 100-00-03', true],
  [['74951000003'], '84951000003', true],
  [['74951000003'], '74951000003...2345', true],
  [['74951000003'], '74951000004', false],
  [['74951000003', '84950000001'], '74950000001', true],
  [['1112'], '79991112233', true],
  [['1112'], '', false],
])('the digits %j in %j: %s', (numbers, text, expected) => {
  expect(createDigitsTest(numbers)(text)).toBe(expected);
});

it.each([
  [{ from: '2024-02-10' }, '2024-02-09T23:00:00', true],
  [{ from: '2024-02-10' }, '2024-02-08 23:59:59', false],
  [{ to: '2024-02-29 23:59:59' }, '2024-03-01', true],
  [{ to: '2024-02-29' }, '2024-03-02 00:00:00', false],
  [{ from: '2024-02-10', to: '2024-02-12' }, '2024-02-11T12:00:00.123456Z', true],
  [{ from: '2024-02-10' }, '10.02.2020', true],
  [{ from: '2024-02-10' }, '214-01-01T00:00:00Z', true],
  [{ from: '2024-02-10' }, '', false],
])('the days %j have %j: %s', (days, text, expected) => {
  expect(createDaysTest(days)(text)).toBe(expected);
});
