// Validates the `filter` and `sort` arguments against the documented fields, before anything is sent.
import { formatChoices, isRecord, LinekeeperError, quoteValue, unknownNameMessage } from '@linekeeper/core';
import { isDateTime } from './date-time.ts';
import {
  type FieldDefinition,
  type FieldDefinitions,
  type FieldType,
  getFilterableNames,
  getSortableNames,
  operatorsByType,
} from './field-definitions.ts';

/** A filter tree of the Data API. */
export type Filter = SimpleFilter | { filters: Filter[]; condition: 'and' | 'or' };

/** One condition of a filter tree. A missing or null value matches rows without one. */
export interface SimpleFilter {
  field: string;
  operator: string;
  value?: unknown;
}

/** Nesting levels of a filter tree, against resource exhaustion. */
const maxFilterDepth = 30;

/** Validates a filter and returns it. Throws `input` for a field that may not be filtered, or for an operator or value that does not fit the field. */
export function checkFilter(filter: unknown, fields: FieldDefinitions, depth = 0): Filter {
  if (!isRecord(filter)) throw invalidFilter(`must be an object such as ${example}, not ${quoteValue(filter)}`);
  if (depth > maxFilterDepth) throw invalidFilter(`nests deeper than ${maxFilterDepth} levels`);
  return 'filters' in filter || 'condition' in filter ? checkTree(filter, fields, depth) : checkSimple(filter, fields);
}

const example = '{"field": "status", "operator": "=", "value": "active"}';

function checkTree({ filters, condition, ...rest }: Record<string, unknown>, fields: FieldDefinitions, depth: number): Filter {
  checkKeys(rest, ['filters', 'condition']);
  if (condition !== 'and' && condition !== 'or') throw invalidFilter('needs "condition": "and" or "or" beside "filters"');
  if (!Array.isArray(filters) || filters.length === 0) throw invalidFilter('needs at least one entry in "filters"');
  return { filters: filters.map(inner => checkFilter(inner, fields, depth + 1)), condition };
}

function checkSimple({ field, operator, value, ...rest }: Record<string, unknown>, fields: FieldDefinitions): SimpleFilter {
  checkKeys(rest, ['field', 'operator', 'value']);
  const name = typeof field === 'string' ? field : '';
  const definition = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (definition === undefined || definition.secret) throw invalidFilter(unknownNameMessage('field', name, getFilterableNames(fields)));
  if (!definition.filterable) throw invalidFilter(describeNotAllowed(name, 'filtered', getFilterableNames(fields)));
  const valid = operatorsByType[definition.type];
  // `=` and `!=` with null, or without a value, test for null: every type accepts that.
  const isNullTest = (operator === '=' || operator === '!=') && (value ?? null) === null;
  if (typeof operator !== 'string' || !(valid.includes(operator) || isNullTest)) {
    const problem =
      operator === undefined ? `${name} needs an "operator"` : `${quoteValue(operator)} does not fit ${name} (${definition.type})`;
    throw invalidFilter(`${problem}. Valid: ${valid.join(' ')}`);
  }
  if (!isNullTest) checkValue(name, definition, operator, value);
  return { field: name, operator, ...(value !== undefined && { value }) };
}

function checkValue(name: string, definition: FieldDefinition, operator: string, value: unknown): void {
  const expected = operator === 'in' ? `a list of ${typeNames[definition.type]}s` : `a ${typeNames[definition.type]}`;
  const valid =
    operator === 'in'
      ? Array.isArray(value) && value.length > 0 && value.every(item => isValidValue(item, definition))
      : isValidValue(value, definition);
  if (!valid) throw invalidFilter(`${name} ${operator} needs ${expected} as its "value"`);
}

const typeNames: Readonly<Record<FieldType, string>> = {
  number: 'number',
  string: 'text',
  enum: 'text',
  date: 'date text',
  list: 'query text',
};

/** Integers beyond 2^53 were rounded when the arguments were parsed, and would match another row. */
function isValidValue(value: unknown, { type }: FieldDefinition): boolean {
  if (type === 'number') return typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value));
  return typeof value === 'string' && (type !== 'date' || isDateTime(value));
}

function checkKeys(rest: Record<string, unknown>, valid: string[]): void {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw invalidFilter(unknownNameMessage('key', unknown, valid));
}

/** Converts `["employee_id", "-status"]` to the provider's sort order. Throws `input` for a field that may not be sorted. */
export function parseSort(names: unknown, fields: FieldDefinitions): { field: string; order: 'asc' | 'desc' }[] | undefined {
  if (!Array.isArray(names)) return undefined;
  return names.map(name => {
    const field = String(name).replace(/^-/, '');
    const valid = getSortableNames(fields);
    if (!Object.hasOwn(fields, field) || fields[field]?.secret)
      throw new LinekeeperError('input', `"sort": ${unknownNameMessage('field', field, valid)}`, { field: 'sort' });
    if (!valid.includes(field))
      throw new LinekeeperError('input', `"sort": ${describeNotAllowed(field, 'sorted', valid)}.`, { field: 'sort' });
    return { field, order: String(name).startsWith('-') ? 'desc' : 'asc' };
  });
}

const describeNotAllowed = (name: string, verb: string, valid: string[]) =>
  `${name} may not be ${verb} at the provider. Valid: ${formatChoices(valid, name)}`;
const invalidFilter = (message: string) => new LinekeeperError('input', `"filter": ${message.replace(/\.$/, '')}.`, { field: 'filter' });

/** Matches a number by all of its digits, or by the last or first ones. */
export function createDigitsFilter(field: string, digits: string, match: 'exact' | 'suffix' | 'prefix'): SimpleFilter {
  if (match === 'exact') return { field, operator: '=', value: digits };
  return { field, operator: 'like', value: match === 'suffix' ? `%${digits}` : `${digits}%` };
}

/** Matches rows that fit at least one of the filters. */
export const anyOf = (...filters: Filter[]): Filter => ({ filters, condition: 'or' });
