// The tools that this process lists: those over a history only where one is kept.
import type { AccountRegistry, Tool } from '@linekeeper/core';
import { tools } from '@linekeeper/questions';

/** Returns all tools, and those over the history if the registry has one. */
export async function listTools({ history }: AccountRegistry): Promise<readonly Tool[]> {
  if (history === undefined) return tools;
  const { historyTools } = await import('@linekeeper/history');
  return [...tools, ...historyTools];
}
