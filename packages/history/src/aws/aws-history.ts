// A history in DynamoDB and S3: changes, gaps and the lines that changed in one table, whole snapshots in a bucket.
import type {
  ChangeQuery,
  HistoryState,
  HistoryStore,
  KnownLine,
  LineKey,
  SnapshotRecord,
  SnapshotSummary,
  StoredChange,
  TimeSpan,
} from '../store.ts';
import { DynamoDbTable } from './dynamodb-table.ts';
import { finishLastSnapshot, finishSnapshot } from './finish-snapshot.ts';
import { defaultRetentionDays, type Item, toExpiry, toGap, toKnownLine, toStoredChange } from './items.ts';
import { headKey, listMonthPks, snapshotsPk, toChangeSk, toGapKey, toLineKey, toObjectKey, toSnapshotIdKey, toTimeSk } from './keys.ts';
import type { SnapshotBucket } from './snapshot-bucket.ts';
import { applyRecord } from './whole-snapshot.ts';
import { claimSnapshot, commitSnapshot, toChangeWrites } from './write-snapshot.ts';

/** Where the history is. Without a bucket it can be read, but not continued. */
export interface AwsHistoryOptions {
  table: string;
  bucket?: SnapshotBucket | undefined;
  /** How long changes are kept; 400 by default. */
  retentionDays?: number | undefined;
  /** The time in milliseconds since 1970. */
  now(): number;
}

/**
 * A `HistoryStore` on AWS. A snapshot is claimed, its changes are written, it is committed in one transaction, and then its lines and gaps
 * replace those before. The next writer removes changes that were not committed, and writes lines and gaps that are missing.
 */
export class AwsHistory implements HistoryStore {
  readonly #table: DynamoDbTable;
  readonly #bucket: SnapshotBucket | undefined;
  readonly #retentionDays: number;
  readonly #now: () => number;
  #lastState: HistoryState | undefined;

  constructor({ table, bucket, retentionDays = defaultRetentionDays, now }: AwsHistoryOptions) {
    this.#table = new DynamoDbTable(table);
    this.#bucket = bucket;
    this.#retentionDays = retentionDays;
    this.#now = now;
  }

  async readState(): Promise<HistoryState> {
    const { id, at, object } = (await this.#table.get(headKey)) ?? {};
    if (id !== undefined && this.#lastState?.last?.id === id) return this.#lastState;
    const nothing = { lists: [], openGaps: [] };
    const state = typeof object === 'string' ? await this.#getBucket().read(object) : nothing;
    this.#lastState = state ?? { ...nothing, last: { id: String(id), at: Number(at) }, isLost: true };
    return this.#lastState;
  }

  async write(record: SnapshotRecord): Promise<void> {
    const { id, at, previousId } = record;
    await this.#finishLast();
    if ((await this.#table.get(toSnapshotIdKey(id))) !== undefined) return;
    await claimSnapshot(this.#table, record, this.#now());
    const state = this.#lastState?.last?.id === previousId ? this.#lastState : undefined;
    const next = applyRecord(state ?? (await this.readState()), record);
    const object = toObjectKey(at, id);
    await this.#getBucket().write(object, next);
    const expires = toExpiry(at, this.#retentionDays);
    await this.#table.writeAll(toChangeWrites(record, expires));
    await commitSnapshot(this.#table, record, { object, expires });
    this.#lastState = next;
    await finishSnapshot(this.#table, record, expires);
  }

  /** Does what the writer of the last snapshot had left to do, if it ended after its commit. */
  async #finishLast(): Promise<void> {
    const { is_unfinished, at } = (await this.#table.get(headKey)) ?? {};
    if (is_unfinished === true) await finishLastSnapshot(this.#table, await this.readState(), toExpiry(Number(at), this.#retentionDays));
  }

  async *readChanges({ since, until, accounts, kinds, changes, matches, olderThan }: ChangeQuery): AsyncGenerator<readonly StoredChange[]> {
    const { at: lastAt, begin } = await this.#readHead();
    // What is not committed is newer than the last snapshot.
    const newest = Math.min(until, lastAt ?? Number.NEGATIVE_INFINITY);
    const oldest = Math.max(since, begin ?? Number.POSITIVE_INFINITY);
    if (newest < oldest) return;
    const isBeforePosition = (change: StoredChange) => olderThan === undefined || toChangeSk(change) < toChangeSk(olderThan);
    const last = toTimeSk(Math.min(newest, olderThan?.at ?? newest));
    for (const pk of listMonthPks(oldest, Math.min(newest, olderThan?.at ?? newest))) {
      const pages = this.#table.query({
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        // `~` is behind every digit and `#`.
        ExpressionAttributeValues: { ':pk': pk, ':first': toTimeSk(oldest), ':last': `${last}~` },
        ScanIndexForward: false,
      });
      for await (const { items } of pages) {
        const batch = items
          .map(toStoredChange)
          .filter(isBeforePosition)
          .filter(({ account, kind, change }) => accounts.includes(account) && isAmong(kinds, kind) && isAmong(changes, change))
          .filter(change => matches?.(change) ?? true);
        if (batch.length > 0) yield batch;
      }
    }
  }

  async readLines(keys: readonly LineKey[]): Promise<readonly (KnownLine | undefined)[]> {
    const pks = keys.map(key => toLineKey(key).pk);
    const items = await this.#table.getAll([...new Set(pks)].map(pk => ({ pk, sk: 'line' })));
    const byPk = new Map(items.map(item => [item.pk, item]));
    return pks.map(pk => {
      const item = byPk.get(pk);
      return item === undefined ? undefined : toKnownLine(item);
    });
  }

  async readSnapshots(span: TimeSpan, accounts: readonly string[]): Promise<SnapshotSummary> {
    const { at } = await this.#readHead();
    const [begin = at, first, last, count, ...gaps] = await Promise.all([
      // Older ones have expired.
      this.#findSnapshot({ since: 0, until: Number.MAX_SAFE_INTEGER }, true),
      this.#findSnapshot(span, true),
      this.#findSnapshot(span, false),
      this.#countSnapshots(span),
      ...accounts.map(account => this.#readGaps(account, span)),
    ]);
    return {
      ...(first !== undefined && { first }),
      ...(last !== undefined && { last }),
      count,
      ...(begin !== undefined && { begin }),
      gaps: gaps.flat().sort((a, b) => a.from - b.from || a.account.localeCompare(b.account)),
    };
  }

  async readSnapshotTimes(span: TimeSpan): Promise<readonly number[]> {
    const times: number[] = [];
    for await (const { items } of this.#table.query(selectSnapshots(span))) times.push(...items.map(({ sk }) => Number(sk)));
    return times;
  }

  async close(): Promise<void> {
    this.#table.close();
    this.#bucket?.close();
  }

  #getBucket(): SnapshotBucket {
    if (this.#bucket === undefined) throw new Error('this history can only be read');
    return this.#bucket;
  }

  async #readHead(): Promise<{ at?: number; begin?: number }> {
    const { at, begin } = (await this.#table.get(headKey)) ?? {};
    return { ...(typeof at === 'number' && { at }), ...(typeof begin === 'number' && { begin }) };
  }

  async #findSnapshot(span: TimeSpan, isFirst: boolean): Promise<number | undefined> {
    for await (const { items } of this.#table.query({ ...selectSnapshots(span), ScanIndexForward: isFirst, Limit: 1 })) {
      const [item] = items;
      return item === undefined ? undefined : Number(item.sk);
    }
    return undefined;
  }

  async #countSnapshots(span: TimeSpan): Promise<number> {
    let total = 0;
    for await (const { count } of this.#table.query({ ...selectSnapshots(span), Select: 'COUNT' })) total += count;
    return total;
  }

  /** Every gap of an account that overlaps with the span. */
  async #readGaps(account: string, { since, until }: TimeSpan) {
    const items: Item[] = [];
    const pages = this.#table.query({
      KeyConditionExpression: 'pk = :pk AND sk <= :until',
      FilterExpression: '#until >= :since',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':pk': toGapKey(account, 0).pk, ':until': toTimeSk(until), ':since': since },
    });
    for await (const page of pages) items.push(...page.items);
    return items.map(toGap);
  }
}

const isAmong = <T>(values: readonly T[] | undefined, value: T): boolean => values?.includes(value) ?? true;

const selectSnapshots = ({ since, until }: TimeSpan) => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :since AND :until',
  ExpressionAttributeValues: { ':pk': snapshotsPk, ':since': toTimeSk(since), ':until': toTimeSk(until) },
});
