// The history of the deployment: what it adds to the accounts and to the tools, if one is kept.
import type { AccountRegistry, Tool } from '@linekeeper/core';
import { systemClock } from '@linekeeper/core/node';
import { historyTools, StoredHistory } from '@linekeeper/history';
import { tools } from '@linekeeper/questions';

const { LINEKEEPER_HISTORY_TABLE: table = '' } = process.env;

/** Opens the history to read it. */
async function openHistory() {
  const { AwsHistory } = await import('@linekeeper/history/aws');
  return new AwsHistory({ table, now: systemClock.now });
}

const history = table === '' ? undefined : new StoredHistory(openHistory, systemClock);

/** Adds the history to a registry. */
export const withHistory = (registry: AccountRegistry): AccountRegistry => (history === undefined ? registry : { ...registry, history });

/** The tools of this deployment: those over a history only where one is kept. */
export const deployedTools: readonly Tool[] = history === undefined ? tools : [...tools, ...historyTools];
