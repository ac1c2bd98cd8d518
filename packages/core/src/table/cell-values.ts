// Values of a row by their dotted names.

import type { Cell, Row } from '../model/fields.ts';
import { isRecord } from '../text/json.ts';

/** The value at a dotted name; lists on the way give a list. Undefined where there is none. */
export function cellAt(row: Cell | undefined, name: string): Cell | undefined {
  let cell: unknown = row;
  const steps = name.split('.');
  for (const [depth, step] of steps.entries()) {
    if (Array.isArray(cell)) {
      const rest = steps.slice(depth).join('.');
      return cell.map(item => cellAt(item, rest)).filter(item => item !== undefined);
    }
    // Every object has a `toString`; no row has.
    if (!isRecord(cell) || !Object.hasOwn(cell, step)) return undefined;
    cell = cell[step];
  }
  // Rows hold cells alone; reading one back does not change that.
  return cell as Cell | undefined;
}

/** The scalar at a dotted name as text; undefined where it is empty or missing. */
export function textAt(row: Row, name: string): string | undefined {
  const cell = cellAt(row, name);
  const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
  return text === '' ? undefined : text;
}

/** The truth value at a dotted name; undefined where there is none. */
export function flagAt(row: Row, name: string): boolean | undefined {
  const cell = cellAt(row, name);
  return typeof cell === 'boolean' ? cell : undefined;
}

/** The amount at a dotted name, a number or the text of one. */
export function amountAt(row: Row, name: string): number | undefined {
  const text = textAt(row, name);
  return text !== undefined && /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** The objects of a list; none where there is no list. */
export function rowsAt(row: Row, name: string): Row[] {
  const cell = cellAt(row, name);
  return (Array.isArray(cell) ? cell : []).flatMap(item => (typeof item === 'object' && !Array.isArray(item) ? [item] : []));
}

/** The texts of a list of scalars, without empty ones; a single scalar counts as one. */
export function textsAt(row: Row, name: string): string[] {
  const cell = cellAt(row, name);
  const texts = (Array.isArray(cell) ? cell : [cell]).map(item =>
    typeof item === 'string' || typeof item === 'number' ? String(item).trim() : '',
  );
  return texts.filter(text => text !== '');
}
