// Parses CallGear's `filter`: one condition, or a tree of conditions of any depth. It is validated before any row is tested.
import { isObject } from '../json.ts';
import { CallGearError, dataTypeError, invalidValueError, missingParameterError, rejectUnknownKeys } from './errors.ts';
import type { Brand, Field, Row } from './fields.ts';
import { operators } from './operators.ts';
import { russianStates } from './quirks.ts';

type RowPredicate = (row: Row) => boolean;

/** How filters are validated. */
export interface FilterOptions {
  /** Some hosts send Russian values in responses and reject them in filters. */
  rejectRussianValues: boolean;
  /** The brand whose documentation holds. */
  brand: Brand;
}

/** The predicate of a filter. Throws a CallGearError if the filter is invalid. */
export function parseFilter(filter: Record<string, unknown>, fields: Field[], options: FilterOptions): RowPredicate {
  const isTree = 'filters' in filter || 'condition' in filter;
  if (isTree && ('field' in filter || 'operator' in filter || 'value' in filter)) {
    throw new CallGearError('invalid_parameters_combination', 'A filter is either simple or a tree', { field: 'filter' });
  }
  return isTree ? parseFilterTree(filter, fields, options) : parseCondition(filter, fields, options);
}

function parseFilterTree(filter: Record<string, unknown>, fields: Field[], options: FilterOptions): RowPredicate {
  rejectUnknownKeys(filter, ['filters', 'condition'], 'filter.');
  const { filters, condition } = filter;
  if (filters === undefined) throw missingParameterError('filter.filters');
  if (condition === undefined) throw missingParameterError('filter.condition');
  if (!Array.isArray(filters)) throw dataTypeError('filter.filters', filters, 'array');
  if (filters.length === 0) throw invalidValueError('filter.filters', filters);
  if (condition !== 'and' && condition !== 'or') throw invalidValueError('filter.condition', condition);
  const predicates = filters.map(entry => {
    if (!isObject(entry)) throw dataTypeError('filter.filters', entry, 'array of objects');
    return parseFilter(entry, fields, options);
  });
  return condition === 'and' ? row => predicates.every(matches => matches(row)) : row => predicates.some(matches => matches(row));
}

function parseCondition(filter: Record<string, unknown>, fields: Field[], options: FilterOptions): RowPredicate {
  rejectUnknownKeys(filter, ['field', 'operator', 'value'], 'filter.');
  for (const key of ['field', 'operator']) {
    if (filter[key] === undefined) throw missingParameterError(`filter.${key}`);
    if (typeof filter[key] !== 'string') throw dataTypeError(`filter.${key}`, filter[key], 'string');
  }
  const { field: name, operator, value = null } = filter;
  const field = fields.find(candidate => candidate.name === name);
  if (field === undefined) throw invalidValueError('filter.field', name);
  if (!field.filterable) {
    throw new CallGearError('filter_prohibited', `Filtering by "${field.name}" is prohibited`, { field: 'filter.field', value: name });
  }
  const buildPredicate = Object.hasOwn(operators, String(operator)) ? operators[String(operator)] : undefined;
  if (buildPredicate === undefined) throw invalidValueError('filter.operator', operator);
  if (options.rejectRussianValues) rejectRussianValues(value);
  const matches = buildPredicate(field.type, value);
  return row => matches(row[field.name]);
}

function rejectRussianValues(value: unknown): void {
  const russianValues: unknown[] = Object.values(russianStates);
  const rejected = (Array.isArray(value) ? value : [value]).find(entry => russianValues.includes(entry));
  if (rejected !== undefined) throw invalidValueError('filter', rejected);
}
