// The local history: one SQLite file that grows by changes, not by snapshots.
import { statSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type {
  ChangeQuery,
  HistoryState,
  HistoryStore,
  KnownLine,
  LineKey,
  SnapshotRecord,
  SnapshotSummary,
  StoredChange,
  TimeSpan,
} from '../store.ts';
import { historyError, toHistoryError } from './errors.ts';
import { inMemory, openDatabase } from './open-database.ts';
import { type SqlRow, toGap, toKnownLine, toListState } from './rows.ts';
import { maxBatchRows, selectChanges } from './select-changes.ts';
import { writeRecord } from './write-record.ts';
import { lockForWriting, type Writer, type WriterLock } from './writer-lock.ts';

/** Whose lines a history holds: those of real accounts, or of the sandbox. They are never mixed. */
export type Dataset = 'accounts' | 'sandbox';

/** Where a history is kept. */
export interface HistoryFile {
  path: string;
  dataset: Dataset;
}

/** A `HistoryStore` in a SQLite file. A reader does not create the file, and notices when it comes or is replaced. */
export class SqliteHistory implements HistoryStore {
  readonly #file: HistoryFile;
  #database: DatabaseSync | undefined;
  #inode: number | undefined;
  #lock: WriterLock | undefined;

  constructor(file: HistoryFile) {
    this.#file = file;
  }

  /** Opens the history to write to it, which one process may do at a time. Throws `config` naming the process that does. */
  async openForWriting(writer: Writer): Promise<void> {
    const database = await this.#open();
    this.#lock = await this.#use(() => lockForWriting(this.#file.path, database, writer));
    await this.#use(() => {
      database.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('dataset', ?)").run(this.#file.dataset);
    });
  }

  /** Runs `work` on the database of the file, or on an empty one where the file does not exist. Errors of SQLite become `config`. */
  async withDatabase<T>(work: (database: DatabaseSync) => T): Promise<T> {
    const database = await this.#openExisting();
    try {
      return await this.#use(() => work(database));
    } finally {
      if (database !== this.#database) database.close();
    }
  }

  readState(): Promise<HistoryState> {
    return this.withDatabase(database => {
      const last = database.prepare('SELECT id, at FROM snapshots ORDER BY at DESC LIMIT 1').get();
      const readLines = database.prepare('SELECT id, line, since, status_changes FROM lines WHERE account = ? AND kind = ?');
      const lists = database
        .prepare('SELECT * FROM lists')
        .all()
        .map(row => {
          const lines = new Map<string, KnownLine>();
          for (const line of readLines.iterate(row.account ?? null, row.kind ?? null)) lines.set(String(line.id), toKnownLine(line));
          return { ...toListState(row), lines };
        });
      const openGaps = database
        .prepare('SELECT * FROM gaps WHERE ends = ?')
        .all(last?.at ?? null)
        .map(toGap);
      return { ...(last !== undefined && { last: { id: String(last.id), at: Number(last.at) } }), lists, openGaps };
    });
  }

  async write(record: SnapshotRecord): Promise<void> {
    const database = this.#database;
    if (this.#lock === undefined || database === undefined) throw new Error('the history is not open for writing');
    await this.#use(() => writeRecord(database, record));
  }

  async *readChanges(query: ChangeQuery): AsyncGenerator<readonly StoredChange[]> {
    let olderThan = query.olderThan;
    for (;;) {
      const batch = await this.withDatabase(database => selectChanges(database, { ...query, olderThan }));
      if (batch.length > 0) yield batch;
      olderThan = batch.at(-1);
      if (batch.length < maxBatchRows) return;
    }
  }

  readLines(keys: readonly LineKey[]): Promise<readonly (KnownLine | undefined)[]> {
    return this.withDatabase(database => {
      const select = database.prepare('SELECT line, since, status_changes FROM lines WHERE account = ? AND kind = ? AND id = ?');
      return keys.map(({ account, kind, id }) => {
        const row = select.get(account, kind, id);
        return row === undefined ? undefined : toKnownLine(row);
      });
    });
  }

  readSnapshots({ since, until }: TimeSpan, accounts: readonly string[]): Promise<SnapshotSummary> {
    return this.withDatabase(database => {
      const one = (sql: string, ...values: SQLInputValue[]): SqlRow => database.prepare(sql).get(...values) ?? {};
      const { first, last, count } = one(
        'SELECT min(at) AS first, max(at) AS last, count(*) AS count FROM snapshots WHERE at BETWEEN ? AND ?',
        since,
        until,
      );
      const { begin } = one('SELECT min(at) AS begin FROM snapshots');
      const gaps = database
        .prepare('SELECT * FROM gaps WHERE ends >= ? AND starts <= ? ORDER BY starts, account')
        .all(since, until)
        .map(toGap)
        .filter(({ account }) => accounts.includes(account));
      return {
        ...(typeof first === 'number' && { first }),
        ...(typeof last === 'number' && { last }),
        count: Number(count),
        ...(typeof begin === 'number' && { begin }),
        gaps,
      };
    });
  }

  readSnapshotTimes({ since, until }: TimeSpan): Promise<readonly number[]> {
    return this.withDatabase(database => {
      const rows = database.prepare('SELECT at FROM snapshots WHERE at BETWEEN ? AND ? ORDER BY at').all(since, until);
      return rows.map(({ at }) => Number(at));
    });
  }

  async close(): Promise<void> {
    await this.#use(() => {
      if (this.#database?.isOpen) this.#lock?.release();
      this.#lock = undefined;
      if (this.#database?.isOpen) this.#database.close();
      this.#database = undefined;
    });
  }

  async #openExisting(): Promise<DatabaseSync> {
    const inode = statSync(this.#file.path, { throwIfNoEntry: false })?.ino;
    if (this.#lock === undefined && inode !== this.#inode) await this.close();
    return inode === undefined && this.#database === undefined ? await openDatabase(inMemory) : await this.#open();
  }

  async #open(): Promise<DatabaseSync> {
    this.#database ??= await openDatabase(this.#file.path);
    this.#inode = statSync(this.#file.path, { throwIfNoEntry: false })?.ino;
    const database = this.#database;
    await this.#use(() => this.#checkDataset(database));
    return database;
  }

  /** Throws `config` for a history of the other dataset. */
  #checkDataset(database: DatabaseSync): void {
    const { path, dataset } = this.#file;
    const found = database.prepare("SELECT value FROM meta WHERE name = 'dataset'").get()?.value ?? dataset;
    if (found === dataset) return;
    const owner = found === 'sandbox' ? 'holds lines of the sandbox' : 'holds lines of real accounts, not of the sandbox';
    throw historyError(path, `${owner}. Name another file with --history.`);
  }

  async #use<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw toHistoryError(thrown, this.#file.path);
    }
  }
}
