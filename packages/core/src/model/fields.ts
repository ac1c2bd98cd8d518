// A row of a list: which fields it declares, what they are called, and which of them are wanted.
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
