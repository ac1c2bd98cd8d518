// Who made a change, from the change logs of the providers that keep one.
import { type Account, type ChangeLogEntry, LinekeeperError, type ToolContext } from '@linekeeper/core';
import { hasChangeLog, readChangeLog } from '@linekeeper/questions/lines';
import type { HistoryStore, StoredChange } from './store.ts';

/** A change log is read within this time, and within half of what is left. */
const maxReadMs = 5_000;

/** Clocks of providers differ from ours by this much at most. */
const maxClockSkewMs = 60_000;

/** How long before a change the snapshot that did not see it is looked for. */
const maxIntervalMs = 86_400_000;

/** Codes of an account that may not read its change log, or whose settings do not name what it is of: nothing is missing then. */
const silentCodes: readonly string[] = ['input', 'config', 'denied', 'not_found', 'refused'];

/** The people behind changes, and which change logs could not be read. */
export interface ChangeAuthors {
  getAuthor(change: StoredChange): string | undefined;
  warnings: string[];
}

/** Reads the change logs of the accounts whose lines changed, each once. A log that cannot be read fails nothing. */
export async function findAuthors(changes: readonly StoredChange[], store: HistoryStore, context: ToolContext): Promise<ChangeAuthors> {
  const logged = context.registry.accounts.filter(
    account => hasChangeLog(account) && changes.some(change => change.account === account.name),
  );
  if (logged.length === 0) return { getAuthor: () => undefined, warnings: [] };
  const [oldest, newest] = [changes.at(-1)?.at ?? 0, changes[0]?.at ?? 0];
  const times = await store.readSnapshotTimes({ since: oldest - maxIntervalMs, until: newest });
  const getPrevious = (at: number) => findLastBefore(times, at) ?? at - maxIntervalMs;
  const warnings: string[] = [];
  const logs = await Promise.all(
    logged.map(async account => [account.name, await tryRead(account, getPrevious(oldest) - maxClockSkewMs, context, warnings)] as const),
  );
  const byAccount = new Map(logs.map(([name, entries]) => [name, Map.groupBy(entries.toSorted(byNewest), ({ id }) => id)]));
  return {
    // The last one to touch the line between the two snapshots.
    getAuthor: ({ account, id, at }) => {
      const last = byAccount
        .get(account)
        ?.get(id)
        ?.find(entry => entry.by !== undefined && entry.at <= at + maxClockSkewMs);
      return last !== undefined && last.at > getPrevious(at) - maxClockSkewMs ? last.by : undefined;
    },
    warnings,
  };
}

const byNewest = (a: ChangeLogEntry, b: ChangeLogEntry): number => b.at - a.at;

/** The last of the times, oldest first, that is before a moment. */
function findLastBefore(times: readonly number[], moment: number): number | undefined {
  let [first, end] = [0, times.length];
  while (first < end) {
    const middle = Math.floor((first + end) / 2);
    if ((times[middle] ?? moment) < moment) first = middle + 1;
    else end = middle;
  }
  return times[first - 1];
}

async function tryRead(account: Account, since: number, context: ToolContext, warnings: string[]): Promise<ChangeLogEntry[]> {
  const { registry, deadline } = context;
  const now = registry.clock.now();
  const at = Math.min(now + maxReadMs, now + (deadline.at - now) / 2);
  try {
    const { entries, isCut } = await readChangeLog(account, since, { registry, deadline: { ...deadline, at } });
    if (isCut)
      warnings.push(
        `${account.name}: only the newest ${entries.length} entries of the change log were read; who made earlier changes is not known.`,
      );
    return entries;
  } catch (thrown) {
    if (!(thrown instanceof LinekeeperError)) throw thrown;
    if (!silentCodes.includes(thrown.code)) warnings.push(`${account.name}: who made the changes is not known: ${thrown.displayMessage}`);
    return [];
  }
}
