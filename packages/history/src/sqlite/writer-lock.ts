// One writer at a time: a lock that the system frees when the process ends, however it ends, and a note of who holds it.
import { basename } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { isRecord, LinekeeperError } from '@linekeeper/core';
import { toHistoryError } from './errors.ts';
import { createPrivateFile, inMemory, loadSqlite } from './open-database.ts';

/** Who writes to a history. */
export interface Writer {
  /** The command as people know it: `linekeeper watch`. */
  command: string;
  pid: number;
  /** ISO 8601. */
  since: string;
}

/** A lock that is held. */
export interface WriterLock {
  release(): void;
}

/** Takes the lock of a history. Throws `config` naming the process that holds it. */
export async function lockForWriting(path: string, database: DatabaseSync, writer: Writer): Promise<WriterLock> {
  const { DatabaseSync } = await loadSqlite();
  if (path === inMemory) return { release: () => {} };
  const lockPath = `${path}.lock`;
  let lock: DatabaseSync | undefined;
  try {
    createPrivateFile(lockPath);
    lock = new DatabaseSync(lockPath, { timeout: 0 });
    // An exclusive transaction of SQLite is a lock on the file: it ends with the process.
    lock.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    if (lock?.isOpen) lock.close();
    const error = toHistoryError(thrown, path);
    throw error instanceof LinekeeperError && error.code === 'unavailable' ? lockedError(path, readWriter(database)) : error;
  }
  const held = lock;
  database.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('writer', ?)").run(JSON.stringify(writer));
  return {
    release: () => {
      try {
        database.prepare("DELETE FROM meta WHERE name = 'writer'").run();
      } finally {
        held.close();
      }
    },
  };
}

/** The process that wrote its name last; undefined if it has ended in order. */
export function readWriter(database: DatabaseSync): Writer | undefined {
  const row = database.prepare("SELECT value FROM meta WHERE name = 'writer'").get();
  const value: unknown = JSON.parse(String(row?.value ?? 'null'));
  if (!isRecord(value)) return undefined;
  return { command: String(value.command), pid: Number(value.pid), since: String(value.since) };
}

function lockedError(path: string, writer: Writer | undefined): LinekeeperError {
  const holder = writer === undefined ? 'Another process' : `${writer.command} (process ${writer.pid}, since ${writer.since})`;
  return new LinekeeperError(
    'config',
    `${holder} writes to the history ${basename(path)}. End it first, or name another file with --history.`,
  );
}
