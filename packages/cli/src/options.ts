// A tool's parameters as options of a shell command, and their texts back as typed arguments.
import { type JsonSchema, LinekeeperError, type Operation, parseJson, type Tool } from '@linekeeper/core';
import { type Command, Option } from 'commander';

/** Adds one option for each parameter that may be left out. */
export function addParameters(command: Command, tool: Tool): void {
  const { properties = {}, required = [] } = tool.inputSchema;
  for (const [name, property] of Object.entries(properties)) {
    if (!required.includes(name)) command.addOption(optionOf(name, property, helpOf(name, property, tool.operation)));
  }
}

/** Which columns are printed, for tools that have no such parameter themselves. */
export const fieldsOption = () => optionOf('fields', { type: 'array', items: { type: 'string' } }, 'only these columns');

/** What the parameters of every list mean, in a person's words; a model reads fewer. */
const common: Readonly<Record<string, string>> = {
  account: 'name of the account; may be left out while the provider has one',
  fields: 'only these fields of each row; dotted for nested ones',
  response_format: 'concise for the main fields (default), detailed for all',
  limit: 'rows in total (default 25)',
  offset: 'rows to skip at the beginning',
  cursor: 'goes on where an earlier listing stopped, with otherwise the same options',
  sort: 'fields to sort by, the first first; -field for descending',
  filter: 'a filter or a tree of filters, e.g. {"filters":[{"field":"id","operator":">","value":9}],"condition":"or"}',
};

/** What a parameter means: a shortcut by what its field means, with the values that it takes. */
export function helpOf(name: string, { type, description = '', enum: own, items }: JsonSchema, operation: Operation | undefined): string {
  const values = own ?? items?.enum;
  const isOwn = name === 'filter' && type !== 'object';
  const about =
    (isOwn || (operation === undefined && items !== undefined) ? undefined : common[name]) ??
    operation?.row.fields[name]?.about ??
    description;
  return values === undefined || values.every(value => about.includes(String(value))) ? about : `${about}: ${values.join(', ')}`;
}

/** The arguments that the options hold, under the tool's own names. */
export function argumentsOf(options: Readonly<Record<string, unknown>>, schema: JsonSchema): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = options[attributeOf(name)];
    if (value !== undefined) given[name] = typed(value, property, name);
  }
  return given;
}

/** The names that are written with `_` elsewhere may be so here. */
export function withDashes(argument: string): string {
  const [, name, rest = ''] = /^--([a-z_]+)(=.*)?$/s.exec(argument) ?? [];
  return name === undefined ? argument : `--${name.replaceAll('_', '-')}${rest}`;
}

function optionOf(name: string, property: JsonSchema, help: string): Option {
  const flag = `--${name.replaceAll('_', '-')}`;
  const option = new Option(`${flag} ${placeholder(property)}`, help);
  return option.argParser(
    property.type === 'array'
      ? (value: string, before: unknown) => [...(Array.isArray(before) ? before : []), ...value.split(',').map(part => part.trim())]
      : (value: string, before: unknown) => {
          if (before !== undefined) throw new LinekeeperError('input', `${flag} is given twice, and takes one value.`, { field: name });
          return value;
        },
  );
}

const attributeOf = (name: string) => new Option(`--${name.replaceAll('_', '-')}`).attributeName();

function placeholder(property: JsonSchema): string {
  if (property.enum !== undefined) return '<value>';
  switch (property.type) {
    case 'boolean':
      return '[boolean]';
    case 'integer':
      return '<number>';
    case 'array':
      return '<a,b>';
    case 'object':
      return '<json>';
    default:
      return '<text>';
  }
}

function typed(value: unknown, property: JsonSchema, name: string): unknown {
  if (Array.isArray(value)) return value.map(item => typed(item, property.items ?? {}, name));
  const kinds = [property.type].flat();
  if (kinds.includes('boolean')) return value === true || value === 'true' ? true : value === 'false' ? false : value;
  if (kinds.includes('integer') && /^-?\d{1,15}$/.test(String(value))) return Number(value);
  return kinds.includes('object') ? parsed(String(value), name) : value;
}

function parsed(text: string, name: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new LinekeeperError('input', `--${name.replaceAll('_', '-')} must be valid JSON.`, { field: name });
  }
}
