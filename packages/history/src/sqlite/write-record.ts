// Writes one snapshot in one transaction.
import type { DatabaseSync } from 'node:sqlite';
import { LinekeeperError } from '@linekeeper/core';
import type { SnapshotRecord } from '../store.ts';
import { inTransaction } from './transaction.ts';

/** Writes the record, all of it or nothing; see `HistoryStore.write`. */
export function writeRecord(database: DatabaseSync, record: SnapshotRecord): void {
  inTransaction(database, () => {
    if (database.prepare('SELECT 1 FROM snapshots WHERE id = ?').get(record.id) === undefined) insertRecord(database, record);
  });
}

function insertRecord(database: DatabaseSync, { id, at, previousId, changes, lists, gaps }: SnapshotRecord): void {
  const last = database.prepare('SELECT id FROM snapshots ORDER BY at DESC LIMIT 1').get();
  if (last?.id !== previousId)
    throw new LinekeeperError('unavailable', 'Another snapshot was written meanwhile. The next one finds what this one would have.');
  database.prepare('INSERT INTO snapshots (at, id) VALUES (?, ?)').run(at, id);
  const insertList = database.prepare(
    'INSERT OR REPLACE INTO lists (account, kind, facts, missed_facts, is_doubted) VALUES (?, ?, ?, ?, ?)',
  );
  const insertLine = database.prepare(
    'INSERT OR REPLACE INTO lines (account, kind, id, line, since, status_changes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const deleteLine = database.prepare('DELETE FROM lines WHERE account = ? AND kind = ? AND id = ?');
  for (const { account, kind, facts, missedFacts, isUnconfirmed, upserts, removals } of lists) {
    insertList.run(account, kind, JSON.stringify(facts), JSON.stringify(missedFacts), isUnconfirmed ? 1 : 0);
    for (const removal of removals) deleteLine.run(account, kind, removal);
    for (const [lineId, { text, since, statusChanges }] of upserts)
      insertLine.run(account, kind, lineId, text, since ?? null, statusChanges === undefined ? null : JSON.stringify(statusChanges));
  }
  const insertChange = database.prepare(
    'INSERT INTO changes (at, position, account, kind, id, change, field, line, previous) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  for (const [index, { account, kind, id: lineId, change, field, line, previous }] of changes.entries())
    insertChange.run(at, index, account, kind, lineId, change, field ?? null, JSON.stringify(line), JSON.stringify(previous));
  const insertGap = database.prepare(
    'INSERT OR REPLACE INTO gaps (account, starts, ends, snapshots, outcome, reason) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (const { account, from, until, snapshots, outcome, reason } of gaps) insertGap.run(account, from, until, snapshots, outcome, reason);
}
