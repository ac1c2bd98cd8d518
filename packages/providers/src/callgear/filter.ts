// The filter tree and the sort order of a call, checked against the page before anything is sent.
import { isRecord, LinekeeperError, listed, quoted, unknownName } from '@linekeeper/core';
import { isMoment } from './date-time.ts';
import { type Column, type Columns, type ColumnType, filterable, operators, sortable } from './field-definitions.ts';

export type Filter = SimpleFilter | { filters: Filter[]; condition: 'and' | 'or' };

export interface SimpleFilter {
  field: string;
  operator: string;
  value?: unknown;
}

/** Deeper trees are nobody's question. */
const deepest = 30;

/** A filter as the caller gave it. Throws `input` for an unknown or prohibited field, an operator or a value that does not fit. */
export function checkFilter(given: unknown, columns: Columns, depth = 0): Filter {
  if (!isRecord(given)) throw refused(`must be an object such as ${example}, not ${quoted(given)}`);
  if (depth > deepest) throw refused(`nests deeper than ${deepest} levels`);
  return 'filters' in given || 'condition' in given ? checkTree(given, columns, depth) : checkSimple(given, columns);
}

const example = '{"field": "status", "operator": "=", "value": "active"}';

function checkTree({ filters, condition, ...rest }: Record<string, unknown>, columns: Columns, depth: number): Filter {
  checkKeys(rest, ['filters', 'condition']);
  if (condition !== 'and' && condition !== 'or') throw refused('needs "condition": "and" or "or" beside "filters"');
  if (!Array.isArray(filters) || filters.length === 0) throw refused('needs at least one entry in "filters"');
  return { filters: filters.map(inner => checkFilter(inner, columns, depth + 1)), condition };
}

function checkSimple({ field, operator, value, ...rest }: Record<string, unknown>, columns: Columns): SimpleFilter {
  checkKeys(rest, ['field', 'operator', 'value']);
  const name = typeof field === 'string' ? field : '';
  const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (column === undefined || column.secret) throw refused(unknownName('field', name, filterable(columns)));
  if (!column.filter) throw refused(unfit(name, 'filtered', filterable(columns)));
  const valid = operators[column.type];
  // Null, or no value at all, asks for rows without one; any field may be asked so.
  const asksForNull = (operator === '=' || operator === '!=') && (value ?? null) === null;
  if (typeof operator !== 'string' || !(valid.includes(operator) || asksForNull)) {
    const misfit = operator === undefined ? `${name} needs an "operator"` : `${quoted(operator)} does not fit ${name} (${column.type})`;
    throw refused(`${misfit}. Valid: ${valid.join(' ')}`);
  }
  if (!asksForNull) checkValue(name, column, operator, value);
  return { field: name, operator, ...(value !== undefined && { value }) };
}

function checkValue(name: string, column: Column, operator: string, value: unknown): void {
  const wanted = operator === 'in' ? `a list of ${wordFor[column.type]}s` : `a ${wordFor[column.type]}`;
  const valid =
    operator === 'in' ? Array.isArray(value) && value.length > 0 && value.every(item => fits(item, column)) : fits(value, column);
  if (!valid) throw refused(`${name} ${operator} needs ${wanted} as its "value"`);
}

const wordFor: Readonly<Record<ColumnType, string>> = {
  number: 'number',
  string: 'text',
  enum: 'text',
  date: 'date text',
  list: 'query text',
};

/** A whole number beyond 2^53 has been changed on its way here, and would find another row. */
function fits(value: unknown, { type }: Column): boolean {
  if (type === 'number') return typeof value === 'number' && (Number.isSafeInteger(value) || !Number.isInteger(value));
  return typeof value === 'string' && (type !== 'date' || isMoment(value));
}

function checkKeys(rest: Record<string, unknown>, valid: string[]): void {
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) throw refused(unknownName('key', unknown, valid));
}

/** `["employee_id", "-status"]` as the provider wants it. Throws `input` for a field that may not be sorted. */
export function sortOf(names: unknown, columns: Columns): { field: string; order: 'asc' | 'desc' }[] | undefined {
  if (!Array.isArray(names)) return undefined;
  return names.map(name => {
    const field = String(name).replace(/^-/, '');
    const valid = sortable(columns);
    if (!Object.hasOwn(columns, field))
      throw new LinekeeperError('input', `"sort": ${unknownName('field', field, valid)}`, { field: 'sort' });
    if (!valid.includes(field)) throw new LinekeeperError('input', `"sort": ${unfit(field, 'sorted', valid)}.`, { field: 'sort' });
    return { field, order: String(name).startsWith('-') ? 'desc' : 'asc' };
  });
}

const unfit = (name: string, how: string, valid: string[]) => `${name} may not be ${how} at the provider. Valid: ${listed(valid, name)}`;
const refused = (message: string) => new LinekeeperError('input', `"filter": ${message.replace(/\.$/, '')}.`, { field: 'filter' });

/** Rows whose digits are these, or end or begin with them. */
export function digitsFilter(field: string, digits: string, where: 'whole' | 'end' | 'beginning'): SimpleFilter {
  if (where === 'whole') return { field, operator: '=', value: digits };
  return { field, operator: 'like', value: where === 'end' ? `%${digits}` : `${digits}%` };
}

/** Rows that fit one of the filters. */
export const either = (...filters: Filter[]): Filter => ({ filters, condition: 'or' });
