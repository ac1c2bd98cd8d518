// What was posted, in the DynamoDB table of the history. A write first replaces changes, and then the head, if it still has the version that was read.

import type { PostLog, PostLogHead, PostLogState, PostLogUpdate } from '../watch/post-log.ts';
import { type FieldKey, type PostedChange, readPostedChange } from '../watch/posted-change.ts';
import { DynamoDbTable, type Write } from './dynamodb-table.ts';
import { defaultRetentionDays, type Item, toExpiry } from './items.ts';
import { postHeadSk, toPostedSk, toPostsPk } from './keys.ts';

/** A `PostLog` in the table of a history. */
export class AwsPostLog implements PostLog {
  readonly #table: DynamoDbTable;
  readonly #retentionDays: number;

  /** `retentionDays`: how long a change is remembered whose end does not come. */
  constructor({ table, retentionDays = defaultRetentionDays }: { table: string; retentionDays?: number | undefined }) {
    this.#table = new DynamoDbTable(table);
    this.#retentionDays = retentionDays;
  }

  async read(scope: string): Promise<PostLogState> {
    const items: Item[] = [];
    const pages = this.#table.query({ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': toPostsPk(scope) } });
    for await (const page of pages) items.push(...page.items);
    const { version = 0, head = '{}' } = items.find(({ sk }) => sk === postHeadSk) ?? {};
    const posted = items.filter(({ sk }) => sk !== postHeadSk).map(readPostedChange);
    // `write` wrote it.
    return { ...(JSON.parse(String(head)) as PostLogHead), version: Number(version), posted };
  }

  async write(scope: string, version: number, { head, upserts = [], removals = [] }: PostLogUpdate): Promise<boolean> {
    const pk = toPostsPk(scope);
    // What was posted is true also if the head cannot be written any more.
    await this.#table.writeAll([
      ...upserts.map((change): Write => ({ put: { ...this.#toItem(change), pk, sk: toPostedSk(change) } })),
      ...removals.map((key: FieldKey): Write => ({ remove: { pk, sk: toPostedSk(key) } })),
    ]);
    const before = await this.#table.update({
      Key: { pk, sk: postHeadSk },
      UpdateExpression: 'SET #version = :next, #head = :head',
      ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : '#version = :version',
      ExpressionAttributeNames: { '#version': 'version', '#head': 'head' },
      ExpressionAttributeValues: { ':next': version + 1, ':head': JSON.stringify(head), ...(version > 0 && { ':version': version }) },
    });
    return before !== undefined;
  }

  close(): void {
    this.#table.close();
  }

  #toItem({ isOpen, ...change }: PostedChange): Item {
    return { ...change, is_open: isOpen, expires: toExpiry(change.at, this.#retentionDays) };
  }
}
