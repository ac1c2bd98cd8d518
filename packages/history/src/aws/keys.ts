// The keys of the DynamoDB table. One table holds everything but whole snapshots; times in keys sort as text.
import { shortenText } from '../bounds.ts';
import type { ChangePosition, LineKey } from '../store.ts';

/** The primary key of an item. */
export interface ItemKey {
  pk: string;
  sk: string;
}

/** What the next snapshot is compared with, and who writes it now. */
export const headKey: ItemKey = { pk: 'head', sk: 'head' };

/** Every snapshot that was written, in order of time. */
export const snapshotsPk = 'snapshots';

const timeDigits = 15;
const indexDigits = 7;

/** A time as a sort key. */
export const toTimeSk = (at: number): string => String(Math.max(0, at)).padStart(timeDigits, '0');

/** A change of a snapshot as a sort key. */
export const toChangeSk = ({ at, index }: ChangePosition): string => `${toTimeSk(at)}#${String(index).padStart(indexDigits, '0')}`;

/** The partition of the changes of a month, in UTC. */
export const toMonthPk = (at: number): string => `changes#${new Date(at).toISOString().slice(0, 7)}`;

/** The partitions of the changes between two times, newest first. */
export function listMonthPks(since: number, until: number): string[] {
  const months: string[] = [];
  const month = new Date(until);
  month.setUTCDate(1);
  while (toMonthPk(month.getTime()) >= toMonthPk(since)) {
    months.push(toMonthPk(month.getTime()));
    month.setUTCMonth(month.getUTCMonth() - 1);
  }
  return months;
}

/** The name of a line, by which the index `byLine` finds its changes. DynamoDB allows 2,048 bytes: history ids are shorter. */
export const toLineName = ({ account, kind, id }: LineKey): string => `${account}/${kind}/${id}`;

/** What is known of a line. */
export const toLineKey = (line: LineKey): ItemKey => ({ pk: `line#${toLineName(line)}`, sk: 'line' });

/** The gaps of an account, by their first snapshot. */
export const toGapKey = (account: string, from: number): ItemKey => ({ pk: `gaps#${account}`, sk: toTimeSk(from) });

/** That a snapshot was written, by its id. */
export const toSnapshotIdKey = (id: string): ItemKey => ({ pk: `snapshot#${id}`, sk: 'snapshot' });

/** The name of a whole snapshot in the bucket: by day, so that people find it. */
export const toObjectKey = (at: number, id: string): string =>
  `snapshots/${new Date(at).toISOString().slice(0, 10)}/${toTimeSk(at)}-${encodeURIComponent(id)}.ndjson.gz`;

/** What was posted to a channel, or for a digest. */
export const toPostsPk = (scope: string): string => `posts#${scope}`;

/** The head of a log of posts. */
export const postHeadSk = 'head';

/** DynamoDB allows 1,024 bytes in a sort key. */
const maxSortIdChars = 200;

/** The last change of a field that was posted. */
export const toPostedSk = ({ field, account, kind, id }: LineKey & { field: string }): string =>
  `change#${field}#${account}/${kind}/${shortenText(id, maxSortIdChars)}`;
