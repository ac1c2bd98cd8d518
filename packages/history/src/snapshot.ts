// Takes snapshots: reads every list of lines of every account, and says of each account whether it was read to its end.
import type { Line, LinekeeperError, ToolContext } from '@linekeeper/core';
import { accountsMissingError, gatherInto, LineList, listSources, type SourceResult } from '@linekeeper/questions/lines';
import { type AccountReading, compareSnapshot, type ListReading, type Snapshot } from './diff.ts';
import { listSeenFacts } from './fact-fields.ts';
import type { HistoryStore, SnapshotRecord } from './store.ts';

/** How to take a snapshot. */
export interface SnapshotOptions {
  /** Names the snapshot: it is written once, however often it is taken under this name. */
  id: string;
  /** The time of the snapshot; now by default. */
  at?: number | undefined;
}

/** A snapshot as it was written, and what kept it from being whole. */
export interface TakenSnapshot {
  record: SnapshotRecord;
  /** Lines that were read. */
  lines: number;
  /** The error of each account that could not be read. */
  failures: readonly LinekeeperError[];
}

/** Reads all lines and writes how they differ from the last snapshot. Throws `config` without accounts, or for a store that cannot be used. */
export async function takeSnapshot(
  store: HistoryStore,
  context: ToolContext,
  { id, at = context.registry.clock.now() }: SnapshotOptions,
): Promise<TakenSnapshot> {
  // A store that cannot be used is found out before anything is sent.
  const state = await store.readState();
  const { snapshot, failures } = await readSnapshot(context, { id, at });
  const record = compareSnapshot(state, snapshot);
  await store.write(record);
  const lines = snapshot.accounts.flatMap(({ lists }) => lists.map(list => list.lines.length)).reduce((sum, count) => sum + count, 0);
  return { record, lines, failures };
}

/** Reads all lines of all accounts. Throws `config` without accounts. */
async function readSnapshot(
  context: ToolContext,
  { id, at }: { id: string; at: number },
): Promise<{ snapshot: Snapshot; failures: LinekeeperError[] }> {
  const { accounts } = context.registry;
  if (accounts.length === 0) throw accountsMissingError();
  const results = await gatherInto(listSources(accounts), context, { inputFor: () => ({}) }, () => new LineList());
  const failures = results.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const readings = results.map((result): SourceReading => ({ result, lines: result.kept.lines }));
  const byAccount = Map.groupBy(readings, ({ result }) => result.source.account.name);
  return { snapshot: { id, at, accounts: [...byAccount].map(([account, lists]) => toAccountReading(account, lists)) }, failures };
}

/** A list as it was read. */
interface SourceReading {
  result: SourceResult;
  lines: readonly Line[];
}

function toAccountReading(account: string, readings: readonly SourceReading[]): AccountReading {
  const failure = readings.find(({ result }) => result.failure !== undefined)?.result.failure;
  if (failure !== undefined) {
    const hasNothing = readings.every(({ lines }) => lines.length === 0);
    return { account, outcome: hasNothing ? 'failed' : 'partial', reason: failure.displayMessage, lists: [] };
  }
  if (!readings.every(({ result }) => result.reachedEnd))
    return { account, outcome: 'partial', reason: 'A list could not be read to its end.', lists: [] };
  const byKind = Map.groupBy(readings, ({ result }) => result.source.operation.kind ?? '');
  // A list that the account is refused is not empty: its lines stay as they were.
  const isRefused = ({ result }: SourceReading) => result.unavailable !== undefined;
  return {
    account,
    outcome: 'complete',
    lists: [...byKind].filter(([, lists]) => !lists.some(isRefused)).map(([kind, lists]) => toListReading(kind, lists)),
    refusals: [...byKind].flatMap(([kind, lists]) => {
      const refused = lists.find(isRefused)?.result.unavailable;
      return refused === undefined ? [] : [{ kind, reason: `No ${kind} could be read: ${refused.displayMessage}` }];
    }),
  };
}

const toListReading = (kind: string, readings: readonly SourceReading[]): ListReading => ({
  kind,
  lines: readings.flatMap(({ lines }) => lines),
  facts: [...new Set(readings.flatMap(({ result }) => listSeenFacts(result.source.operation.facts ?? {}, result.seenFields)))],
});
