// A row of a list: which fields it declares, and how a provider's object becomes one. Everything undeclared stays out.
import { isRecord } from './json.ts';

export interface Field {
  /** What it means, in the product's words: one line, with unit and values. */
  about: string;
  /** The fields of a nested object, or of each object in a list. */
  fields?: Fields;
  /** A list of texts, numbers or objects. */
  list?: true;
  /** A known secret: dropped without a word. */
  secret?: true;
  /** What is shown of the value instead of all of it; undefined leaves it out. */
  show?: (value: Scalar) => Scalar | undefined;
}

export type Fields = Readonly<Record<string, Field>>;
export type Scalar = string | number | boolean;
export type Cell = Scalar | readonly Cell[] | { readonly [name: string]: Cell };
export type Row = Readonly<Record<string, Cell>>;

/** The row of an operation: its fields, and the one that identifies it. */
export interface RowShape {
  id: string;
  fields: Fields;
}

/** Field names wanted, dotted for nested ones; undefined wants all of a field. */
export type Selection = Map<string, Selection | undefined>;

/** Every name that may be asked for: groups and what is in them, `ip`, `ip.mode`, …; no secret. */
export function fieldNames(fields: Fields, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.secret ? [] : [prefix + name, ...(field.fields === undefined ? [] : fieldNames(field.fields, `${prefix}${name}.`))],
  );
}

/** Names that hold a value themselves: the columns of a table that shows everything. */
export function leafNames(fields: Fields, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.secret) return [];
    return field.fields === undefined ? [prefix + name] : leafNames(field.fields, `${prefix}${name}.`);
  });
}

/** The selection that dotted names make. A group's own name wants all of it. */
export function selectionOf(names: readonly string[]): Selection {
  const groups = new Map<string, string[] | undefined>();
  for (const name of names) {
    const dot = name.indexOf('.');
    const head = dot < 0 ? name : name.slice(0, dot);
    const known = groups.get(head);
    if (dot < 0) groups.set(head, undefined);
    else if (known !== undefined || !groups.has(head)) groups.set(head, [...(known ?? []), name.slice(dot + 1)]);
  }
  return new Map([...groups].map(([head, inner]) => [head, inner && selectionOf(inner)]));
}

/** What to do with each field that a row may have; worked out once for all rows. */
type Plan = ReadonlyMap<string, Step>;

interface Step {
  field: Field;
  /** False for secrets, and for what is not selected. */
  wanted: boolean;
  /** The dotted name, as a report gives it. */
  path: string;
  inner: Plan | undefined;
}

function planOf(fields: Fields, selection: Selection | undefined, prefix = ''): Plan {
  const steps = Object.entries(fields).map(([name, field]): [string, Step] => {
    const path = prefix + name;
    const wanted = !field.secret && (selection === undefined || selection.has(name));
    return [name, { field, wanted, path, inner: field.fields && planOf(field.fields, selection?.get(name), `${path}.`) }];
  });
  return new Map(steps);
}

/** Reads the rows of one answer and remembers what surprised it. */
export class RowReader {
  readonly #id: string;
  readonly #plan: Plan;
  readonly #expectId: boolean;
  /** Names of fields that were dropped because the operation does not declare them, or not with such a value. */
  readonly dropped = new Set<string>();
  /** Rows that came without their id. */
  nameless = 0;

  /** Without a selection all declared fields are read. `expectId` is false where the provider was not asked for the id. */
  constructor({ id, fields }: RowShape, selection?: Selection, expectId = true) {
    this.#id = id;
    this.#plan = planOf(fields, selection);
    this.#expectId = expectId;
  }

  /** The id of a provider's row; undefined where it was not asked for. */
  readonly identify = (raw: unknown): unknown => (this.#expectId && isRecord(raw) ? raw[this.#id] : undefined);

  read(raw: unknown): Row {
    const row = this.#record(isRecord(raw) ? raw : {}, this.#plan, '');
    if (this.#expectId && (row[this.#id] ?? '') === '') this.nameless++;
    return row;
  }

  #record(source: Record<string, unknown>, plan: Plan, prefix: string): Row {
    const row: Record<string, Cell> = {};
    for (const name in source) {
      const step = plan.get(name);
      const value = source[name];
      if (step === undefined) this.dropped.add(prefix + name);
      else if (step.wanted && value !== null) {
        const cell = this.#cell(value, step);
        if (cell !== undefined) row[name] = cell;
      }
    }
    return row;
  }

  #cell(value: unknown, step: Step): Cell | undefined {
    if (!Array.isArray(value) || !step.field.list) return this.#item(value, step);
    return value
      .filter(item => item !== null)
      .map(item => this.#item(item, step))
      .filter(cell => cell !== undefined);
  }

  /** A value that is no list, or one of a list. */
  #item(value: unknown, { field, path, inner }: Step): Cell | undefined {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return field.show === undefined ? value : field.show(value);
    }
    if (inner !== undefined && isRecord(value)) {
      const record = this.#record(value, inner, `${path}.`);
      return Object.keys(record).length === 0 ? undefined : record;
    }
    this.dropped.add(path);
    return undefined;
  }
}

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
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** The texts of a list of scalars; a single scalar counts as one. */
export function textsAt(row: Row, name: string): string[] {
  const cell = cellAt(row, name);
  return (Array.isArray(cell) ? cell : [cell]).flatMap(item =>
    typeof item === 'string' || typeof item === 'number' ? [String(item)] : [],
  );
}
