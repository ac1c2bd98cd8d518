// The catalog of `/lines` commands, as plain data: the acknowledging function parses commands without loading the tools.
import type { JsonSchema, Tool } from '@linekeeper/core';
import { describeParameter, getTypedParameters, requiresObjectList } from '@linekeeper/core/lite';

/** A `/lines` command and the tool that it runs. Plain JSON: the build embeds it in the acknowledging function. */
export interface CommandSpec {
  /** What the user types after `/lines`. */
  words: readonly string[];
  /** Name of the tool. */
  tool: string;
  title: string;
  description: string;
  parameters: readonly Parameter[];
}

/** A tool's parameter, written in Slack as the filter `name=value`. */
export interface Parameter {
  name: string;
  help: string;
  /** Type, enum values and bounds; without the description, which `help` replaces. */
  schema: JsonSchema;
  required?: true;
}

/** Commands that differ from the shell: `/lines lines` would repeat itself. */
const wordOverrides: Readonly<Record<string, readonly string[]>> = { lines: ['list'] };

/** Parameter help that differs from the shell's. */
const helpOverrides: Readonly<Record<string, string>> = {
  limit: 'rows per message (default 50, at most 100)',
  where: 'only rows whose field has the value, or one of several: where=FIELD:VALUE, or where=FIELD:A,B; where=FIELD: for none',
  cursor: 'continues an earlier listing; the More button does this for you',
};

/** What follows the shell's help of a parameter. */
const helpSuffixes: Readonly<Record<string, string>> = { since: '; in UTC' };

/** Parameter help of lists, where that of questions differs. */
const listHelpOverrides: Readonly<Record<string, string>> = { limit: `${helpOverrides.limit}; 0 for their number alone` };

/** The words that the user types after `/lines` to run the tool. */
export const getCommandWords = ({ command }: Pick<Tool, 'command'>): readonly string[] => wordOverrides[command.join(' ')] ?? command;

function describeTyped(name: string, schema: JsonSchema, { operation }: Tool): string {
  const override = (operation && listHelpOverrides[name]) ?? helpOverrides[name];
  return override ?? `${describeParameter(name, schema, operation)}${helpSuffixes[name] ?? ''}`;
}

/** The commands of the tools, questions before the lists of providers, since they are used most. */
export const toCommandSpecs = (tools: readonly Tool[]): CommandSpec[] =>
  tools
    .filter(({ inputSchema }) => !requiresObjectList(inputSchema))
    .sort((a, b) => a.command.length - b.command.length)
    .map(tool => toCommandSpec(tool, tools));

function toCommandSpec(tool: Tool, tools: readonly Tool[]): CommandSpec {
  const { required = [] } = tool.inputSchema;
  const parameters = Object.entries(getTypedParameters(tool.inputSchema)).map(([name, schema]): Parameter => {
    const { description: _, ...schemaWithoutDescription } = schema;
    return {
      name,
      help: describeTyped(name, schema, tool),
      schema: schemaWithoutDescription,
      ...(required.includes(name) && { required: true }),
    };
  });
  // Descriptions refer to other tools by tool name; a Slack user knows them by command.
  const description = tools.reduce(
    (text, other) => text.replaceAll(other.name, `/lines ${getCommandWords(other).join(' ')}`),
    tool.description,
  );
  return { words: getCommandWords(tool), tool: tool.name, title: tool.title, description, parameters };
}
