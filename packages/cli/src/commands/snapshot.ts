// `linekeeper snapshot`: takes one snapshot of all lines, and says on stderr what it found.
import { pid } from 'node:process';
import { type AccountRegistry, type Environment, type LinekeeperError, pluralize } from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { formatGap, formatMoment, type TakenSnapshot, takeSnapshot } from '@linekeeper/history';
import { SqliteHistory } from '@linekeeper/history/sqlite';
import { accountsMissingError } from '@linekeeper/questions';
import { openAccounts } from '../accounts.ts';
import type { CommandOptions } from '../context.ts';
import { requireHistoryFile } from '../history-file.ts';
import { createNewsPoster } from '../slack-news.ts';

/** Time for one snapshot: far longer than a question may take, since one that misses an account tells nothing of it. */
const snapshotTimeoutMs = 300_000;

/** Takes a snapshot and returns the exit code: that of the first account that failed, or 0. Throws `config` for a history that cannot be used. */
export async function runSnapshot(options: CommandOptions): Promise<number> {
  const { io } = options;
  const { history, registry } = await openForSnapshots('linekeeper snapshot', options);
  try {
    const postNews = await createNewsPoster({ environment: options.environment, registry, history, report: io.error });
    const { record, lines, failures } = await snapshotOnce(history, registry, options.environment);
    const { length } = record.changes;
    const first = record.previousId === undefined ? ' This is the first snapshot: the next ones are compared with it.' : '';
    io.error(`${lines} ${pluralize('line', lines)} read; ${length} ${pluralize('change', length)}.${first}`);
    for (const gap of record.gaps) io.error(`note: ${formatGap(gap)}`);
    await postNews?.();
    return findExitCode(failures);
  } finally {
    await history.close();
  }
}

const findExitCode = ([failure]: readonly LinekeeperError[]): number => failure?.exitCode ?? 0;

/** Opens the accounts, and the history to write to it. */
export async function openForSnapshots(
  command: string,
  { environment, io, sandbox, history: option }: CommandOptions,
): Promise<{ history: SqliteHistory; registry: AccountRegistry }> {
  const registry = await openAccounts({ environment, sandbox, history: option, io });
  if (registry.accounts.length === 0) throw accountsMissingError();
  if (registry.notice !== undefined) io.error(`note: ${registry.notice}`);
  const history = new SqliteHistory(requireHistoryFile(registry, environment, option));
  await history.openForWriting({ command, pid, since: formatMoment(systemClock.now()) });
  return { history, registry };
}

/** Takes a snapshot named after its time. */
export async function snapshotOnce(history: SqliteHistory, registry: AccountRegistry, environment: Environment): Promise<TakenSnapshot> {
  const at = systemClock.now();
  const deadline = { at: at + readTimeoutMs(environment, snapshotTimeoutMs) };
  return await takeSnapshot(history, { registry, deadline }, { id: new Date(at).toISOString(), at });
}
