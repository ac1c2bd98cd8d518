// What was posted, in the file of the local history.
import type { DatabaseSync } from 'node:sqlite';
import type { PostLog, PostLogHead, PostLogState, PostLogUpdate } from '../watch/post-log.ts';
import { type FieldKey, type PostedChange, readPostedChange } from '../watch/posted-change.ts';
import type { SqliteHistory } from './sqlite-history.ts';
import { inTransaction } from './transaction.ts';

/** A `PostLog` in the file of a history. */
export class SqlitePostLog implements PostLog {
  readonly #history: SqliteHistory;

  constructor(history: SqliteHistory) {
    this.#history = history;
  }

  read(scope: string): Promise<PostLogState> {
    return this.#history.withDatabase(database => {
      const posted = database.prepare('SELECT * FROM posted_changes WHERE scope = ? ORDER BY at').all(scope).map(readPostedChange);
      return { ...readHead(database, scope), posted };
    });
  }

  write(scope: string, version: number, { head, upserts = [], removals = [] }: PostLogUpdate): Promise<boolean> {
    return this.#history.withDatabase(database =>
      inTransaction(database, () => {
        if (readHead(database, scope).version !== version) return false;
        database
          .prepare('INSERT OR REPLACE INTO post_logs (scope, version, head) VALUES (?, ?, ?)')
          .run(scope, version + 1, JSON.stringify(head));
        replaceChanges(database, scope, upserts, removals);
        return true;
      }),
    );
  }
}

function readHead(database: DatabaseSync, scope: string): PostLogHead & { version: number } {
  const row = database.prepare('SELECT version, head FROM post_logs WHERE scope = ?').get(scope);
  if (row === undefined) return { version: 0 };
  // `write` wrote it.
  return { ...(JSON.parse(String(row.head)) as PostLogHead), version: Number(row.version) };
}

function replaceChanges(database: DatabaseSync, scope: string, upserts: readonly PostedChange[], removals: readonly FieldKey[]): void {
  const remove = database.prepare('DELETE FROM posted_changes WHERE scope = ? AND account = ? AND kind = ? AND id = ? AND field = ?');
  for (const { account, kind, id, field } of removals) remove.run(scope, account, kind, id, field);
  const insert = database.prepare(
    'INSERT OR REPLACE INTO posted_changes (scope, account, kind, id, field, origin, value, at, is_open, thread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { account, kind, id, field, origin, value, at, isOpen, thread } of upserts)
    insert.run(scope, account, kind, id, field, origin, value, at, isOpen ? 1 : 0, thread);
}
