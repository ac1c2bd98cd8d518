// Where the history of this machine is kept: `--history FILE` or LINEKEEPER_HISTORY; off by default.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type AccountRegistry, type Environment, LinekeeperError, readVariable } from '@linekeeper/core';
import { expandHome, systemClock } from '@linekeeper/core/node';
import type { HistoryFile } from '@linekeeper/history/sqlite';

const variable = 'LINEKEEPER_HISTORY';

/** What other switches accept, too: it names the default file, or none. */
const onWords: readonly string[] = ['1', 'true', 'yes', 'on'];
const offWords: readonly string[] = ['0', 'false', 'no', 'off'];

/** Returns the path of the history; undefined if none is kept. `option` is the value of `--history`. */
export function readHistoryPath(environment: Environment, option: string | undefined): string | undefined {
  const value = option ?? readVariable(environment, variable);
  const word = value?.toLowerCase() ?? '';
  if (value === undefined || offWords.includes(word)) return undefined;
  return onWords.includes(word) ? join(homedir(), '.local', 'state', 'linekeeper', 'history.db') : expandHome(value);
}

/** Returns the file of the history for the accounts of a registry. Throws `config` if none is named. */
export function requireHistoryFile(registry: AccountRegistry, environment: Environment, option: string | undefined): HistoryFile {
  const path = readHistoryPath(environment, option);
  if (path !== undefined) return toHistoryFile(registry, path);
  throw new LinekeeperError('config', `No history is kept: name its file with --history FILE or ${variable} (1: in your home folder).`);
}

const toHistoryFile = ({ notice }: AccountRegistry, path: string): HistoryFile => ({
  path,
  // Only the accounts of the sandbox have a notice.
  dataset: notice === undefined ? 'accounts' : 'sandbox',
});

/** Adds the history to a registry, if one is kept. Its file is opened when a question first needs it. */
export async function withHistory(registry: AccountRegistry, path: string | undefined): Promise<AccountRegistry> {
  if (path === undefined) return registry;
  const { StoredHistory } = await import('@linekeeper/history');
  const file = toHistoryFile(registry, path);
  const open = async () => {
    const { SqliteHistory } = await import('@linekeeper/history/sqlite');
    return new SqliteHistory(file);
  };
  return { ...registry, history: new StoredHistory(open, systemClock) };
}
