// The schema of the local history, versioned by `PRAGMA user_version`.
import type { DatabaseSync } from 'node:sqlite';
import { historyError } from './errors.ts';
import { inTransaction } from './transaction.ts';

/** Marks the file as a history, so that another program's database is not taken for one: "LKhi". */
const applicationId = 0x4c_4b_68_69;

/** One script a version. Written scripts never change: a new version adds one. */
const migrations: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE snapshots (at INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE lists (
    account TEXT NOT NULL, kind TEXT NOT NULL, facts TEXT NOT NULL, missed_facts TEXT NOT NULL, is_doubted INTEGER NOT NULL,
    PRIMARY KEY (account, kind)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE lines (
    account TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, line TEXT NOT NULL, since INTEGER, status_changes TEXT,
    PRIMARY KEY (account, kind, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE changes (
    at INTEGER NOT NULL, position INTEGER NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    change TEXT NOT NULL, field TEXT, line TEXT NOT NULL, previous TEXT NOT NULL,
    PRIMARY KEY (at, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE gaps (
    account TEXT NOT NULL, starts INTEGER NOT NULL, ends INTEGER NOT NULL, snapshots INTEGER NOT NULL,
    outcome TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (account, starts)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE post_logs (scope TEXT PRIMARY KEY, version INTEGER NOT NULL, head TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE posted_changes (
    scope TEXT NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, field TEXT NOT NULL,
    origin TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL, is_open INTEGER NOT NULL, thread TEXT NOT NULL,
    PRIMARY KEY (scope, account, kind, id, field)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** The newest version of the schema that this program knows. */
export const schemaVersion = migrations.length;

/** Throws `config` for a database of a newer version, or of another program. Changes nothing. */
export function checkOwner(database: DatabaseSync, path: string): void {
  const version = readPragma(database, 'user_version');
  const isOurs = readPragma(database, 'application_id') === applicationId;
  const hasTables = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
  if (hasTables && !isOurs) throw historyError(path, 'is a database of another program. Name another file with LINEKEEPER_HISTORY.');
  if (version > schemaVersion)
    throw historyError(path, `was written by a newer Linekeeper (version ${version}; this one knows ${schemaVersion}). Update Linekeeper.`);
}

/** Brings a database to the newest version. */
export function migrate(database: DatabaseSync): void {
  if (readPragma(database, 'user_version') === schemaVersion) return;
  // The version is read under the lock, since another process may migrate at the same time.
  inTransaction(database, () => {
    for (const script of migrations.slice(readPragma(database, 'user_version'))) database.exec(script);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${schemaVersion}`);
  });
}

const readPragma = (database: DatabaseSync, name: string): number =>
  Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
