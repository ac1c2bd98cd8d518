// The history: snapshots compared with the same lists alone, the comparison of 100,000 lines, changes among a million, growth of the file.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { createAccountRegistry, createJsonBudget, type Line, readAccounts } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { type AccountReading, compareSnapshot, type HistoryState, historyTools, StoredHistory } from '@linekeeper/history';
import { SqliteHistory } from '@linekeeper/history/sqlite';
import { providers } from '@linekeeper/providers';
import { median, report, reportBudget } from './report.ts';

const rounds = 3;
const msPerDay = 86_400_000;

/** Reports all of them. */
export async function benchHistory(): Promise<void> {
  await benchSnapshot();
  benchDiff();
  const folder = mkdtempSync(join(tmpdir(), 'linekeeper-bench-'));
  await benchChanges(join(folder, 'changes.db'));
  await benchGrowth(join(folder, 'growth.db'));
  rmSync(folder, { recursive: true });
}

/** Each run is a process of its own, so that memory is measured separately. */
async function benchSnapshot(): Promise<void> {
  const runClient = async (mode: string): Promise<{ ms: number; mib: number }> =>
    JSON.parse((await promisify(execFile)(process.execPath, [`${import.meta.dirname}/history-client.ts`, mode])).stdout);
  const taken: Awaited<ReturnType<typeof runClient>>[] = [];
  const read: typeof taken = [];
  for (let round = 0; round < rounds; round++) {
    read.push(await runClient('read'));
    taken.push(await runClient('snapshot'));
  }
  report(
    'snapshot of 100,000 lines, compared with reading',
    median(taken.map(({ ms }) => ms)),
    median(read.map(({ ms }) => ms)),
    1.3,
    'ms ',
  );
  reportBudget('  its memory', median(taken.map(({ mib }) => mib)), 500, 'MiB');
}

const createLine = (index: number, name: string): Line => ({
  account: 'a',
  provider: 'callgear',
  kind: 'sip_line',
  id: String(index),
  name,
  numbers: [`+4570${String(index).padStart(6, '0')}`],
  owner: `Person ${index}`,
  owner_id: String(index),
  status: 'up',
  ip: '192.0.2.1',
});

const toReading = (lines: readonly Line[]): AccountReading => ({
  account: 'a',
  outcome: 'complete',
  lists: [{ kind: 'sip_line', lines, facts: ['owner', 'numbers', 'registered'] }],
});

function benchDiff(): void {
  const lines = Array.from({ length: 100_000 }, (_, index) => createLine(index, `Line ${index}`));
  const first = compareSnapshot({ lists: [], openGaps: [] }, { id: '1', at: 1, accounts: [toReading(lines)] });
  const state: HistoryState = {
    last: { id: '1', at: 1 },
    lists: first.lists.map(({ upserts, removals: _, ...list }) => ({ ...list, lines: upserts })),
    openGaps: [],
  };
  const changed = toReading(lines.map((line, index) => (index % 100 === 0 ? { ...line, status: 'down' } : line)));
  const times = Array.from({ length: 9 }, () => {
    const startedAt = performance.now();
    const { changes } = compareSnapshot(state, { id: '2', at: 2, accounts: [changed] });
    if (changes.length !== 1_000) throw new Error(`${changes.length} changes`);
    return performance.now() - startedAt;
  });
  reportBudget('diff of 100,000 lines, 1 % changed', median(times), 400, 'ms ');
}

/** A week among a million changes of four hundred days, filtered by a person who has none of them. */
async function benchChanges(path: string): Promise<void> {
  const history = new SqliteHistory({ path, dataset: 'accounts' });
  await history.openForWriting({ command: 'bench', pid: process.pid, since: '' });
  const now = Date.now();
  fillChanges(path, now);
  const accounts = readAccounts({ LINEKEEPER_ACCOUNTS: '' }, providers, {
    source: 'the benchmark',
    value: [{ name: 'a', provider: 'callgear', access_token: 'fake-token' }],
  });
  const registry = { ...createAccountRegistry(accounts, undiciRuntime()), history: new StoredHistory(async () => history, systemClock) };
  const measureMs = async (input: object) => {
    const times: number[] = [];
    for (let round = 0; round < 7; round++) {
      const startedAt = performance.now();
      await historyTools[0]?.run(input, { registry, deadline: { at: Number.POSITIVE_INFINITY }, budget: createJsonBudget() });
      times.push(performance.now() - startedAt);
    }
    return median(times);
  };
  reportBudget('list_changes of a week among 1,000,000', await measureMs({ since: '7d' }), 100, 'ms ');
  reportBudget('  with a filter that finds nothing', await measureMs({ since: '7d', owner: 'Nils Holgersson' }), 100, 'ms ');
  await history.close();
}

function fillChanges(path: string, now: number): void {
  const database = new DatabaseSync(path);
  const days = 400;
  const insert = database.prepare(
    "INSERT INTO changes (at, position, account, kind, id, change, field, line, previous) VALUES (?, ?, 'a', 'sip_line', ?, 'status', 'status', ?, ?)",
  );
  const previous = JSON.stringify({ status: 'down' });
  database.exec('BEGIN');
  for (let index = 0; index < 1_000_000; index++) {
    const at = now - Math.floor((index / 1_000_000) * days * msPerDay);
    insert.run(at, index, String(index % 5_000), JSON.stringify(createLine(index % 5_000, 'Line')), previous);
  }
  database.exec('COMMIT');
  database.close();
}

/** A week of snapshots, every 15 minutes, of 10,000 lines of which none changes. */
async function benchGrowth(path: string): Promise<void> {
  const history = new SqliteHistory({ path, dataset: 'accounts' });
  await history.openForWriting({ command: 'bench', pid: process.pid, since: '' });
  const quiet = toReading(Array.from({ length: 10_000 }, (_, index) => createLine(index, `Line ${index}`)));
  for (let index = 0; index < 7 * 24 * 4; index++)
    await history.write(compareSnapshot(await history.readState(), { id: String(index), at: 1 + index * 900_000, accounts: [quiet] }));
  await history.close();
  reportBudget('a week of quiet snapshots of 10,000 lines', statSync(path).size / 1_048_576, 20, 'MiB');
}
