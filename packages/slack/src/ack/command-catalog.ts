// What can be asked, as far as an acknowledgement needs it: small enough to be carried along without the tools themselves.
import type { JsonSchema, Tool } from '@linekeeper/core';
import { helpOf } from '@linekeeper/core/lite';

export interface Topic {
  /** What a person types after `/lines`. */
  words: readonly string[];
  tool: string;
  title: string;
  description: string;
  parameters: readonly Parameter[];
}

export interface Parameter {
  /** As the tool names it. */
  name: string;
  help: string;
  /** Its type, its values and its bounds. */
  schema: JsonSchema;
  required?: true;
}

/** Lines are listed by `list` in `/lines`, which already says what is listed. */
const otherWords: Readonly<Record<string, readonly string[]>> = { lines: ['list'] };

/** What is otherwise in chat than in a shell. */
const otherHelp: Readonly<Record<string, string>> = {
  limit: 'rows of a message (default 50, at most 100)',
  cursor: 'goes on where an earlier listing stopped; More does it for you',
};

/** A tool's command as it is typed after `/lines`. */
export const wordsOf = ({ command }: Pick<Tool, 'command'>): readonly string[] => otherWords[command.join(' ')] ?? command;

/** The topics of the tools. Questions go first: they are asked most. */
export const topicsOf = (tools: readonly Tool[]): Topic[] =>
  [...tools].sort((a, b) => a.command.length - b.command.length).map(tool => topicOf(tool, tools));

function topicOf(tool: Tool, tools: readonly Tool[]): Topic {
  const { properties = {}, required = [] } = tool.inputSchema;
  const parameters = Object.entries(properties).map(([name, schema]): Parameter => {
    const { description: _, ...own } = schema;
    return {
      name,
      help: otherHelp[name] ?? helpOf(name, schema, tool.operation),
      schema: own,
      ...(required.includes(name) && { required: true }),
    };
  });
  // A model calls its neighbours by their names, a person by their words.
  const description = tools.reduce((text, other) => text.replaceAll(other.name, `/lines ${wordsOf(other).join(' ')}`), tool.description);
  return { words: wordsOf(tool), tool: tool.name, title: tool.title, description, parameters };
}
