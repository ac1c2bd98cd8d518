// Reads the values of a row by dotted field names.
import type { Cell, Row } from '../model/fields.ts';
import { isRecord } from '../text/json.ts';

/** The value of a field, for example `employee.name`; undefined if missing. A list in the path gives the list of its entries' values. */
export function getCell(row: Cell | undefined, name: string): Cell | undefined {
  if (isRecord(row) && !name.includes('.')) return Object.hasOwn(row, name) ? row[name] : undefined;
  let cell: unknown = row;
  const steps = name.split('.');
  for (const [depth, step] of steps.entries()) {
    if (Array.isArray(cell)) {
      const rest = steps.slice(depth).join('.');
      return cell.map(item => getCell(item, rest)).filter(item => item !== undefined);
    }
    // Own properties only: `toString` is not a field.
    if (!isRecord(cell) || !Object.hasOwn(cell, step)) return undefined;
    cell = cell[step];
  }
  // All values within a row are cells.
  return cell as Cell | undefined;
}

/** A string or number as trimmed text; undefined if empty, missing or of another type. */
export function getText(row: Row, name: string): string | undefined {
  const cell = getCell(row, name);
  const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
  return text === '' ? undefined : text;
}

/** A boolean; undefined if missing or of another type. */
export function getBoolean(row: Row, name: string): boolean | undefined {
  const cell = getCell(row, name);
  return typeof cell === 'boolean' ? cell : undefined;
}

/** A number, or a string of decimal digits as a number; undefined for anything else. */
export function getNumber(row: Row, name: string): number | undefined {
  const text = getText(row, name);
  return text !== undefined && /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** The objects in a list; empty if the field is not a list. */
export function getObjects(row: Row, name: string): Row[] {
  const cell = getCell(row, name);
  return (Array.isArray(cell) ? cell : []).flatMap(item => (typeof item === 'object' && !Array.isArray(item) ? [item] : []));
}

/** The strings and numbers of a list as trimmed text, without empty ones. A single value counts as a list of one. */
export function getTexts(row: Row, name: string): string[] {
  const cell = getCell(row, name);
  const texts = (Array.isArray(cell) ? cell : [cell]).map(item =>
    typeof item === 'string' || typeof item === 'number' ? String(item).trim() : '',
  );
  return texts.filter(text => text !== '');
}
