// The query of Telecom X's lists: bounds and booleans are checked, what no page names is ignored.
import type { Page } from '../short-pages.ts';
import { TelecomXError } from './errors.ts';

function whole(query: URLSearchParams, name: string, fallback: number, min: number, max: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new TelecomXError(400, name);
  return value;
}

export function readPage(query: URLSearchParams, limit: { default: number; max: number }): Page {
  return {
    offset: whole(query, 'offset', 0, 0, Number.MAX_SAFE_INTEGER),
    limit: whole(query, 'limit', limit.default, 1, limit.max),
  };
}

/** Undefined where nothing is said. */
export function readBoolean(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (text !== 'true' && text !== 'false') throw new TelecomXError(400, name);
  return text === 'true';
}

/** Whether any of the cells holds the text, whatever its case. */
export function readFilter(query: URLSearchParams): (cells: (string | null | undefined)[]) => boolean {
  const wanted = (query.get('filter') ?? '').toLowerCase();
  return cells => wanted === '' || cells.some(cell => cell?.toLowerCase().includes(wanted));
}
