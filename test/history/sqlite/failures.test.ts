// A history that cannot be used: a `config` error that names the remedy, whatever is wrong with the file.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { catchError } from '../../core/catch-error.ts';
import { createLine, readAccount } from '../readings.ts';
import { openHistory, readAllChanges, writeSnapshot } from '../sqlite-store.ts';
import { createFolder } from '../temporary-folder.ts';

const minute = 60_000;

/** Creates a history with some changes, and returns its path. */
async function createHistoryFile(folder = createFolder()): Promise<string> {
  const { history, path } = await openHistory({ path: join(folder, 'history.db') });
  for (const name of ['A', 'B', 'C']) {
    const lines = Array.from({ length: 300 }, (_, index) => createLine(String(index), { name }));
    await writeSnapshot(history, name, ['A', 'B', 'C'].indexOf(name) * minute + minute, [readAccount(lines)]);
  }
  await history.close();
  return path;
}

/** Runs code in another process, by default as this user, and returns what it printed. */
function runNode(code: string, options: { nodeOptions?: readonly string[]; wrapper?: readonly string[]; uid?: number } = {}): string {
  const [command = '', ...args] = [
    ...(options.wrapper ?? []),
    process.execPath,
    ...(options.nodeOptions ?? []),
    '--input-type=module-typescript',
    '--eval',
    code,
  ];
  const { stdout, stderr } = spawnSync(command, args, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    ...(options.uid !== undefined && { uid: options.uid, gid: options.uid }),
  });
  return stdout + stderr;
}

/** Code that opens a history for writing and takes growing snapshots until one fails. */
const writeUntilError = (path: string) => `
  import { compareSnapshot } from '@linekeeper/history';
  import { SqliteHistory } from '@linekeeper/history/sqlite';
  const history = new SqliteHistory({ path: ${JSON.stringify(path)}, dataset: 'accounts' });
  try {
    await history.openForWriting({ command: 'test', pid: 1, since: '' });
    for (let number = 1; number < 200; number++) {
      const lines = Array.from({ length: 200 }, (_, index) => ({ account: 'a', provider: 'p', kind: 'phone', id: String(index), status: 'up', name: 'Name ' + number }));
      const snapshot = { id: String(number), at: number, accounts: [{ account: 'a', outcome: 'complete', lists: [{ kind: 'phone', lines, facts: [] }] }] };
      await history.write(compareSnapshot(await history.readState(), snapshot));
      console.log('written ' + number);
    }
  } catch (error) {
    console.log(error.displayMessage ?? error.stack);
  }
  const { last, lists } = await history.readState();
  console.log('last ' + last?.id + ' ' + [...new Set([...(lists[0]?.lines.values() ?? [])].map(line => JSON.parse(line.text).name))].join());
`;

const isRoot = process.getuid?.() === 0;
const unprivilegedUser = 65_534;

/** A file system of one megabyte, where this user may mount one. */
const canMount = (() => {
  try {
    execFileSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('a history', () => {
  it.each([
    ['text', (path: string) => writeFileSync(path, 'These are notes, not a database.'.repeat(100))],
    ['a file that was cut', (path: string) => truncateSync(path, 10_000)],
    [
      'overwritten pages',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0x5a, 4_096, bytes.length);
        writeFileSync(path, bytes);
      },
    ],
  ])('that is %s is reported as damaged', async (_, damage) => {
    const path = await createHistoryFile();
    damage(path);
    const { history } = await openHistory({ path, readsOnly: true });
    const error = await catchError(readAllChanges(history).then(() => history.readState()));
    expect(error.displayMessage).toMatch(/^config: The history history.db is damaged.*Put back a copy, or move it away/);
  });

  it('of a newer version is not touched', async () => {
    const path = await createHistoryFile();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    const before = readFileSync(path);
    const error = await catchError(openHistory({ path }));
    expect(error.displayMessage).toBe(
      'config: The history history.db was written by a newer Linekeeper (version 99; this one knows 2). Update Linekeeper.',
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is not written into the database of another program', async () => {
    const path = join(createFolder(), 'history.db');
    const database = new DatabaseSync(path);
    database.exec('CREATE TABLE notes (text TEXT)');
    database.close();
    expect((await catchError(openHistory({ path }))).displayMessage).toMatch(
      /^config: The history history.db is a database of another program/,
    );
  });

  it('below a file is refused', async () => {
    const file = join(createFolder(), 'file');
    writeFileSync(file, '');
    expect((await catchError(openHistory({ path: join(file, 'history.db') }))).displayMessage).toMatch(
      /^config: The history history.db cannot be opened \((ENOTDIR|EEXIST)\). Check that its folder exists/,
    );
  });

  it.each(['folder', 'file'])('in a read-only %s is refused', async what => {
    const folder = join(createFolder(), 'inner');
    mkdirSync(folder);
    const path = await createHistoryFile(folder);
    chmodSync(join(folder, '..'), 0o755);
    chmodSync(path, what === 'file' ? 0o444 : 0o666);
    chmodSync(folder, what === 'file' ? 0o777 : 0o555);
    const output = runNode(writeUntilError(path), isRoot ? { uid: unprivilegedUser } : {});
    chmodSync(folder, 0o755);
    expect(output).toMatch(/^config: The history history.db cannot be (written|opened).*(writable|may write)/);
  });

  it.skipIf(!canMount)('on a full disk keeps what was written, and says what to do', () => {
    const folder = createFolder();
    const mount = ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o size=1m none ${folder} && exec "$@"`, 'sh'];
    const output = runNode(writeUntilError(join(folder, 'history.db')), { wrapper: mount });
    expect(output).toMatch(/config: The history history.db cannot grow: the disk is full. Free some space, or remove old changes/);
    const written = [...output.matchAll(/^written (\d+)$/gm)].at(-1)?.[1];
    expect(Number(written)).toBeGreaterThan(1);
    expect(output).toContain(`last ${written} Name ${written}\n`);
  });

  it('needs node:sqlite, and says so in one sentence', () => {
    const output = runNode(writeUntilError('/nowhere'), { nodeOptions: ['--no-experimental-sqlite'] });
    expect(output).toMatch(/^config: A history needs node:sqlite, which this Node lacks: use Node 24, or 22.13 and later.\n/);
  });
});
