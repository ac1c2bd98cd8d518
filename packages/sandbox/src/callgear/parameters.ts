// Validates the parameters that all list methods share, as strictly as the documentation describes them.
import { isObject } from '../json.ts';
import { CallGearError, dataTypeError, invalidValueError, rejectUnknownKeys } from './errors.ts';
import type { Brand, Field, Row } from './fields.ts';
import { type FilterOptions, parseFilter } from './filter.ts';
import { parseSort } from './sort.ts';

/** The validated parameters of a list request. */
export interface ListParameters {
  offset: number;
  limit: number;
  /** The predicate of `filter`. */
  matches: (row: Row) => boolean;
  /** The order of `sort`. */
  compare: (left: Row, right: Row) => number;
  /** Names of the fields to send. */
  fields: string[];
}

function readInteger(params: Record<string, unknown>, field: string, fallback: number, min: number, max: number): number {
  const value = params[field];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw dataTypeError(field, value, 'integer');
  if (value < min || value > max) throw invalidValueError(field, value);
  return value;
}

/** Without `fields` a row contains all fields, undocumented ones included; only those of the brand's documentation may be requested. */
function readFields(value: unknown, available: Field[], brand: Brand): string[] {
  if (value === undefined || value === null) return available.map(({ name }) => name);
  if (!Array.isArray(value)) throw dataTypeError('fields', value, 'array');
  if (value.length === 0) throw invalidValueError('fields', value);
  for (const name of value) {
    if (typeof name !== 'string') throw dataTypeError('fields', name, 'array of strings');
    if (!available.some(field => field.name === name && field.brands.includes(brand))) {
      throw new CallGearError('invalid_parameter_value', `Unknown field "${name}"`, { field: 'fields', value: name });
    }
  }
  return value;
}

const sharedParameters = ['access_token', 'offset', 'limit', 'filter', 'fields', 'sort'];

/** Throws a CallGearError for the first invalid parameter. `available` are the fields of the method. */
export function parseListParameters(
  params: Record<string, unknown>,
  available: Field[],
  allowsUserId: boolean,
  options: FilterOptions,
): ListParameters {
  const documented = available.filter(({ brands }) => brands.includes(options.brand));
  rejectUnknownKeys(params, allowsUserId ? [...sharedParameters, 'user_id'] : sharedParameters);
  const { filter } = params;
  if (filter !== undefined && filter !== null && !isObject(filter)) throw dataTypeError('filter', filter, 'object');
  return {
    offset: readInteger(params, 'offset', 0, 0, 100_000),
    limit: readInteger(params, 'limit', 1000, 1, 10_000),
    matches: isObject(filter) ? parseFilter(filter, documented, options) : () => true,
    compare: parseSort(params.sort, documented),
    fields: readFields(params.fields, available, options.brand),
  };
}
