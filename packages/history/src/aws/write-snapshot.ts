// Claims a snapshot, writes its changes, and commits it.
import { LinekeeperError } from '@linekeeper/core';
import type { SnapshotRecord } from '../store.ts';
import type { DynamoDbTable, Write } from './dynamodb-table.ts';
import { toChangeItem } from './items.ts';
import { headKey, snapshotsPk, toMonthPk, toSnapshotIdKey, toTimeSk } from './keys.ts';

/** A writer that has not finished after that long has failed. */
const maxClaimMs = 20 * 60_000;

/** Claims the next snapshot, and removes what an earlier writer left. Throws `unavailable` if another one is being written, or was. */
export async function claimSnapshot(table: DynamoDbTable, { id, at, previousId }: SnapshotRecord, now: number): Promise<void> {
  const before = await table.update({
    Key: headKey,
    UpdateExpression: 'SET claimed_id = :id, claimed_at = :at, claimed_on = :now',
    ConditionExpression: `${isComparedWith(previousId)} AND (attribute_not_exists(claimed_id) OR claimed_id = :id OR claimed_on < :expired)`,
    ExpressionAttributeValues: {
      ':id': id,
      ':at': at,
      ':now': now,
      ':expired': now - maxClaimMs,
      ...(previousId !== undefined && { ':previous': previousId }),
    },
  });
  if (before === undefined) throw overtakenError();
  if (typeof before.claimed_at === 'number') await removeChanges(table, before.claimed_at);
}

/** The changes of a record. They are written before the commit, and not read until it is done. */
export const toChangeWrites = ({ at, changes }: SnapshotRecord, expires: number): Write[] =>
  changes.map((change, index) => ({ put: toChangeItem({ ...change, at, index }, expires) }));

/** Makes a claimed snapshot the last one. Throws `unavailable` if the claim was taken over. */
export async function commitSnapshot(
  table: DynamoDbTable,
  { id, at, previousId }: SnapshotRecord,
  { object, expires }: { object: string; expires: number },
): Promise<void> {
  const TableName = table.name;
  const isCommitted = await table.transact([
    {
      Update: {
        TableName,
        Key: headKey,
        UpdateExpression:
          'SET id = :id, #at = :at, #object = :object, #begin = if_not_exists(#begin, :at), is_unfinished = :true REMOVE claimed_id, claimed_at, claimed_on',
        ConditionExpression: `claimed_id = :id AND claimed_at = :at AND ${isComparedWith(previousId)}`,
        ExpressionAttributeNames: { '#at': 'at', '#object': 'object', '#begin': 'begin' },
        ExpressionAttributeValues: {
          ':id': id,
          ':at': at,
          ':object': object,
          ':true': true,
          ...(previousId !== undefined && { ':previous': previousId }),
        },
      },
    },
    { Put: { TableName, Item: { pk: snapshotsPk, sk: toTimeSk(at), id, expires } } },
    { Put: { TableName, Item: { ...toSnapshotIdKey(id), at, expires } } },
  ]);
  if (!isCommitted) throw overtakenError();
}

/** Removes the changes of a snapshot that was not committed. */
async function removeChanges(table: DynamoDbTable, at: number): Promise<void> {
  const pages = table.query({ ...selectChanges(at), ProjectionExpression: 'pk, sk' });
  for await (const { items } of pages) await table.writeAll(items.map(({ pk, sk }) => ({ remove: { pk: String(pk), sk: String(sk) } })));
}

/** Selects the changes of one snapshot. */
export const selectChanges = (at: number) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :at)',
  ExpressionAttributeValues: { ':pk': toMonthPk(at), ':at': `${toTimeSk(at)}#` },
});

const isComparedWith = (previousId: string | undefined): string =>
  previousId === undefined ? 'attribute_not_exists(id)' : 'id = :previous';

const overtakenError = () =>
  new LinekeeperError('unavailable', 'Another snapshot was written meanwhile. The next one finds what this one would have.');
