// A tool's parameters as options of a shell command, and their texts back as typed arguments.
import { helpOf, type JsonSchema, LinekeeperError, listOf, type Tool, typed, type Written } from '@linekeeper/core';
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

/** The arguments that the options hold, under the tool's own names. */
export function argumentsOf(options: Readonly<Record<string, unknown>>, schema: JsonSchema): Record<string, unknown> {
  const given: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = options[attributeOf(name)];
    // A flag alone means yes; all else comes as text.
    if (value !== undefined) given[name] = value === true || typed(value as Written, property, flagOf(name));
  }
  return given;
}

/** The names that are written with `_` elsewhere may be so here. */
export function withDashes(argument: string): string {
  const [, name, rest = ''] = /^--([a-z_]+)(=.*)?$/s.exec(argument) ?? [];
  return name === undefined ? argument : `--${name.replaceAll('_', '-')}${rest}`;
}

function optionOf(name: string, property: JsonSchema, help: string): Option {
  const flag = flagOf(name);
  const option = new Option(`${flag} ${placeholder(property)}`, help);
  return option.argParser(
    property.type === 'array'
      ? (value: string, before: unknown) => [...(Array.isArray(before) ? before : []), ...listOf(value)]
      : (value: string, before: unknown) => {
          if (before !== undefined) throw new LinekeeperError('input', `${flag} is given twice, and takes one value.`, { field: name });
          return value;
        },
  );
}

const flagOf = (name: string) => `--${name.replaceAll('_', '-')}`;

const attributeOf = (name: string) => new Option(flagOf(name)).attributeName();

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
