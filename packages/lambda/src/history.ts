// The history of the deployment, if one is kept, and the tools that it adds.
import type { Tool } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { historyTools, StoredHistory } from '@linekeeper/history';
import { tools } from '@linekeeper/questions';

/** The history that the environment names; undefined if none is kept. Its clients are loaded when it is first read. */
export function createHistory({ LINEKEEPER_HISTORY_TABLE: table = '' }: NodeJS.ProcessEnv): StoredHistory | undefined {
  if (table === '') return undefined;
  const open = async () => {
    const { AwsHistory } = await import('@linekeeper/history/aws');
    return new AwsHistory({ table, now: systemClock.now });
  };
  return new StoredHistory(open, systemClock);
}

/** The tools of a deployment: those over a history only where one is kept. */
export const listDeployedTools = (history: StoredHistory | undefined): readonly Tool[] =>
  history === undefined ? tools : [...tools, ...historyTools];
