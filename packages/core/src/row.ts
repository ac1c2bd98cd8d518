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

/** Reads the rows of one answer and remembers what surprised it. */
export class RowReader {
  readonly #shape: RowShape;
  readonly #selection: Selection | undefined;
  readonly #expectId: boolean;
  /** Names of fields that were dropped because the operation does not declare them, or not with such a value. */
  readonly dropped = new Set<string>();
  /** Rows that came without their id. */
  nameless = 0;

  /** Without a selection all declared fields are read. `expectId` is false where the provider was not asked for the id. */
  constructor(shape: RowShape, selection?: Selection, expectId = true) {
    this.#shape = shape;
    this.#selection = selection;
    this.#expectId = expectId;
  }

  read(raw: unknown): Row {
    const source = isRecord(raw) ? raw : {};
    if (this.#expectId && (source[this.#shape.id] ?? '') === '') this.nameless++;
    return this.#record(source, this.#shape.fields, this.#selection, '');
  }

  #record(source: Record<string, unknown>, fields: Fields, selection: Selection | undefined, path: string): Row {
    const row: Record<string, Cell> = {};
    for (const name in source) {
      const value = source[name];
      // A field called `toString` is no field of ours, though every object has one.
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (field === undefined) this.dropped.add(path + name);
      else if (value !== null && !field.secret && (selection === undefined || selection.has(name))) {
        const cell = this.#cell(value, field, selection?.get(name), path + name);
        if (cell !== undefined) row[name] = cell;
      }
    }
    return row;
  }

  #cell(value: unknown, field: Field, selection: Selection | undefined, path: string): Cell | undefined {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      return field.show === undefined ? value : field.show(value);
    }
    if (Array.isArray(value) && field.list) {
      const cells = value.filter(item => item !== null).map(item => this.#item(item, field, selection, path));
      return cells.filter(cell => cell !== undefined);
    }
    return this.#item(value, field, selection, path);
  }

  #item(value: unknown, field: Field, selection: Selection | undefined, path: string): Cell | undefined {
    if (!isRecord(value)) {
      if (typeof value !== 'object') return this.#cell(value, field, selection, path);
    } else if (field.fields !== undefined) {
      const record = this.#record(value, field.fields, selection, `${path}.`);
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
    if (!isRecord(cell)) return undefined;
    cell = cell[step];
  }
  // Rows hold cells alone; reading one back does not change that.
  return cell as Cell | undefined;
}
