// What the Data API's pages say of each field: its type, whether it may be filtered and sorted, and what follows from that.
import type { Field } from '@linekeeper/core';

export type ColumnType = 'number' | 'string' | 'enum' | 'date' | 'list';

export interface Column extends Field {
  type: ColumnType;
  filter?: true;
  sort?: true;
  /** What a model reads of its shortcut, where `about` would cost too many tokens. */
  brief?: string;
  /** An enum's documented values. */
  values?: readonly [string, ...string[]];
  /** Names and comments: a shortcut matches a part of them. */
  partly?: true;
  /** Telephone digits: a shortcut may be written with `+`, spaces and punctuation. */
  digits?: true;
  /** Rows may have none; a shortcut may ask for those. */
  none?: true;
  /** Another spelling of each value, seen in production. */
  spellings?: Readonly<Record<string, string>>;
  /** Seen in production, but not on the page: never sent in `fields`. */
  unlisted?: true;
}

export type Columns = Readonly<Record<string, Column>>;

/** The operators that fit a type ("Filters" of the Data API). */
export const operators: Readonly<Record<ColumnType, readonly string[]>> = {
  number: ['=', '!=', '<', '>', '<=', '>=', 'in'],
  string: ['=', '!=', 'like', 'regexp', 'in'],
  enum: ['=', '!=', 'in'],
  date: ['=', '!=', '<', '>', '<=', '>='],
  list: ['jsquery'],
};

export const filterable = (columns: Columns) => namesWhere(columns, column => column.filter === true);
export const sortable = (columns: Columns) => namesWhere(columns, column => column.sort === true);

/** What of the wanted names is sent as `fields`; undefined where the provider shall choose, so that unlisted fields come too. */
export function listedFields(columns: Columns, wanted: unknown): string[] | undefined {
  if (!Array.isArray(wanted)) return undefined;
  const names = [...new Set(wanted.map(name => String(name).split('.', 1)[0] ?? ''))];
  return names.every(name => columns[name]?.unlisted === undefined) ? names : undefined;
}

function namesWhere(columns: Columns, wanted: (column: Column) => boolean): string[] {
  return Object.entries(columns).flatMap(([name, column]) => (wanted(column) ? [name] : []));
}
