// Evaluates CallGear filters on a row as the "Filters" section of its documentation says, independently of the product.
import { isRecord } from '@linekeeper/core';
import type { RawRow } from './line-cases.ts';

/** True if the provider would return the row. */
export function isListed(row: RawRow, filter: unknown): boolean {
  if (filter === undefined) return true;
  if (!isRecord(filter)) throw new Error('a filter is an object');
  const { filters, condition, field, operator, value } = filter;
  if (Array.isArray(filters)) {
    if (condition === 'and') return filters.every(inner => isListed(row, inner));
    if (condition === 'or') return filters.some(inner => isListed(row, inner));
    throw new Error(`no condition ${condition}`);
  }
  if (typeof field !== 'string' || typeof operator !== 'string') throw new Error('a filter has a field and an operator');
  return isMatch(row[field] ?? null, operator, value ?? null);
}

/** Case-sensitive. `=` and `!=` without a value test for null; otherwise a row without a value matches nothing. */
function isMatch(stored: unknown, operator: string, value: unknown): boolean {
  switch (operator) {
    case '=':
      return value === null ? stored === null : stored !== null && String(stored) === String(value);
    case 'in':
      return stored !== null && Array.isArray(value) && value.map(String).includes(String(stored));
    case '!=':
      return value === null ? stored !== null : stored !== null && String(stored) !== String(value);
    case '<':
      return stored !== null && compare(stored, value) < 0;
    case '<=':
      return stored !== null && compare(stored, value) <= 0;
    case '>':
      return stored !== null && compare(stored, value) > 0;
    case '>=':
      return stored !== null && compare(stored, value) >= 0;
    case 'like':
      return stored !== null && toLikePattern(String(value)).test(String(stored));
    default:
      throw new Error(`unexpected operator ${operator}`);
  }
}

/** Dates have a fixed width, so that they compare as texts. */
function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : Number(String(left) > String(right));
}

const toLikePattern = (pattern: string) => new RegExp(`^${pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*')}$`, 's');
