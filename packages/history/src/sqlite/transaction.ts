// Transactions of SQLite.
import type { DatabaseSync } from 'node:sqlite';

/** Runs `work` in one transaction that locks the database from its start: all of what it writes, or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (thrown) {
    // A full disk has rolled it back already.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw thrown;
  }
}
