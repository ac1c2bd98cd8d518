// Phone numbers in filters: any notation becomes the digits that the provider stores.
import { LinekeeperError, readNumberDigits, readNumberPrefix, toDigitsPart } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import type { Filter, SimpleFilter } from './filter.ts';

/** Creates the condition of a shortcut for a number. `country`: where national notation is read. Throws `input` for a text that is not one number. */
export function createNumberFilter(field: string, text: string, country: string): SimpleFilter {
  const numbers = readNumberDigits(text, country);
  if (numbers === undefined) throw new LinekeeperError('input', `"${field}" must be one phone number: digits, in any notation.`, { field });
  return numbers.length > 1 ? { field, operator: 'in', value: numbers } : { field, operator: '=', value: numbers[0] };
}

/** Rewrites the numbers in the conditions of a checked tree. What is not a whole number stays as it is, and so do regular expressions. */
export function rewriteNumbers(filter: Filter, definitions: FieldDefinitions, country: string): Filter {
  if ('filters' in filter) return { ...filter, filters: filter.filters.map(inner => rewriteNumbers(inner, definitions, country)) };
  return definitions[filter.field]?.phoneDigits ? rewriteCondition(filter, country) : filter;
}

function rewriteCondition(condition: SimpleFilter, country: string): Filter {
  const { operator, value } = condition;
  if (operator === 'in' && Array.isArray(value))
    return { ...condition, value: value.flatMap(text => readWholeNumber(String(text), country)) };
  if (typeof value !== 'string') return condition;
  if (operator === 'like') return combine(condition, readPatterns(value, country), 'or');
  const numbers = readWholeNumber(value, country);
  if (operator === '!=') return combine(condition, numbers, 'and');
  if (operator !== '=') return condition;
  return numbers.length > 1 ? { ...condition, operator: 'in', value: numbers } : { ...condition, value: numbers[0] };
}

function combine(condition: SimpleFilter, values: readonly string[], joint: 'and' | 'or'): Filter {
  const filters = values.map(value => ({ ...condition, value }));
  const [only = condition] = filters;
  return filters.length > 1 ? { filters, condition: joint } : only;
}

/** Fewer digits are not a whole number. */
const minNumberDigits = 7;

function readWholeNumber(text: string, country: string): readonly string[] {
  const numbers = readNumberDigits(text, country);
  return numbers?.every(({ length }) => length >= minNumberDigits) ? numbers : [text];
}

/** The pattern for each reading of the beginning of a number; other parts lose what stands before all readings. */
function readPatterns(pattern: string, country: string): string[] {
  const [start = '', ...parts] = pattern.split('%');
  const ends = parts.map(part => (isPartOfNumber(part) ? toDigitsPart(part, country) : part));
  const starts = isPartOfNumber(start) ? readStarts(start, country) : [start];
  return starts.map(first => [first, ...ends].join('%'));
}

/** Fewer digits may be anything, and so may digits among letters. */
const isPartOfNumber = (text: string) => /\d\D*\d\D*\d/.test(text) && !/\p{L}/u.test(text);

function readStarts(text: string, country: string): readonly string[] {
  if (/^\d+$/.test(text)) return [text];
  const prefixes = readNumberPrefix(text, [country])?.prefixes ?? [];
  return prefixes.length > 0 ? prefixes.map(prefix => prefix.slice(1)) : [text];
}
