// The operators of CallGear's filters: the field types and values that each accepts, and the predicate that it builds.

import { dataTypeError, invalidValueError } from './errors.ts';
import type { CellPredicate, FieldType } from './fields.ts';
import { parseJsquery } from './jsquery.ts';

const dateFormat = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const scalarTypes: FieldType[] = ['number', 'string', 'enum', 'date', 'boolean'];

/** Empty arrays count as null. */
function isEmpty(cell: unknown): boolean {
  return cell === null || cell === undefined || (Array.isArray(cell) && cell.length === 0);
}

function requireType(operator: string, type: FieldType, supported: FieldType[]): void {
  if (!supported.includes(type)) throw invalidValueError('filter.operator', operator);
}

function checkValue(type: FieldType, value: unknown): void {
  const expected = type === 'number' || type === 'boolean' ? type : 'string';
  if (typeof value !== expected) throw dataTypeError('filter.value', value, type);
  if (type === 'date' && !dateFormat.test(String(value))) throw invalidValueError('filter.value', value);
}

/** Only null matches empty cells; `!=` with a value excludes them, as in SQL. */
function buildEquality(operator: '=' | '!=', type: FieldType, value: unknown): CellPredicate {
  const isEqual = operator === '=';
  if (value === null) return cell => isEmpty(cell) === isEqual;
  requireType(operator, type, scalarTypes);
  checkValue(type, value);
  return cell => !isEmpty(cell) && (cell === value) === isEqual;
}

/** Dates have a fixed width, so that they compare as strings. */
function buildComparison(operator: string, type: FieldType, value: unknown, passes: (order: number) => boolean): CellPredicate {
  requireType(operator, type, ['number', 'date']);
  checkValue(type, value);
  return cell => {
    if (typeof cell === 'number' && typeof value === 'number') return passes(cell - value);
    if (typeof cell === 'string' && typeof value === 'string') return passes(cell < value ? -1 : Number(cell > value));
    return false;
  };
}

/** The documentation defines `%` as the only wildcard; every other character is literal. */
function buildLike(type: FieldType, value: unknown): CellPredicate {
  requireType('like', type, ['string']);
  if (typeof value !== 'string') throw dataTypeError('filter.value', value, 'string');
  const literals = value.split('%').map(part => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const pattern = new RegExp(`^${literals.join('[^]*')}$`, 'u');
  return cell => typeof cell === 'string' && pattern.test(cell);
}

function buildRegexp(type: FieldType, value: unknown): CellPredicate {
  requireType('regexp', type, ['string']);
  if (typeof value !== 'string') throw dataTypeError('filter.value', value, 'string');
  let pattern: RegExp;
  try {
    pattern = new RegExp(value.replaceAll('[[:digit:]]', '[0-9]').replaceAll('[[:space:]]', '\\s'), 'u');
  } catch {
    throw invalidValueError('filter.value', value);
  }
  return cell => typeof cell === 'string' && pattern.test(cell);
}

function buildIn(type: FieldType, value: unknown): CellPredicate {
  requireType('in', type, ['number', 'string', 'enum']);
  if (!Array.isArray(value)) throw dataTypeError('filter.value', value, 'array');
  if (value.length === 0) throw invalidValueError('filter.value', value);
  for (const entry of value) checkValue(type, entry);
  return cell => value.includes(cell);
}

function buildJsquery(type: FieldType, value: unknown): CellPredicate {
  requireType('jsquery', type, ['object', 'array']);
  if (typeof value !== 'string') throw dataTypeError('filter.value', value, 'string');
  const predicate = parseJsquery(value);
  if (predicate === undefined) throw invalidValueError('filter.value', value);
  return predicate;
}

/** Builds the predicate of a condition, by operator. Throws a CallGearError if the type or the value does not fit. */
export const operators: Record<string, (type: FieldType, value: unknown) => CellPredicate> = {
  '=': (type, value) => buildEquality('=', type, value),
  '!=': (type, value) => buildEquality('!=', type, value),
  '<': (type, value) => buildComparison('<', type, value, order => order < 0),
  '>': (type, value) => buildComparison('>', type, value, order => order > 0),
  '<=': (type, value) => buildComparison('<=', type, value, order => order <= 0),
  '>=': (type, value) => buildComparison('>=', type, value, order => order >= 0),
  like: buildLike,
  regexp: buildRegexp,
  in: buildIn,
  jsquery: buildJsquery,
};
