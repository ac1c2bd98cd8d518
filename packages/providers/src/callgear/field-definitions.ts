// Field definitions of the CallGear Data API, as its documentation states them: type, filters and sort order.
import type { Field, Settings } from '@linekeeper/core';

/** The brands that the API is sold under. */
export type Brand = 'callgear' | 'uis' | 'comagic' | 'novofon';

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
  /** The brands whose documentation has the field; all by default. Others may return it, but it is never sent to them. */
  brands?: readonly Brand[];
  /** The documentation announces its removal: no parameter of its own. */
  deprecated?: true;
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

/** The fields as the documentation of the account's brand has them: one that it lacks may be returned, but not filtered or sorted by. */
export function getBrandFields(fields: FieldDefinitions, settings: Settings = {}): FieldDefinitions {
  const isDocumented = createBrandTest(settings);
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]): [string, FieldDefinition] => {
      const { filterable: _f, sortable: _s, ...rest } = field;
      return [name, isDocumented(field) ? field : rest];
    }),
  );
}

/** The value of `fields` for the requested names. Undefined if the brand does not document one of them: only a request without `fields` returns it. */
export function toRequestFields(fields: FieldDefinitions, requestedNames: unknown, settings: Settings = {}): string[] | undefined {
  if (!Array.isArray(requestedNames)) return undefined;
  const isDocumented = createBrandTest(settings);
  const names = [...new Set(requestedNames.map(name => String(name).split('.', 1)[0] ?? ''))];
  return names.every(name => isDocumented(fields[name])) ? names : undefined;
}

/** Returns a test whether the documentation of the account's brand has a field. */
const createBrandTest =
  ({ brand = 'callgear' }: Settings) =>
  (field: FieldDefinition | undefined): boolean =>
    field?.brands?.some(name => name === brand) ?? true;

function findNames(fields: FieldDefinitions, matches: (field: FieldDefinition) => boolean): string[] {
  return Object.entries(fields).flatMap(([name, field]) => (matches(field) ? [name] : []));
}
