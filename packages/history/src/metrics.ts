// The last snapshot as metrics for Prometheus: counts by account, kind and status; never a number or a name of a person.
import { type Account, lineStatuses } from '@linekeeper/core';
import { parseLine } from './diff.ts';
import type { HistoryStore } from './store.ts';

/** Counts of the last snapshot. */
interface SnapshotCounts {
  at: number;
  lines: readonly { account: string; kind: string; counts: ReadonlyMap<string, number> }[];
  /** Accounts that the snapshot could not trust. */
  gaps: ReadonlySet<string>;
}

/** Returns a function that writes the metrics of these accounts. The lines are counted once a snapshot. */
export function createMetrics(
  getStore: () => Promise<HistoryStore>,
  now: () => number,
): (accounts: readonly Pick<Account, 'name'>[]) => Promise<string> {
  let cached: SnapshotCounts | undefined;
  return async accounts => {
    const store = await getStore();
    const { last } = await store.readSnapshots({ since: 0, until: Number.MAX_SAFE_INTEGER }, []);
    if (last !== cached?.at) cached = last === undefined ? undefined : await countLines(store);
    return formatMetrics(
      cached,
      accounts.map(({ name }) => name),
      now(),
    );
  };
}

async function countLines(store: HistoryStore): Promise<SnapshotCounts | undefined> {
  const { last, lists, openGaps } = await store.readState();
  if (last === undefined) return undefined;
  const lines = lists.map(list => {
    const counts = new Map<string, number>(lineStatuses.map(status => [status, 0]));
    for (const line of list.lines.values()) {
      const { status } = parseLine(line);
      counts.set(status, (counts.get(status) ?? 0) + 1);
    }
    return { account: list.account, kind: list.kind, counts };
  });
  return { at: last.at, lines, gaps: new Set(openGaps.map(({ account }) => account)) };
}

function formatMetrics(counts: SnapshotCounts | undefined, accounts: readonly string[], now: number): string {
  const lists = (counts?.lines ?? []).filter(({ account }) => accounts.includes(account));
  const seen = new Set(lists.map(({ account }) => account));
  const lineSamples = lists.flatMap(({ account, kind, counts: byStatus }) =>
    [...byStatus].map(([status, count]) => `linekeeper_lines{account="${account}",kind="${kind}",status="${status}"} ${count}`),
  );
  const upSamples = accounts.map(
    account => `linekeeper_account_up{account="${account}"} ${seen.has(account) && !counts?.gaps.has(account) ? 1 : 0}`,
  );
  const ageSeconds = counts === undefined ? 'NaN' : Math.max(0, Math.round((now - counts.at) / 1_000));
  return [
    ...formatFamily('linekeeper_lines', 'Lines in the last snapshot.', lineSamples),
    ...formatFamily('linekeeper_account_up', '1 if the last snapshot read the account to its end.', upSamples),
    ...formatFamily('linekeeper_snapshot_age_seconds', 'Time since the last snapshot.', [`linekeeper_snapshot_age_seconds ${ageSeconds}`]),
  ].join('');
}

const formatFamily = (name: string, help: string, samples: readonly string[]): string[] => [
  `# HELP ${name} ${help}\n# TYPE ${name} gauge\n`,
  ...samples.map(sample => `${sample}\n`),
];
