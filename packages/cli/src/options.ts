// A tool's parameters as options of a shell command, and their texts back as typed arguments.
import { type JsonSchema, LinekeeperError } from '@linekeeper/core';
import { type Command, Option } from 'commander';

/** Adds one option for each parameter. */
export function addParameters(command: Command, schema: JsonSchema): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) command.addOption(optionOf(name, property));
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

function optionOf(name: string, property: JsonSchema): Option {
  const flag = `--${name.replaceAll('_', '-')}`;
  const option = new Option(`${flag} ${placeholder(property)}`, about(property));
  if (property.type !== 'array') return option;
  return option.argParser((value: string, before: unknown) => [...(Array.isArray(before) ? before : []), ...value.split(',')]);
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

function about({ description = '', enum: values }: JsonSchema): string {
  return values === undefined || values.every(value => description.includes(String(value)))
    ? description
    : `${description}: ${values.join(', ')}`;
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
    return JSON.parse(text);
  } catch {
    throw new LinekeeperError('input', `--${name.replaceAll('_', '-')} must be valid JSON.`, { field: name });
  }
}
