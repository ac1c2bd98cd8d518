// A local history in a temporary folder, and snapshots of estates without providers.
import { join } from 'node:path';
import { type AccountReading, compareSnapshot, type StoredChange } from '@linekeeper/history';
import { type Dataset, SqliteHistory } from '@linekeeper/history/sqlite';
import { onTestFinished } from 'vitest';
import { createFolder } from './temporary-folder.ts';

/** Who writes in these tests. */
export const writer = { command: 'linekeeper watch', pid: 4711, since: '2026-11-27T09:14:00Z' };

/** Opens a history, closed after the test; to write, unless `readsOnly`. */
export async function openHistory({
  path = join(createFolder(), 'history.db'),
  dataset = 'accounts',
  readsOnly = false,
}: {
  path?: string;
  dataset?: Dataset;
  readsOnly?: boolean;
} = {}): Promise<{ history: SqliteHistory; path: string }> {
  const history = new SqliteHistory({ path, dataset });
  onTestFinished(() => history.close());
  if (!readsOnly) await history.openForWriting(writer);
  return { history, path };
}

/** Writes a snapshot of these readings. */
export async function writeSnapshot(history: SqliteHistory, id: string, at: number, accounts: readonly AccountReading[]): Promise<void> {
  await history.write(compareSnapshot(await history.readState(), { id, at, accounts }));
}

/** Reads all changes of the account `a`, newest first. */
export async function readAllChanges(history: SqliteHistory): Promise<StoredChange[]> {
  const changes: StoredChange[] = [];
  for await (const batch of history.readChanges({ since: 0, until: Number.MAX_SAFE_INTEGER, accounts: ['a'] })) changes.push(...batch);
  return changes;
}
