// Reads the query parameters of Telecom X's lists: integers and booleans are validated, unknown parameters are ignored.
import type { Page } from '../short-pages.ts';
import { TelecomXError } from './errors.ts';

function readInteger(query: URLSearchParams, name: string, fallback: number, min: number, max: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new TelecomXError(400, name);
  return value;
}

/** Reads `offset` and `limit`. Throws a TelecomXError that names the invalid parameter. */
export function readPage(query: URLSearchParams, limit: { default: number; max: number }): Page {
  return {
    offset: readInteger(query, 'offset', 0, 0, Number.MAX_SAFE_INTEGER),
    limit: readInteger(query, 'limit', limit.default, 1, limit.max),
  };
}

/** Undefined if the parameter is missing. Throws a TelecomXError for a value other than `true` and `false`. */
export function readBoolean(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (text !== 'true' && text !== 'false') throw new TelecomXError(400, name);
  return text === 'true';
}

/** The predicate of `filter`: whether any of the cells contains its text, ignoring case. */
export function readTextFilter(query: URLSearchParams): (cells: (string | null | undefined)[]) => boolean {
  const searchText = (query.get('filter') ?? '').toLowerCase();
  return cells => searchText === '' || cells.some(cell => cell?.toLowerCase().includes(searchText));
}
