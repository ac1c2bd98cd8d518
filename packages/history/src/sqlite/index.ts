// Public API of the local history.
export { findDamage, type HistoryInfo, pruneHistory, readInfo } from './maintenance.ts';
export { inMemory } from './open-database.ts';
export { type Dataset, type HistoryFile, SqliteHistory } from './sqlite-history.ts';
export { SqlitePostLog } from './sqlite-post-log.ts';
export type { Writer } from './writer-lock.ts';
