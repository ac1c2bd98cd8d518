// Parses arguments that people type, in a shell or in chat, and describes the parameters to them.
import { LinekeeperError } from '../errors.ts';
import type { Operation } from '../model/operation.ts';
import { parseJson } from '../text/json.ts';
import type { JsonSchema } from './json-schema.ts';

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

/** Splits a comma-separated list and trims its values. */
export const splitList = (text: string): string[] => text.split(',').map(part => part.trim());

function parseJsonArgument(text: string, name: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new LinekeeperError('input', `${name} must be valid JSON.`, { field: name.replace(/^-+/, '').replaceAll('-', '_') });
  }
}

/** Descriptions of the common parameters for people; a model gets shorter ones. */
const commonDescriptions: Readonly<Record<string, string>> = {
  account: 'name of the account; optional if the provider has only one',
  fields: 'only these fields of each row; dotted for nested ones',
  response_format: 'concise for the main fields (default), detailed for all',
  limit: 'rows in total (default 25)',
  offset: 'rows to skip at the beginning',
  cursor: 'continues an earlier listing, with otherwise the same options',
  sort: 'fields to sort by, the first first; -field for descending',
  filter: 'a filter or a tree of filters, e.g. {"filters":[{"field":"id","operator":">","value":9}],"condition":"or"}',
};

/** Describes a parameter for people: by the field that it filters, if there is one, and with the values that it accepts. */
export function describeParameter(
  name: string,
  { type, description = '', enum: choices, items }: JsonSchema,
  operation: Operation | undefined,
): string {
  const values = choices ?? items?.enum;
  // Telecom X's `filter` is a string; CallGear's is a filter tree.
  const isTextFilter = name === 'filter' && type !== 'object';
  const text =
    (isTextFilter || (operation === undefined && items !== undefined) ? undefined : commonDescriptions[name]) ??
    operation?.row.fields[name]?.description ??
    description;
  return values === undefined || values.every(value => text.includes(String(value))) ? text : `${text}: ${values.join(', ')}`;
}
