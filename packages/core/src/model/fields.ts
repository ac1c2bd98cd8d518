// The fields that the rows of a list declare, and selections of them by name.

/** One declared field of a row. Undeclared fields are never shown. */
export interface Field {
  /** Its meaning on one line, with unit and possible values. */
  description: string;
  /** The fields of a nested object, or of each object in a list. */
  fields?: Fields;
  /** True for an array of strings, numbers or objects. */
  list?: true;
  /** A credential: always dropped, without a warning. */
  secret?: true;
  /** Maps the provider's value to the one shown; undefined drops the field. */
  transform?: (value: Scalar) => Scalar | undefined;
}

/** Declared fields by the provider's names for them. */
export type Fields = Readonly<Record<string, Field>>;

/** A value that is neither an object nor an array. Null counts as absent. */
export type Scalar = string | number | boolean;

/** A value of a row: a scalar, an array or a nested object. */
export type Cell = Scalar | readonly Cell[] | { readonly [name: string]: Cell };

/** A row as tools return it: declared fields only, those with null left out. */
export type Row = Readonly<Record<string, Cell>>;

/** The shape of an operation's rows: the name of the field that identifies a row, and all declared fields. */
export interface RowShape {
  id: string;
  fields: Fields;
}

/** Requested fields by name, with a nested selection for those of an object; undefined selects the whole field. */
export type Selection = Map<string, Selection | undefined>;

/** Every name that may be requested, groups included: `ip`, `ip.mode`, …. Secrets are left out. */
export function getFieldNames(fields: Fields, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.secret ? [] : [prefix + name, ...(field.fields === undefined ? [] : getFieldNames(field.fields, `${prefix}${name}.`))],
  );
}

/** The dotted names of the fields without nested ones: the columns of a table with everything. Secrets are left out. */
export function getLeafFieldNames(fields: Fields, prefix = ''): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (field.secret) return [];
    return field.fields === undefined ? [prefix + name] : getLeafFieldNames(field.fields, `${prefix}${name}.`);
  });
}

/** Turns dotted names into a selection. The name of a group selects all of its fields. */
export function toSelection(names: readonly string[]): Selection {
  const groups = new Map<string, string[] | undefined>();
  for (const name of names) {
    const dot = name.indexOf('.');
    const head = dot < 0 ? name : name.slice(0, dot);
    const nestedNames = groups.get(head);
    if (dot < 0) groups.set(head, undefined);
    else if (nestedNames !== undefined || !groups.has(head)) groups.set(head, [...(nestedNames ?? []), name.slice(dot + 1)]);
  }
  return new Map([...groups].map(([head, nestedNames]) => [head, nestedNames && toSelection(nestedNames)]));
}
