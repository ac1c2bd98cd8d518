// The first mistake in a JSON text: its place, and what was expected there.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonMistake } from '../../../packages/core/src/accounts/json-mistake.ts';

describe('a mistake in JSON', () => {
  it.each([
    ['', 1, 1, 'It is empty.'],
    [' \n', 1, 1, 'It is empty.'],
    ['[\n  // the office\n  {}]', 2, 3, 'Found there: a comment, which JSON does not have. Expected: a value.'],
    ['[{} # one\n]', 1, 5, 'Found there: a comment, which JSON does not have. Expected: "," or "]".'],
    ['[{"name": "one",}]', 1, 16, 'Found there: a comma before the closing "}".'],
    ['[{},\n]', 1, 4, 'Found there: a comma before the closing "]".'],
    ['[{},,{}]', 1, 5, 'Found there: a comma too many. Expected: a value.'],
    ['[{“name”: 1}]', 1, 3, 'Found there: a typographic quote; JSON has straight ones: ". Expected: a key in double quotes.'],
    ["[{'name': 1}]", 1, 3, 'Found there: a single quote; JSON has double ones: ". Expected: a key in double quotes.'],
    ['[{name: 1}]', 1, 3, 'Found there: a word without quotes. Expected: a key in double quotes.'],
    ['[{"name": one}]', 1, 11, 'Found there: a word without quotes. Expected: a value.'],
    ['[{"name" "one"}]', 1, 10, 'Expected: ":".'],
    ['[{"a": "b" "c": 1}]', 1, 12, 'Expected: "," or "}".'],
    ['[{"name": "one"', 1, 16, 'Found there: the end. Expected: "," or "}".'],
    ['[{"name": "one\n"}]', 1, 11, 'Found there: a string without its closing quote on the same line.'],
    ['[] []', 1, 4, 'Expected: the end.'],
    ['[\u0000]', 1, 2, 'It is not UTF-8. Save it as UTF-8.'],
    ['[01]', 1, 2, 'Expected: a value.'],
  ])('in %j is at line %i, column %i', (text, line, column, explanation) => {
    expect(findJsonMistake(text)).toEqual({ line, column, explanation });
  });

  it('is found in every text that is not JSON, within the text, and is not found in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.string({ maxLength: 2 }), (json, seed, insertion) => {
        expect(findJsonMistake(json)).toBeUndefined();
        const offset = seed % (json.length + 1);
        const text = json.slice(0, offset) + insertion + json.slice(offset + 1);
        const mistake = findJsonMistake(text);
        if (mistake === undefined) return void JSON.parse(text);
        expect(() => JSON.parse(text)).toThrow(SyntaxError);
        const lines = text.split('\n');
        expect(mistake.column).toBeLessThanOrEqual((lines[mistake.line - 1] ?? '').length + 1);
      }),
    );
  });
});
