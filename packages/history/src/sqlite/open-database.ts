// Opens the SQLite file of a history: `node:sqlite` on demand, file mode 0600, WAL, migrated.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { LinekeeperError } from '@linekeeper/core';
import { toHistoryError } from './errors.ts';
import { checkOwner, migrate } from './migrations.ts';

/** How long a statement waits for another process. */
const busyTimeoutMs = 5_000;

/** The write-ahead log is cut back to this size after a large snapshot. */
const maxIdleLogBytes = 4_194_304;

const privateFileMode = 0o600;
const privateFolderMode = 0o700;

/** The path of a database without a file. */
export const inMemory = ':memory:';

/** Loads `node:sqlite`. Throws `config` where this Node has none. */
export async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite');
  } catch {
    throw new LinekeeperError('config', 'A history needs node:sqlite, which this Node lacks: use Node 24, or 22.13 and later.');
  }
}

/** Creates the file and its folder for this user alone. An existing file, which may be that of another program, stays as it is. */
export function createPrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: privateFolderMode });
  closeSync(openSync(path, 'a', privateFileMode));
}

/** Makes a database and the files that SQLite has beside it readable by this user alone. */
function makePrivate(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) if (existsSync(file)) chmodSync(file, privateFileMode);
}

/** Opens and migrates the database. The file is created if it does not exist. Throws `config` with the remedy if it cannot be used. */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  const sqlite = await loadSqlite();
  let database: DatabaseSync | undefined;
  try {
    if (path !== inMemory) createPrivateFile(path);
    database = new sqlite.DatabaseSync(path, { timeout: busyTimeoutMs });
    checkOwner(database, path);
    // SQLite gives files that it creates beside it the mode of the file.
    if (path !== inMemory) makePrivate(path);
    // `auto_vacuum` takes effect before the first table; overwritten content is what `prune` is for.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF');
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = ${maxIdleLogBytes}`);
    migrate(database);
    return database;
  } catch (thrown) {
    if (database?.isOpen) database.close();
    throw toHistoryError(thrown, path);
  }
}
