// The part of PostgreSQL's jsquery language that one meets in practice: `#.ip = "192.0.2.1" and (a.b > 3 or …)`.
import { isObject } from '../json.ts';
import type { Test } from './fields.ts';

const token = /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<mark><=|>=|[=<>()&|])|(?<word>[^\s"=<>()&|]+))/y;

function tokens(query: string): string[] | undefined {
  const found: string[] = [];
  token.lastIndex = 0;
  const text = query.trim();
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    found.push(match[0].trim());
  }
  return found;
}

/** All values that a path leads to; `#` is any element of an array, `*` any value below. */
function reach(value: unknown, path: string[]): unknown[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (step === '#') return Array.isArray(value) ? value.flatMap(entry => reach(entry, rest)) : [];
  if (step === '*') return isObject(value) ? Object.values(value).flatMap(entry => reach(entry, rest)) : [];
  return isObject(value) && Object.hasOwn(value, step) ? reach(value[step], rest) : [];
}

const compare: Record<string, (left: string | number, right: string | number) => boolean> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
};

function matches(operator: string, found: unknown, wanted: unknown): boolean {
  if (operator === '=') return found === wanted;
  const comparable = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
  return comparable(found) && comparable(wanted) && typeof found === typeof wanted && compare[operator]?.(found, wanted) === true;
}

/** Words that stand for a condition's end; a reader that meets another one gives up by throwing. */
class Reader {
  private readonly rest: string[];

  constructor(rest: string[]) {
    this.rest = rest;
  }

  private next(...words: string[]): boolean {
    if (!words.includes((this.rest[0] ?? '').toLowerCase())) return false;
    this.rest.shift();
    return true;
  }

  either(): Test {
    const parts = [this.both()];
    while (this.next('|', 'or')) parts.push(this.both());
    return cell => parts.some(test => test(cell));
  }

  private both(): Test {
    const parts = [this.one()];
    while (this.next('&', 'and')) parts.push(this.one());
    return cell => parts.every(test => test(cell));
  }

  private one(): Test {
    if (this.next('(')) {
      const inner = this.either();
      if (!this.next(')')) throw new SyntaxError('unclosed');
      return inner;
    }
    const [path, operator, literal] = this.rest.splice(0, 3);
    if (path === undefined || literal === undefined || !(operator === '=' || Object.hasOwn(compare, operator ?? ''))) {
      throw new SyntaxError('no condition');
    }
    const wanted: unknown = JSON.parse(literal);
    return cell => reach(cell, path.split('.')).some(found => matches(operator ?? '=', found, wanted));
  }

  get done(): boolean {
    return this.rest.length === 0;
  }
}

/** Undefined where the text is no query. */
export function jsquery(query: string): Test | undefined {
  const list = tokens(query);
  if (list === undefined) return undefined;
  try {
    const reader = new Reader(list);
    const test = reader.either();
    return reader.done ? test : undefined;
  } catch {
    return undefined;
  }
}
