// Field definitions of the CallGear Data API, as its documentation states them: type, filters and sort order.
import type { Field } from '@linekeeper/core';

/** The types of fields that the documentation distinguishes. */
export type FieldType = 'number' | 'string' | 'enum' | 'date' | 'list';

/** A field of a CallGear list. A filterable scalar also becomes a parameter of its own, called a shortcut. */
export interface FieldDefinition extends Field {
  type: FieldType;
  /** The provider accepts it in `filter`. */
  filterable?: true;
  /** The provider accepts it in `sort`. */
  sortable?: true;
  /** The description of the shortcut, if `description` would cost too many tokens. */
  shortDescription?: string;
  /** An enum's documented values. */
  values?: readonly [string, ...string[]];
  /** The shortcut matches a part of the value: names and comments. */
  partialMatch?: true;
  /** A telephone number in digits: its shortcut accepts `+`, spaces and punctuation. */
  phoneDigits?: true;
  /** The value may be null; the shortcut accepts `none` to find such rows. */
  allowsNone?: true;
  /** The localized spelling of each value, as some accounts return it. */
  localizedValues?: Readonly<Record<string, string>>;
  /** Missing from the documentation, but returned in production: never sent in `fields`. */
  undocumented?: true;
}

/** The fields of a list by name. */
export type FieldDefinitions = Readonly<Record<string, FieldDefinition>>;

/** The operators that each type accepts ("Filters" of the Data API). */
export const operatorsByType: Readonly<Record<FieldType, readonly string[]>> = {
  number: ['=', '!=', '<', '>', '<=', '>=', 'in'],
  string: ['=', '!=', 'like', 'regexp', 'in'],
  enum: ['=', '!=', 'in'],
  date: ['=', '!=', '<', '>', '<=', '>='],
  list: ['jsquery'],
};

/** The names of the fields that `filter` accepts. */
export const getFilterableNames = (fields: FieldDefinitions) => findNames(fields, field => field.filterable === true && !field.secret);
/** The names of the fields that `sort` accepts. */
export const getSortableNames = (fields: FieldDefinitions) => findNames(fields, field => field.sortable === true && !field.secret);

/** The value of `fields` for the requested names. Undefined if an undocumented field is among them: only a request without `fields` returns it. */
export function toRequestFields(fields: FieldDefinitions, requestedNames: unknown): string[] | undefined {
  if (!Array.isArray(requestedNames)) return undefined;
  const names = [...new Set(requestedNames.map(name => String(name).split('.', 1)[0] ?? ''))];
  return names.every(name => fields[name]?.undocumented === undefined) ? names : undefined;
}

function findNames(fields: FieldDefinitions, matches: (field: FieldDefinition) => boolean): string[] {
  return Object.entries(fields).flatMap(([name, field]) => (matches(field) ? [name] : []));
}
