// The parameters that every list method shares, checked as strictly as the pages read.
import { isObject } from '../json.ts';
import { CallGearError, onlyKeys, wrongType, wrongValue } from './errors.ts';
import type { Field, Row } from './fields.ts';
import { type FilterRules, readFilter } from './filter.ts';
import { readSort } from './sort.ts';

export interface Listing {
  offset: number;
  limit: number;
  keep: (row: Row) => boolean;
  compare: (left: Row, right: Row) => number;
  columns: string[];
}

function whole(params: Record<string, unknown>, field: string, fallback: number, min: number, max: number): number {
  const value = params[field];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(field, value, 'integer');
  if (value < min || value > max) throw wrongValue(field, value);
  return value;
}

/** Without `fields` everything comes, also what no page describes; only what is described may be asked for. */
function readFields(value: unknown, list: Field[]): string[] {
  if (value === undefined || value === null) return list.filter(({ shown }) => shown !== 'hidden').map(({ name }) => name);
  if (!Array.isArray(value)) throw wrongType('fields', value, 'array');
  if (value.length === 0) throw wrongValue('fields', value);
  for (const name of value) {
    if (typeof name !== 'string') throw wrongType('fields', name, 'array of strings');
    if (!list.some(field => field.name === name && field.shown === 'default')) {
      throw new CallGearError('invalid_parameter_value', `There is no field "${name}"`, { field: 'fields', value: name });
    }
  }
  return value;
}

const shared = ['access_token', 'offset', 'limit', 'filter', 'fields', 'sort'];

export function readListing(params: Record<string, unknown>, list: Field[], withUser: boolean, rules: FilterRules): Listing {
  onlyKeys(params, withUser ? [...shared, 'user_id'] : shared);
  const { filter } = params;
  if (filter !== undefined && filter !== null && !isObject(filter)) throw wrongType('filter', filter, 'object');
  return {
    offset: whole(params, 'offset', 0, 0, 100_000),
    limit: whole(params, 'limit', 1000, 1, 10_000),
    keep: isObject(filter) ? readFilter(filter, list, rules) : () => true,
    compare: readSort(params.sort, list),
    columns: readFields(params.fields, list),
  };
}
