// What the filters of a CallGear list say about its fields: rows that do not match show that the provider ignored them.
import {
  createDaysTest,
  createDigitsTest,
  createPatternTest,
  type FieldFilter,
  type Input,
  type Scalar,
  type Settings,
  type ValueTest,
} from '@linekeeper/core';
import type { FieldDefinition, FieldDefinitions } from './field-definitions.ts';
import { type Filter, parseSort, type SimpleFilter } from './filter.ts';
import { buildFilter } from './parameters.ts';

/** The fields that the shortcuts, the filter tree and the sort order name, for `readFilters`. */
export function readFieldFilters(definitions: FieldDefinitions, input: Input, settings?: Settings): FieldFilter[] {
  const filter = buildFilter(definitions, input, settings);
  const sorted = parseSort(input.sort, definitions)?.map(({ field }) => ({ field })) ?? [];
  return [...(filter === undefined ? [] : toFieldFilters(filter, definitions)), ...sorted];
}

/** Conditions joined with `and` hold for every row; of alternatives only the fields are known. */
function toFieldFilters(filter: Filter, definitions: FieldDefinitions): FieldFilter[] {
  if ('filters' in filter) {
    const filters = filter.filters.flatMap(inner => toFieldFilters(inner, definitions));
    return filter.condition === 'and' ? filters : filters.map(({ field }) => ({ field }));
  }
  const definition = definitions[filter.field];
  return [{ field: filter.field, ...(definition !== undefined && describeMatches(definition, filter)) }];
}

/** The values that match, or a test for them; neither if that is not known. `checkFilter` has made sure that values fit. */
function describeMatches(definition: FieldDefinition, { operator, value = null }: SimpleFilter): Omit<FieldFilter, 'field'> {
  if (operator === 'in' || operator === '=') return describeEqual(definition, (Array.isArray(value) ? value : [value ?? '']) as Scalar[]);
  const accepts = value === null ? undefined : createTest(definition, operator, String(value));
  return accepts === undefined ? {} : { accepts };
}

function describeEqual(
  { type, phoneDigits, localizedValues = {} }: FieldDefinition,
  values: readonly Scalar[],
): Omit<FieldFilter, 'field'> {
  if (values.includes('')) return { values };
  if (type === 'number') return { accepts: anyNumber(number => values.includes(number)) };
  if (type === 'date') return { accepts: createDaysTest({ from: String(values[0]), to: String(values[0]) }) };
  if (phoneDigits) {
    const hasDigits = createDigitsTest(values.map(String));
    return { accepts: text => values.includes(text) || hasDigits(text) };
  }
  // A host may filter in one language and answer in another.
  return { values: [...values, ...values.flatMap(value => localizedValues[String(value)] ?? [])] };
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

function createTest({ type }: FieldDefinition, operator: string, value: string): ValueTest | undefined {
  const compare = comparisons[operator];
  if (compare !== undefined && type === 'date') return createDaysTest(operator.startsWith('<') ? { to: value } : { from: value });
  if (compare !== undefined) return anyNumber(number => compare(number, Number(value)));
  if (operator === '!=' && type === 'number') return anyNumber(number => number !== Number(value), true);
  if (operator === '!=' && type !== 'date') return text => text !== value;
  if (operator === 'like') return createPatternTest(value);
  return operator === 'regexp' ? createLiteralTest(value) : undefined;
}

/** Tests the number that a text is. One that is not a number passes, an empty one if `passesEmpty`. */
const anyNumber =
  (accepts: (number: number) => boolean, passesEmpty = false): ValueTest =>
  text =>
    text.trim() === '' ? passesEmpty : Number.isNaN(Number(text)) || accepts(Number(text));

/** Tests for a regular expression that is a literal text, with or without anchors. Others are the provider's own, and are not run here. */
function createLiteralTest(pattern: string): ValueTest | undefined {
  const [, start, literal, end] = /^(\^?)([\p{L}\d ]+)(\$?)$/u.exec(pattern) ?? [];
  return literal === undefined ? undefined : createPatternTest(`${start ? '' : '%'}${literal}${end ? '' : '%'}`);
}
