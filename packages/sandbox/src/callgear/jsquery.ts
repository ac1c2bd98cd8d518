// Parses the subset of PostgreSQL's jsquery language that CallGear customers use: `#.ip = "192.0.2.1" and (a.b > 3 or …)`.
import { isObject } from '../json.ts';
import type { CellPredicate } from './fields.ts';

const tokenPattern = /\s*(?:(?<text>"(?:[^"\\]|\\.)*")|(?<symbol><=|>=|[=<>()&|])|(?<word>[^\s"=<>()&|]+))/y;

function tokenize(query: string): string[] | undefined {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  const text = query.trim();
  while (tokenPattern.lastIndex < text.length) {
    const match = tokenPattern.exec(text);
    if (match === null) return undefined;
    tokens.push(match[0].trim());
  }
  return tokens;
}

/** All values that a path matches; `#` is any element of an array, `*` any value of an object. */
function resolvePath(value: unknown, path: string[]): unknown[] {
  const [step, ...rest] = path;
  if (step === undefined) return [value];
  if (step === '#') return Array.isArray(value) ? value.flatMap(entry => resolvePath(entry, rest)) : [];
  if (step === '*') return isObject(value) ? Object.values(value).flatMap(entry => resolvePath(entry, rest)) : [];
  return isObject(value) && Object.hasOwn(value, step) ? resolvePath(value[step], rest) : [];
}

const comparators: Record<string, (left: string | number, right: string | number) => boolean> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
};

function isComparable(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function matchesOperator(operator: string, value: unknown, operand: unknown): boolean {
  if (operator === '=') return value === operand;
  return (
    isComparable(value) && isComparable(operand) && typeof value === typeof operand && comparators[operator]?.(value, operand) === true
  );
}

/** A recursive-descent parser; throws a SyntaxError for an unexpected token. */
class JsqueryParser {
  readonly #tokens: string[];

  constructor(tokens: string[]) {
    this.#tokens = tokens;
  }

  parseOr(): CellPredicate {
    const operands = [this.#parseAnd()];
    while (this.#consume('|', 'or')) operands.push(this.#parseAnd());
    return cell => operands.some(matches => matches(cell));
  }

  get isAtEnd(): boolean {
    return this.#tokens.length === 0;
  }

  #parseAnd(): CellPredicate {
    const operands = [this.#parseTerm()];
    while (this.#consume('&', 'and')) operands.push(this.#parseTerm());
    return cell => operands.every(matches => matches(cell));
  }

  #parseTerm(): CellPredicate {
    if (this.#consume('(')) {
      const inner = this.parseOr();
      if (!this.#consume(')')) throw new SyntaxError('expected ")"');
      return inner;
    }
    const [path, operator, literal] = this.#tokens.splice(0, 3);
    if (path === undefined || literal === undefined || !(operator === '=' || Object.hasOwn(comparators, operator ?? ''))) {
      throw new SyntaxError('expected a condition');
    }
    const operand: unknown = JSON.parse(literal);
    return cell => resolvePath(cell, path.split('.')).some(value => matchesOperator(operator ?? '=', value, operand));
  }

  #consume(...words: string[]): boolean {
    if (!words.includes((this.#tokens[0] ?? '').toLowerCase())) return false;
    this.#tokens.shift();
    return true;
  }
}

/** The predicate of a query; undefined if the query is invalid. */
export function parseJsquery(query: string): CellPredicate | undefined {
  const tokens = tokenize(query);
  if (tokens === undefined) return undefined;
  try {
    const parser = new JsqueryParser(tokens);
    const matches = parser.parseOr();
    return parser.isAtEnd ? matches : undefined;
  } catch {
    return undefined;
  }
}
