// The operators of CallGear's filters: which kinds of field each fits, what value it takes, and when a cell passes.

import { wrongType, wrongValue } from './errors.ts';
import type { Kind, Test } from './fields.ts';
import { jsquery } from './jsquery.ts';

const date = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const scalars: Kind[] = ['number', 'string', 'enum', 'date', 'boolean'];

/** Arrays and objects that hold nothing come as [] and {}, and count as null. */
function isEmpty(cell: unknown): boolean {
  return cell === null || cell === undefined || (Array.isArray(cell) && cell.length === 0);
}

function fits(operator: string, kind: Kind, kinds: Kind[]): void {
  if (!kinds.includes(kind)) throw wrongValue('filter.operator', operator);
}

function checkValue(kind: Kind, value: unknown): void {
  const wanted = kind === 'number' || kind === 'boolean' ? kind : 'string';
  if (typeof value !== wanted) throw wrongType('filter.value', value, kind);
  if (kind === 'date' && !date.test(String(value))) throw wrongValue('filter.value', value);
}

/** Null alone matches null; `!=` a value leaves empty cells out, as databases do. */
function equal(operator: '=' | '!=', kind: Kind, value: unknown): Test {
  const wanted = operator === '=';
  if (value === null) return cell => isEmpty(cell) === wanted;
  fits(operator, kind, scalars);
  checkValue(kind, value);
  return cell => !isEmpty(cell) && (cell === value) === wanted;
}

/** Dates are text of one width, so that their order is the text's. */
function ordered(operator: string, kind: Kind, value: unknown, passes: (order: number) => boolean): Test {
  fits(operator, kind, ['number', 'date']);
  checkValue(kind, value);
  return cell => {
    if (typeof cell === 'number' && typeof value === 'number') return passes(cell - value);
    if (typeof cell === 'string' && typeof value === 'string') return passes(cell < value ? -1 : Number(cell > value));
    return false;
  };
}

/** Only `%` is a wildcard on the page; everything else is itself. */
function like(kind: Kind, value: unknown): Test {
  fits('like', kind, ['string']);
  if (typeof value !== 'string') throw wrongType('filter.value', value, 'string');
  const literal = value.split('%').map(part => part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  const pattern = new RegExp(`^${literal.join('[^]*')}$`, 'u');
  return cell => typeof cell === 'string' && pattern.test(cell);
}

function regexp(kind: Kind, value: unknown): Test {
  fits('regexp', kind, ['string']);
  if (typeof value !== 'string') throw wrongType('filter.value', value, 'string');
  let pattern: RegExp;
  try {
    pattern = new RegExp(value.replaceAll('[[:digit:]]', '[0-9]').replaceAll('[[:space:]]', '\\s'), 'u');
  } catch {
    throw wrongValue('filter.value', value);
  }
  return cell => typeof cell === 'string' && pattern.test(cell);
}

function oneOf(kind: Kind, value: unknown): Test {
  fits('in', kind, ['number', 'string', 'enum']);
  if (!Array.isArray(value)) throw wrongType('filter.value', value, 'array');
  if (value.length === 0) throw wrongValue('filter.value', value);
  for (const entry of value) checkValue(kind, entry);
  return cell => value.includes(cell);
}

function inside(kind: Kind, value: unknown): Test {
  fits('jsquery', kind, ['object', 'array']);
  if (typeof value !== 'string') throw wrongType('filter.value', value, 'string');
  const test = jsquery(value);
  if (test === undefined) throw wrongValue('filter.value', value);
  return test;
}

export const operators: Record<string, (kind: Kind, value: unknown) => Test> = {
  '=': (kind, value) => equal('=', kind, value),
  '!=': (kind, value) => equal('!=', kind, value),
  '<': (kind, value) => ordered('<', kind, value, order => order < 0),
  '>': (kind, value) => ordered('>', kind, value, order => order > 0),
  '<=': (kind, value) => ordered('<=', kind, value, order => order <= 0),
  '>=': (kind, value) => ordered('>=', kind, value, order => order >= 0),
  like,
  regexp,
  in: oneOf,
  jsquery: inside,
};
