// The shell command of a tool: its options, and how they become the tool's arguments.
import { type JsonSchema, LinekeeperError, parseArgument, splitList, type Tool } from '@linekeeper/core';
import { severities } from '@linekeeper/questions';
import { Command, Option } from 'commander';
import type { RunToolOptions } from './commands/tool.ts';
import type { CommandContext, SetExitCode } from './context.ts';
import { readGlobalOptions } from './global-options.ts';
import { addToolSections } from './help/sections.ts';
import { toShellWords } from './help/shell-words.ts';
import { getHelpWidth } from './help-output.ts';
import { addToolOptions, createFieldsOption, getOptionSchema, readArguments } from './options.ts';
import { type OutputFormat, outputFormats } from './print/output-formats.ts';

/** Runs a tool with the arguments of its command, and returns the exit code. */
export type RunCommand = (tool: Tool, input: Record<string, unknown>, options: RunToolOptions, command: Command) => Promise<number>;

const runLazily: RunCommand = async (tool, input, options) => await (await import('./commands/tool.ts')).runTool(tool, input, options);

/** Creates the command of a tool without its options and its action: others can be named beside it. */
export const createNamedCommand = (tool: Tool): Command =>
  new Command(tool.command.at(-1)).summary(tool.title).description(toShellWords(tool.description));

/** Creates the command of a tool. */
export function createToolCommand(tool: Tool, context: CommandContext, setExitCode: SetExitCode, run: RunCommand = runLazily): Command {
  const command = createNamedCommand(tool);
  const schema = getOptionSchema(tool);
  const { properties = {}, required = [] } = schema;
  // A phone number may be typed in groups of digits.
  for (const name of required) command.argument(`<${name}...>`, properties[name]?.description);
  addToolOptions(command, tool);
  const hasLimit = properties.limit !== undefined;
  const hasSeverity = properties.severity !== undefined;
  if (!hasLimit) command.option('--limit <number>', 'rows in total; all by default', parseLimit);
  command.option('--all', 'all rows, however many');
  if (properties.fields === undefined) command.addOption(createFieldsOption());
  if (hasSeverity) command.addOption(createFailOnOption());
  command.addOption(new Option('--format <format>', 'table on a terminal, else json').choices(outputFormats));
  command.option('--wide', 'every column of a table that has a value');
  command.option('--output <file>', 'write the data to a file; .csv, .json, .ndjson and .txt tell the format');
  command.option('--verbose', 'report each request on stderr');
  addToolSections(command, tool, () => getHelpWidth(context.io));
  return command.action(async () => {
    const options: Record<string, unknown> = command.opts();
    const { all = false, fields, limit } = options;
    const positional = Object.fromEntries(required.map(name => [name, readPositional(command.args, name, properties[name] ?? {})]));
    const input = { ...readArguments(options, schema), ...positional };
    // Commander has validated `format` and `failOn`, and parsed `fields` and `limit`.
    const output = {
      format: options.format as OutputFormat | undefined,
      columns: properties.fields === undefined ? (fields as string[] | undefined) : undefined,
      rowLimit: hasLimit ? undefined : (limit as number | undefined),
      failOn: toSeverities(options.failOn as string | undefined),
      wide: options.wide === true,
      output: typeof options.output === 'string' ? options.output : undefined,
      verbose: options.verbose === true,
    };
    setExitCode(await run(tool, input, { ...readGlobalOptions(command, context), all: all === true, ...output }, command));
  });
}

/** A list takes each word as a value, or several with commas; the words of a phone number belong together. */
const readPositional = (words: readonly string[], name: string, schema: JsonSchema): unknown =>
  schema.type === 'array' ? parseArgument(words.flatMap(splitList), schema, name) : words.join(' ');

const createFailOnOption = () =>
  new Option('--fail-on <severity>', 'exit with 1 if there is a finding of this severity or a worse one').choices(severities);

/** The severity and the worse ones; empty without one. The cast lets the list be searched for any text. */
const toSeverities = (severity: string | undefined): readonly string[] =>
  severities.slice(0, (severities as readonly (string | undefined)[]).indexOf(severity) + 1);

function parseLimit(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new LinekeeperError('input', '"limit" must be a whole number of at least 1.', { field: 'limit' });
}
