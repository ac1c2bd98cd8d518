// Parses arguments that people type, in a shell or in chat, and describes the parameters to them.
import { LinekeeperError } from '../errors.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import type { Operation } from '../model/operation.ts';
import { parseLosslessJson } from '../text/json.ts';
import { quoteValue } from '../text/sanitize.ts';

/** An argument as typed: one string, or one for each value of a list. */
export type TextArgument = string | readonly string[];

/**
 * Converts a typed argument to the type of its schema. Text that does not fit the type is returned unchanged: `parseInput` rejects it.
 * Throws `input` for invalid JSON; `name` is the parameter as the person typed it, for that message.
 */
export function parseArgument(text: TextArgument, schema: JsonSchema, name: string): unknown {
  if (typeof text !== 'string') return text.map(item => parseArgument(item, schema.items ?? {}, name));
  const types = [schema.type].flat();
  if (types.includes('boolean')) return text === 'true' ? true : text === 'false' ? false : text;
  if (types.includes('integer') && /^-?\d{1,15}$/.test(text)) return Number(text);
  return types.includes('object') ? parseJsonArgument(text, name) : text;
}

/** True for the `where` parameter: people write it as conditions, one for each field. */
export const isConditionsParameter = (name: string, { type }: JsonSchema): boolean => name === 'where' && type === 'object';

/**
 * Parses the conditions of a `where` argument: `FIELD=VALUE` or `FIELD:VALUE`, several values with commas, no value for fields without one; or JSON.
 * Throws `input`; `name` is the parameter as the person typed it.
 */
export function parseConditions(texts: readonly string[], name: string): Record<string, unknown> {
  const conditions: Record<string, unknown> = Object.create(null);
  for (const text of texts) {
    if (text.trimStart().startsWith('{')) {
      Object.assign(conditions, parseJsonArgument(text, name));
      continue;
    }
    const [, field = '', values = ''] = /^([^=:]*)[=:](.*)$/s.exec(text) ?? [];
    if (field.trim() === '')
      throw new LinekeeperError('input', `${name} must be FIELD=VALUE, not ${quoteValue(text)}.`, { field: 'where' });
    const previous = conditions[field.trim()];
    conditions[field.trim()] = [...(previous === undefined ? [] : [previous].flat()), ...splitList(values)];
  }
  return { ...conditions };
}

/** Splits a comma-separated list and trims its values. */
export const splitList = (text: string): string[] => text.split(',').map(part => part.trim());

function parseJsonArgument(text: string, name: string): unknown {
  try {
    return parseLosslessJson(text);
  } catch {
    throw new LinekeeperError('input', `${name} must be valid JSON.`, { field: name.replace(/^-+/, '').replaceAll('-', '_') });
  }
}

/** Descriptions of the common parameters for people; a model gets shorter ones. */
const commonDescriptions: Readonly<Record<string, string>> = {
  account: 'name of the account; optional if the provider has only one',
  fields: 'only these fields of each row; dotted for nested ones',
  where: 'only rows whose field has the value, or one of several: FIELD=VALUE, or FIELD=A,B; FIELD= for none; reads the whole list',
  count_by: 'count the rows by up to three fields instead of listing them',
  limit: 'rows in total (default 25)',
  offset: 'rows to skip at the beginning',
  cursor: 'continues an earlier listing, with otherwise the same options',
  sort: 'fields to sort by, the first first; -field for descending',
  filter: 'a filter, e.g. {"field":"id","operator":">","value":9}, or a tree of them: {"filters":[…],"condition":"or"}',
};

/** What each response format is for. */
const formatDescriptions: Readonly<Record<string, string>> = {
  concise: 'concise for the main fields (default)',
  detailed: 'detailed for all',
  columns: 'columns for half the tokens',
};

/** The parameters that people type. Columns are a form for models: people read tables. */
export function getTypedParameters({ properties = {} }: JsonSchema): Record<string, JsonSchema> {
  const { response_format: format, ...others } = properties;
  const formats = format?.enum?.filter(value => value !== 'columns') ?? [];
  if (format === undefined || formats.length === format.enum?.length) return properties;
  if (formats.length === 0) return others;
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, schema === format ? { ...schema, enum: formats } : schema]),
  );
}

/** Descriptions of common parameters of list operations, where those of questions differ. */
const listDescriptions: Readonly<Record<string, string>> = { limit: 'rows in total (default 25); 0 for their number alone' };

/** True for the arguments of a tool that requires a list of objects, which people give in a file instead of typing it. */
export const requiresObjectList = ({ properties = {}, required = [] }: JsonSchema): boolean =>
  required.some(name => properties[name]?.items?.type === 'object');

/** Describes a parameter for people: by the field that it filters, if there is one, and with the values that it accepts. */
export function describeParameter(
  name: string,
  { type, description = '', enum: choices, items }: JsonSchema,
  operation: Operation | undefined,
): string {
  const values = choices ?? items?.enum;
  if (name === 'response_format' && values !== undefined) return values.map(value => formatDescriptions[value] ?? value).join(', ');
  // A filter that is not a tree is the operation's own, which describes it.
  const isTextFilter = name === 'filter' && type !== 'object';
  const text =
    (operation === undefined ? undefined : listDescriptions[name]) ??
    (isTextFilter || (operation === undefined && items !== undefined) ? undefined : commonDescriptions[name]) ??
    operation?.row.fields[name]?.description ??
    description;
  return values === undefined || values.every(value => text.includes(String(value))) ? text : `${text}: ${values.join(', ')}`;
}
