// Care for a local history: what is in it, removing old changes, and whether the file is whole.
import { statSync } from 'node:fs';
import { ongoingFields } from '../watch/posted-change.ts';
import { schemaVersion } from './migrations.ts';
import type { SqliteHistory } from './sqlite-history.ts';
import { readWriter, type Writer } from './writer-lock.ts';

/** What a history holds. */
export interface HistoryInfo {
  bytes: number;
  schemaVersion: number;
  snapshots: number;
  /** Milliseconds since 1970. */
  first?: number;
  last?: number;
  changes: number;
  lines: number;
  accounts: readonly string[];
  /** The process that writes to it now, or was killed while it did. */
  writer?: Writer | undefined;
}

/** Counts what a history holds. */
export const readInfo = (history: SqliteHistory, path: string): Promise<HistoryInfo> =>
  history.withDatabase(database => {
    const count = (table: string) => Number(database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.count);
    const { first, last } = database.prepare('SELECT min(at) AS first, max(at) AS last FROM snapshots').get() ?? {};
    const accounts = database.prepare('SELECT DISTINCT account FROM lists ORDER BY account').all();
    return {
      bytes: sumSizes(path),
      schemaVersion,
      snapshots: count('snapshots'),
      ...(typeof first === 'number' && { first }),
      ...(typeof last === 'number' && { last }),
      changes: count('changes'),
      lines: count('lines'),
      accounts: accounts.map(({ account }) => String(account)),
      writer: readWriter(database),
    };
  });

/** The file and its write-ahead log. */
const sumSizes = (path: string): number =>
  [path, `${path}-wal`].map(file => statSync(file, { throwIfNoEntry: false })?.size ?? 0).reduce((sum, size) => sum + size, 0);

/**
 * Removes changes, snapshots and gaps before a moment, and their content from the file; returns the changes removed. What lasts stays: the
 * lines, a gap up to the last snapshot, and posted states whose end is still to be posted.
 */
export const pruneHistory = (history: SqliteHistory, before: number): Promise<number> =>
  history.withDatabase(database => {
    const { changes } = database.prepare('DELETE FROM changes WHERE at < ?').run(before);
    const states = ongoingFields.map(() => '?').join(', ');
    database
      .prepare(`DELETE FROM posted_changes WHERE at < ? AND NOT (is_open = 1 AND field IN (${states}))`)
      .run(before, ...ongoingFields);
    // The last snapshot is what the next one is compared with, and its gaps go on.
    database.prepare('DELETE FROM gaps WHERE ends < ? AND ends < (SELECT max(at) FROM snapshots)').run(before);
    database.prepare('DELETE FROM snapshots WHERE at < ? AND at < (SELECT max(at) FROM snapshots)').run(before);
    database.exec('PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)');
    return Number(changes);
  });

/** Checks the whole file; returns the first problem, or undefined. */
export const findDamage = (history: SqliteHistory): Promise<string | undefined> =>
  history.withDatabase(database => {
    const result = String(Object.values(database.prepare('PRAGMA integrity_check(1)').get() ?? {})[0]);
    return result === 'ok' ? undefined : result;
  });
