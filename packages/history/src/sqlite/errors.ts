// Failures of SQLite as `config` errors that name the remedy.
import { basename } from 'node:path';
import { LinekeeperError } from '@linekeeper/core';

/** SQLite's result codes, https://sqlite.org/rescode.html */
const problems: Readonly<Record<number, string>> = {
  // SQLITE_PERM, SQLITE_READONLY
  3: 'cannot be written: this user may not. Make the file and its folder writable, or name another file with LINEKEEPER_HISTORY.',
  8: 'cannot be written: the file or its folder is read-only. Make both writable, or name another file with LINEKEEPER_HISTORY.',
  // SQLITE_IOERR
  10: 'cannot be read or written: the disk reports an error. Check it and its free space, or name another file with LINEKEEPER_HISTORY.',
  // SQLITE_CORRUPT, SQLITE_NOTADB
  11: 'is damaged. Put back a copy, or move it away: the next snapshot begins a new one.',
  26: 'is damaged, or not a history. Put back a copy, or move it away: the next snapshot begins a new one.',
  // SQLITE_FULL
  13: 'cannot grow: the disk is full. Free some space, or remove old changes with linekeeper history prune --before.',
  // SQLITE_CANTOPEN
  14: 'cannot be opened. Check that its folder exists, and that this user may write there.',
};

/** SQLITE_BUSY and SQLITE_LOCKED: another process holds the file for longer than the timeout. */
const busyCodes: readonly number[] = [5, 6];

const primaryCodeMask = 0xff;

/** Creates the error for a history file that cannot be used. */
export const historyError = (path: string, problem: string): LinekeeperError =>
  new LinekeeperError('config', `The history ${basename(path)} ${problem}`);

/** Converts an error of SQLite or of the file system; any other is returned as it is. */
export function toHistoryError(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Error)) return thrown;
  if ('errcode' in thrown && typeof thrown.errcode === 'number') {
    const code = thrown.errcode & primaryCodeMask;
    if (busyCodes.includes(code))
      return new LinekeeperError('unavailable', `The history ${basename(path)} is in use by another process. Try again.`);
    const problem = problems[code];
    return problem === undefined ? thrown : historyError(path, problem);
  }
  const code = 'code' in thrown ? String(thrown.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return historyError(path, problems[13] ?? '');
  return /^E[A-Z]+$/.test(code) && !code.startsWith('ERR_')
    ? historyError(path, `cannot be opened (${code}). Check that its folder exists, and that this user may write there.`)
    : thrown;
}
