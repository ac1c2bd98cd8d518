// The local store: what is written is read, once, in order, by one writer at a time.
import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ChangeQuery, compareSnapshot, type StoredChange } from '@linekeeper/history';
import { findDamage, pruneHistory, readInfo, SqlitePostLog } from '@linekeeper/history/sqlite';
import { describe, expect, it } from 'vitest';
import { catchError } from '../core/catch-error.ts';
import { createLine, describeChange, failAccount, readAccount } from './readings.ts';
import { openHistory, readAllChanges, writeSnapshot } from './sqlite-store.ts';
import { createFolder } from './temporary-folder.ts';

const minute = 60_000;
const up = readAccount([createLine('1'), createLine('2', { owner: 'Lars' })]);
const down = readAccount([createLine('1', { status: 'down', reasons: ['not_registered'] }), createLine('2')]);

describe('a local history', () => {
  it('reads the state that it wrote', async () => {
    const { history } = await openHistory();
    expect(await history.readState()).toEqual({ lists: [], openGaps: [] });
    await writeSnapshot(history, 's1', minute, [up]);
    await writeSnapshot(history, 's2', 2 * minute, [down]);
    await writeSnapshot(history, 's3', 3 * minute, [failAccount()]);
    const state = await history.readState();
    expect(state.last).toEqual({ id: 's3', at: 3 * minute });
    expect(state.lists).toHaveLength(1);
    expect(state.lists[0]).toMatchObject({ account: 'a', kind: 'phone', facts: ['registered', 'numbers', 'owner'], isUnconfirmed: false });
    expect(state.lists[0]?.lines.get('1')).toEqual({
      text: JSON.stringify(createLine('1', { status: 'down', reasons: ['not_registered'] })),
      since: 2 * minute,
      statusChanges: [2 * minute],
    });
    expect(state.openGaps).toEqual([
      { account: 'a', outcome: 'failed', reason: 'timeout (a): No answer.', from: 3 * minute, until: 3 * minute, snapshots: 1 },
    ]);
  });

  it('returns changes newest first, and continues behind any of them', async () => {
    const { history } = await openHistory();
    const lines = Array.from({ length: 700 }, (_, index) => createLine(String(index)));
    await writeSnapshot(history, 's1', minute, [readAccount(lines)]);
    await writeSnapshot(history, 's2', 2 * minute, [readAccount(lines.map(line => ({ ...line, name: 'A' })))]);
    await writeSnapshot(history, 's3', 3 * minute, [readAccount(lines.map(line => ({ ...line, name: 'A', owner: 'Ida' })))]);
    const all = await readAllChanges(history);
    expect(all).toHaveLength(1_400);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => b - a));
    expect(new Set(all.map(describeChange)).size).toBe(1_400);
    for (const cut of [1, 999, 1_000, 1_001, 1_399]) {
      const olderThan = all[cut - 1];
      const rest = [];
      for await (const batch of history.readChanges({ since: 0, until: 9 * minute, accounts: ['a'], olderThan })) rest.push(...batch);
      expect(rest).toEqual(all.slice(cut));
    }
  });

  it.each([
    ['span', { since: 2 * minute, until: 2 * minute }, 2],
    ['account', { accounts: ['b'] }, 0],
    ['kind', { kinds: ['trunk'] }, 0],
    ['change', { changes: ['owner'] }, 1],
  ] as const)('narrows changes by %s', async (_, query, count) => {
    const { history } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    await writeSnapshot(history, 's2', 2 * minute, [down]);
    await writeSnapshot(history, 's3', 3 * minute, [readAccount([createLine('1')])]);
    let found = 0;
    for await (const batch of history.readChanges({ since: 0, until: 9 * minute, accounts: ['a'], ...query })) found += batch.length;
    expect(found).toBe(count);
  });

  it('tests the changes of the span alone, each once, and continues behind those that match', async () => {
    const { history } = await openHistory();
    const lines = Array.from({ length: 3_000 }, (_, index) => createLine(String(index), { name: '0' }));
    for (let round = 0; round < 4; round++)
      await writeSnapshot(history, `s${round}`, round * minute, [readAccount(lines.map(line => ({ ...line, name: String(round) })))]);
    const tested: string[] = [];
    const read = async (suffix: string, olderThan?: StoredChange) => {
      tested.length = 0;
      const found: StoredChange[] = [];
      const matches: ChangeQuery['matches'] = ({ line, previous }) => {
        tested.push(`${line.id} ${previous.name} ${line.name}`);
        return line.id?.endsWith(suffix) ?? false;
      };
      for await (const batch of history.readChanges({ since: 2 * minute, until: 2 * minute, accounts: ['a'], matches, olderThan }))
        found.push(...batch);
      return found;
    };
    expect(await read('none')).toEqual([]);
    expect([tested.length, new Set(tested).size]).toEqual([3_000, 3_000]);
    expect(tested[0]).toMatch(/ 1 2$/);
    const all = await read('7');
    expect(all).toHaveLength(300);
    expect(await read('7', all[99])).toEqual(all.slice(100));
    expect(tested.length).toBeLessThan(2_100);
  });

  it('writes a snapshot that is delivered twice once', async () => {
    const { history } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    const record = compareSnapshot(await history.readState(), { id: 's2', at: 2 * minute, accounts: [down] });
    await history.write(record);
    await history.write(record);
    expect((await readAllChanges(history)).map(describeChange)).toEqual(['2 owner owner Lars → –', '1 status status up → down']);
  });

  it('refuses a snapshot that was compared with an older one', async () => {
    const { history } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    const late = compareSnapshot(await history.readState(), { id: 'late', at: 2 * minute, accounts: [down] });
    await writeSnapshot(history, 's2', 3 * minute, [down]);
    expect(await catchError(history.write(late))).toMatchObject({ code: 'unavailable' });
    expect(await readAllChanges(history)).toHaveLength(2);
  });

  it('is a private file with a write-ahead log and a versioned schema', async () => {
    const { history, path } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    for (const suffix of ['', '-wal', '-shm', '.lock']) expect(statSync(path + suffix).mode & 0o777, suffix).toBe(0o600);
    const database = new DatabaseSync(path);
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
    expect(database.prepare('PRAGMA auto_vacuum').get()).toEqual({ auto_vacuum: 2 });
    database.close();
    expect(await findDamage(history)).toBeUndefined();
  });

  it('makes its file private if another tool did not, and leaves that of another program as it is', async () => {
    const { history, path } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    await history.close();
    chmodSync(path, 0o644);
    const { history: reopened } = await openHistory({ path, readsOnly: true });
    await reopened.readState();
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777, suffix).toBe(0o600);
    const foreignPath = join(createFolder(), 'app.db');
    const foreign = new DatabaseSync(foreignPath);
    foreign.exec('CREATE TABLE notes (text TEXT)');
    foreign.close();
    chmodSync(foreignPath, 0o664);
    for (const readsOnly of [true, false]) {
      const error = await catchError(openHistory({ path: foreignPath, readsOnly }).then(({ history: other }) => other.readState()));
      expect(error).toMatchObject({ code: 'config', message: expect.stringContaining('another program') });
      expect(statSync(foreignPath).mode & 0o777).toBe(0o664);
    }
  });

  it('of the first version gets a log of posts, and keeps what it holds', async () => {
    const { history, path } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    await writeSnapshot(history, 's2', 2 * minute, [down]);
    await history.close();
    const database = new DatabaseSync(path);
    database.exec('DROP TABLE post_logs; DROP TABLE posted_changes; PRAGMA user_version = 1');
    database.close();
    const { history: migrated } = await openHistory({ path });
    expect(await readAllChanges(migrated)).toHaveLength(2);
    const log = new SqlitePostLog(migrated);
    expect(await log.write('watch C0', 0, { head: { settledUntil: minute } })).toBe(true);
    expect(await log.read('watch C0')).toEqual({ settledUntil: minute, version: 1, posted: [] });
  });

  it('forgets what was posted with the changes that are removed, and of two runs with one version lets one write', async () => {
    const { history } = await openHistory();
    const log = new SqlitePostLog(history);
    const posted = {
      account: 'a',
      kind: 'phone',
      id: '1',
      field: 'owner' as const,
      origin: '"Lars"',
      value: 'null',
      isOpen: true,
      thread: '1',
    };
    const upserts = [
      { ...posted, at: minute },
      { ...posted, id: '2', at: 3 * minute },
    ];
    expect(await log.write('watch C0', 0, { head: {}, upserts })).toBe(true);
    expect(await log.write('watch C0', 0, { head: { settledUntil: 5 } })).toBe(false);
    expect(await log.read('watch C0')).toEqual({ version: 1, posted: upserts });
    await pruneHistory(history, 2 * minute);
    expect((await log.read('watch C0')).posted).toEqual(upserts.slice(1));
    expect(await log.write('watch C0', 1, { head: {}, removals: upserts })).toBe(true);
    expect((await log.read('watch C0')).posted).toEqual([]);
  });

  it('grows by changes, not by snapshots', async () => {
    const { history, path } = await openHistory();
    const lines = Array.from({ length: 1_000 }, (_, index) => createLine(String(index), { name: `Line ${index}`, ip: '192.0.2.1' }));
    await writeSnapshot(history, 's0', minute, [readAccount(lines)]);
    const before = (await readInfo(history, path)).bytes;
    for (let index = 1; index <= 100; index++) await writeSnapshot(history, `s${index}`, (index + 1) * minute, [readAccount(lines)]);
    const { bytes, snapshots } = await readInfo(history, path);
    expect(snapshots).toBe(101);
    // The log of the first snapshot included.
    expect(bytes - before).toBeLessThan(4_300_000);
    await history.close();
    expect(statSync(path).size).toBeLessThan(400_000);
  });
});

describe('a reader', () => {
  it('finds an empty history without a file, creates none, and notices when it comes', async () => {
    const path = join(createFolder(), 'deeper', 'history.db');
    const { history: reader } = await openHistory({ path, readsOnly: true });
    expect(await reader.readSnapshots({ since: 0, until: 9 * minute }, ['a'])).toEqual({ count: 0, gaps: [] });
    expect(existsSync(path)).toBe(false);
    const { history } = await openHistory({ path });
    await writeSnapshot(history, 's1', minute, [up]);
    await writeSnapshot(history, 's2', 2 * minute, [down]);
    expect(await readAllChanges(reader)).toHaveLength(2);
    expect(
      await reader.readLines([
        { account: 'a', kind: 'phone', id: '1' },
        { account: 'a', kind: 'trunk', id: '1' },
      ]),
    ).toMatchObject([{ since: 2 * minute }, undefined]);
  });

  it('notices when the file is replaced', async () => {
    const { history, path } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    const { history: reader } = await openHistory({ path, readsOnly: true });
    expect((await reader.readState()).last?.id).toBe('s1');
    await history.close();
    renameSync(path, `${path}.old`);
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    expect((await reader.readState()).last).toBeUndefined();
    const { history: other } = await openHistory({ path });
    await writeSnapshot(other, 'other', minute, [up]);
    expect((await reader.readState()).last?.id).toBe('other');
  });
});

describe('a second writer', () => {
  it('is told who writes, and may write when that one has ended', async () => {
    const { history, path } = await openHistory();
    const error = await catchError(openHistory({ path }));
    expect(error.displayMessage).toBe(
      'config: linekeeper watch (process 4711, since 2026-11-27T09:14:00Z) writes to the history history.db. End it first, or name another file with --history.',
    );
    await history.close();
    await openHistory({ path });
  });

  it('of the other data is refused', async () => {
    const { history, path } = await openHistory();
    await history.close();
    const { history: sandbox } = await openHistory({ path, dataset: 'sandbox', readsOnly: true });
    expect((await catchError(sandbox.readState())).displayMessage).toMatch(/^config: The history history.db holds lines of real accounts/);
  });
});

describe('pruning', () => {
  it('keeps what lasts: states that were posted, for the message of their end, and a gap up to the last snapshot', async () => {
    const { history } = await openHistory();
    await writeSnapshot(history, 's1', minute, [up]);
    await writeSnapshot(history, 's2', 2 * minute, [failAccount()]);
    await writeSnapshot(history, 's3', 3 * minute, [up]);
    await writeSnapshot(history, 's4', 4 * minute, [failAccount()]);
    const log = new SqlitePostLog(history);
    const posted = { account: 'a', kind: 'phone', id: '1', field: 'status' as const, origin: '"up"', value: '"down"', at: minute };
    const open = { ...posted, isOpen: true, thread: '1' };
    const ended = { ...posted, id: '2', isOpen: false, thread: '2' };
    await log.write('watch C0', 0, { head: {}, upserts: [open, ended] });
    await pruneHistory(history, 9 * minute);
    expect((await log.read('watch C0')).posted).toEqual([open]);
    const gaps = [{ account: 'a', outcome: 'failed', from: 4 * minute, until: 4 * minute }];
    expect((await history.readState()).openGaps).toMatchObject(gaps);
    expect((await history.readSnapshots({ since: 0, until: 9 * minute }, ['a'])).gaps).toMatchObject(gaps);
  });

  it('removes what was before a moment, also from the file, and leaves the lines as they are', async () => {
    const { history, path } = await openHistory();
    await writeSnapshot(history, 's1', minute, [readAccount([createLine('1', { owner: 'Secret Person' })])]);
    await writeSnapshot(history, 's2', 2 * minute, [readAccount([createLine('1', { owner: 'Ida' })])]);
    await writeSnapshot(history, 's3', 3 * minute, [readAccount([createLine('1', { owner: 'Mette' })])]);
    expect(await pruneHistory(history, 3 * minute)).toBe(1);
    expect((await readAllChanges(history)).map(describeChange)).toEqual(['1 owner owner Ida → Mette']);
    expect(await readInfo(history, path)).toMatchObject({ snapshots: 1, changes: 1, lines: 1, accounts: ['a'], first: 3 * minute });
    await writeSnapshot(history, 's4', 4 * minute, [readAccount([createLine('1', { owner: 'Ida' })])]);
    await history.close();
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(path, 'latin1')).not.toContain('Secret Person');
    expect(readFileSync(path, 'latin1')).toContain('Mette');
  });
});
