// Replaces lines and gaps after the commit of a snapshot, also where its writer ended before that was done.
import type { HistoryState, LineKey, ListUpdate, SnapshotRecord } from '../store.ts';
import type { DynamoDbTable, Write } from './dynamodb-table.ts';
import { toGapItem, toLineItem, toStoredChange } from './items.ts';
import { headKey, toLineKey } from './keys.ts';
import { selectChanges } from './write-snapshot.ts';

/** What a snapshot replaces. */
interface FinalChanges extends Pick<SnapshotRecord, 'id' | 'gaps'> {
  lists: readonly Pick<ListUpdate, 'account' | 'kind' | 'upserts' | 'removals'>[];
}

/** Writes the lines and gaps of a snapshot that is committed, and notes that this is done. `expires` is in seconds since 1970. */
export async function finishSnapshot(table: DynamoDbTable, { id, lists, gaps }: FinalChanges, expires: number): Promise<void> {
  const writes: Write[] = gaps.map(gap => ({ put: toGapItem(gap, expires) }));
  for (const { account, kind, upserts, removals } of lists) {
    // The table answers since when a line has its status. That is unknown where it has been so since the first snapshot.
    for (const [lineId, known] of upserts)
      if (known.since !== undefined) writes.push({ put: toLineItem({ account, kind, id: lineId }, known) });
    for (const removal of removals) writes.push({ remove: toLineKey({ account, kind, id: removal }) });
  }
  await table.writeAll(writes);
  await table.update({
    Key: headKey,
    UpdateExpression: 'REMOVE is_unfinished',
    ConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': id },
  });
}

/** Finishes the last snapshot from the state after it: writes the lines whose status it changed, and the gaps. */
export async function finishLastSnapshot(table: DynamoDbTable, { last, lists, openGaps }: HistoryState, expires: number): Promise<void> {
  if (last === undefined) return;
  const removed = await readRemovedLines(table, last.at);
  const updates = lists.map(({ account, kind, lines }) => ({
    account,
    kind,
    upserts: new Map([...lines].filter(([, { since }]) => since === last.at)),
    removals: removed.filter(line => line.account === account && line.kind === kind).map(({ id }) => id),
  }));
  await finishSnapshot(table, { id: last.id, lists: updates, gaps: openGaps }, expires);
}

async function readRemovedLines(table: DynamoDbTable, at: number): Promise<LineKey[]> {
  const removed: LineKey[] = [];
  for await (const { items } of table.query(selectChanges(at)))
    removed.push(...items.map(toStoredChange).filter(({ change }) => change === 'removed'));
  return removed;
}
