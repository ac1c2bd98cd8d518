// Reads the values of a row by dotted field names.
import type { Cell, Row } from '../model/fields.ts';
import { isRecord } from '../text/json.ts';

/** The value of a field, for example `employee.name`; undefined if missing. A list in the path gives the list of its entries' values. */
export function getCell(row: Cell | undefined, name: string): Cell | undefined {
  return followSteps(row, splitName(name), 0);
}

/** The steps of each name that was asked for. Names are declared or checked against declared ones, so that there are not many. */
const stepsByName = new Map<string, readonly string[]>();

function splitName(name: string): readonly string[] {
  const known = stepsByName.get(name);
  if (known !== undefined) return known;
  const steps = name.split('.');
  stepsByName.set(name, steps);
  return steps;
}

function followSteps(cell: Cell | undefined, steps: readonly string[], depth: number): Cell | undefined {
  const step = steps[depth];
  if (step === undefined) return cell;
  if (Array.isArray(cell)) return followInEach(cell, steps, depth);
  // Own properties only: `toString` is not a field.
  return isRecord(cell) && Object.hasOwn(cell, step) ? followSteps(cell[step], steps, depth + 1) : undefined;
}

const followInEach = (cells: readonly Cell[], steps: readonly string[], depth: number): Cell[] =>
  cells.map(cell => followSteps(cell, steps, depth)).filter(cell => cell !== undefined);

/** A string or number as trimmed text; undefined if empty, missing or of another type. */
export const getText = (row: Row, name: string): string | undefined => toTrimmedText(getCell(row, name));

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
  const texts: string[] = [];
  for (const item of Array.isArray(cell) ? cell : [cell]) {
    const text = toTrimmedText(item);
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

function toTrimmedText(cell: Cell | undefined): string | undefined {
  const text = typeof cell === 'string' || typeof cell === 'number' ? String(cell).trim() : '';
  return text === '' ? undefined : text;
}
