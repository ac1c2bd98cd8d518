// Selects changes of the local history, newest first.
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ChangeQuery, StoredChange } from '../store.ts';
import { parseLine, parsePrevious, toStoredChange } from './rows.ts';

/** Changes that are read at once. */
export const maxBatchRows = 1_000;

/** Selects the newest changes of the query. The predicate runs within SQLite, so that a change that it refuses never becomes a row. */
export function selectChanges(
  database: DatabaseSync,
  { since, until, accounts, kinds, changes, matches, olderThan }: ChangeQuery,
): StoredChange[] {
  const among = (column: string, values: readonly string[] | undefined) =>
    values === undefined ? '' : ` AND ${column} IN (${values.map(() => '?').join(', ')})`;
  const older = olderThan === undefined ? '' : ' AND (at, position) < (?, ?)';
  const matching = matches === undefined ? '' : ' AND matches_query(line, previous)';
  if (matches !== undefined)
    // SQLite has no booleans.
    database.function('matches_query', (line: SQLOutputValue, previous: SQLOutputValue) =>
      Number(matches({ line: parseLine(line), previous: parsePrevious(previous) })),
    );
  const sql =
    `SELECT * FROM changes WHERE at BETWEEN ? AND ?${older}${among('account', accounts)}${among('kind', kinds)}${among('change', changes)}` +
    `${matching} ORDER BY at DESC, position DESC LIMIT ${maxBatchRows}`;
  const position = olderThan === undefined ? [] : [olderThan.at, olderThan.index];
  // The scan starts at the position: SQLite would use `until` alone for the index.
  const newest = olderThan === undefined ? until : Math.min(until, olderThan.at);
  return database
    .prepare(sql)
    .all(since, newest, ...position, ...accounts, ...(kinds ?? []), ...(changes ?? []))
    .map(toStoredChange);
}
