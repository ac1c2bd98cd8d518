// Looks up a tool by its name.
import { LinekeeperError } from '../errors.ts';
import { unknownNameMessage } from '../text/did-you-mean.ts';
import type { Tool } from './tool.ts';

/** The tool of this name; undefined if it is not among the tools. */
export const findTool = (tools: readonly Tool[], name: string): Tool | undefined => tools.find(tool => tool.name === name);

/** The tool of this name. Throws `input` with the nearest name if it is not among the tools. */
export function getTool(tools: readonly Tool[], name: string): Tool {
  const tool = findTool(tools, name);
  if (tool !== undefined) return tool;
  const names = tools.map(candidate => candidate.name);
  throw new LinekeeperError('input', unknownNameMessage('tool', name, names), { field: 'tool' });
}
