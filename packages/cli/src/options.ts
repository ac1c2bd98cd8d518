// Converts the parameters of a tool to options of a shell command, and the option values back to tool arguments.
import {
  describeParameter,
  getTypedParameters,
  isConditionsParameter,
  type JsonSchema,
  LinekeeperError,
  parseArgument,
  parseConditions,
  splitList,
  type TextArgument,
  type Tool,
} from '@linekeeper/core';
import { type Command, Option } from 'commander';

/** Adds one option for each optional parameter of the tool. */
export function addToolOptions(command: Command, tool: Tool): void {
  const { properties = {}, required = [] } = getOptionSchema(tool);
  for (const [name, property] of Object.entries(properties)) {
    if (!required.includes(name)) command.addOption(createOption(name, property, describeParameter(name, property, tool.operation)));
  }
}

/** The parameters that are options. `--fields` of a question selects any of its columns, not only the fields of its lines. */
export function getOptionSchema({ operation, inputSchema }: Tool): JsonSchema {
  const properties = getTypedParameters(inputSchema);
  const { fields: _, ...others } = properties;
  return { ...inputSchema, properties: operation === undefined ? others : properties };
}

/** The option `--fields`, which selects the printed columns of a question. */
export const createFieldsOption = () => createOption('fields', { type: 'array', items: { type: 'string' } }, 'only these columns');

/** Reads the tool arguments from the parsed options. Throws `input` for a value that does not match the schema. */
export function readArguments(options: Readonly<Record<string, unknown>>, schema: JsonSchema): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = options[toAttributeName(name)];
    if (value !== undefined) input[name] = readArgument(value, name, property);
  }
  return input;
}

function readArgument(value: unknown, name: string, property: JsonSchema): unknown {
  // A flag without a value means true; all other values are strings or, of repeatable options, arrays of strings.
  if (value === true) return true;
  if (isConditionsParameter(name, property)) return parseConditions(value as readonly string[], toFlag(name));
  return parseArgument(value as TextArgument, property, toFlag(name));
}

/** Accepts option names with `_`, as the tool parameters have it: `--response_format` becomes `--response-format`. */
export function normalizeOptionName(argument: string): string {
  const [, name, rest = ''] = /^--([a-z_]+)(=.*)?$/s.exec(argument) ?? [];
  return name === undefined ? argument : `--${name.replaceAll('_', '-')}${rest}`;
}

function createOption(name: string, property: JsonSchema, help: string): Option {
  const flag = toFlag(name);
  const isConditions = isConditionsParameter(name, property);
  const option = new Option(`${flag} ${isConditions ? '<field=value>' : getPlaceholder(property)}`, help);
  if (isConditions) return option.argParser((value: string, previous: unknown) => [...(Array.isArray(previous) ? previous : []), value]);
  return option.argParser(
    property.type === 'array'
      ? (value: string, previous: unknown) => [...(Array.isArray(previous) ? previous : []), ...splitList(value)]
      : (value: string, previous: unknown) => {
          if (previous !== undefined) throw new LinekeeperError('input', `${flag} may be given only once.`, { field: name });
          return value;
        },
  );
}

const toFlag = (name: string) => `--${name.replaceAll('_', '-')}`;

const toAttributeName = (name: string) => new Option(toFlag(name)).attributeName();

function getPlaceholder(property: JsonSchema): string {
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
