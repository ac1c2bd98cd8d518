// A tool call as the command that a person would type.
import { isRecord, type Tool, toText } from '@linekeeper/core';
import { getCommandWords } from '../ack/command-catalog.ts';

const formatValue = (value: unknown): string => (Array.isArray(value) ? value.join(',') : toText(value));

const formatCondition = ([field, value]: [string, unknown]) => `${field}:${formatValue(value)}`;

/** The command that runs the same tool call. */
export function formatCommand(tool: Tool, input: Readonly<Record<string, unknown>>): string {
  const { required = [] } = tool.inputSchema;
  const pairs = Object.entries(input).flatMap(([name, value]) => {
    if (name === 'cursor') return [];
    if (required.includes(name)) return [String(value)];
    const texts = name === 'where' && isRecord(value) ? Object.entries(value).map(formatCondition) : [formatValue(value)];
    return texts.map(text => `${name}=${/\s/.test(text) ? `"${text}"` : text}`);
  });
  return ['/lines', ...getCommandWords(tool), ...pairs].join(' ');
}
