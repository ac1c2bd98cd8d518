// The DynamoDB table: reads and writes in batches, and its errors as those of a history.
import { ConditionalCheckFailedException, DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { LinekeeperError } from '@linekeeper/core';
import type { Item } from './items.ts';
import type { ItemKey } from './keys.ts';

/** Limits of DynamoDB. */
const maxBatchWrites = 25;
const maxBatchReads = 100;

/** How often what was not processed is sent again, each time after a longer pause. */
const maxRetries = 8;
const firstRetryMs = 50;

/** A write of a batch: an item to put, or the key of one to delete. */
export type Write = { put: ItemKey & Item } | { remove: ItemKey };

/** Reads and writes the items of one table. */
export class DynamoDbTable {
  readonly name: string;
  readonly #client: DynamoDBDocumentClient;

  constructor(name: string) {
    this.name = name;
    const requestHandler = { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true };
    this.#client = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4, requestHandler }));
  }

  /** Reads one item as it was last written. */
  async get(key: ItemKey): Promise<Item | undefined> {
    const command = new GetCommand({ TableName: this.name, Key: key, ConsistentRead: true });
    return (await this.#use(() => this.#client.send(command))).Item;
  }

  /** Reads items by key, in any order. */
  async getAll(keys: readonly ItemKey[]): Promise<Item[]> {
    const items: Item[] = [];
    for (let start = 0; start < keys.length; start += maxBatchReads) {
      let pending: Record<string, unknown>[] = keys.slice(start, start + maxBatchReads).map(key => ({ ...key }));
      for (let retries = 0; pending.length > 0; retries++) {
        await waitBeforeRetry(retries);
        const command = new BatchGetCommand({ RequestItems: { [this.name]: { Keys: pending, ConsistentRead: true } } });
        const { Responses, UnprocessedKeys } = await this.#use(() => this.#client.send(command));
        items.push(...(Responses?.[this.name] ?? []));
        pending = UnprocessedKeys?.[this.name]?.Keys ?? [];
      }
    }
    return items;
  }

  /** Writes items in batches; the whole is not one transaction. */
  async writeAll(writes: readonly Write[]): Promise<void> {
    for (let start = 0; start < writes.length; start += maxBatchWrites) {
      let pending = writes.slice(start, start + maxBatchWrites).map(toWriteRequest);
      for (let retries = 0; pending.length > 0; retries++) {
        await waitBeforeRetry(retries);
        const command = new BatchWriteCommand({ RequestItems: { [this.name]: pending } });
        const { UnprocessedItems } = await this.#use(() => this.#client.send(command));
        // They are some of the requests that were sent.
        pending = (UnprocessedItems?.[this.name] ?? []) as typeof pending;
      }
    }
  }

  /** Updates one item and returns what it was before. `undefined` if the condition does not hold. */
  async update(input: Omit<UpdateCommandInput, 'TableName' | 'ReturnValues'>): Promise<Item | undefined> {
    const command = new UpdateCommand({ ...input, TableName: this.name, ReturnValues: 'ALL_OLD' });
    return await this.#ifConditionHolds(async () => (await this.#client.send(command)).Attributes ?? {});
  }

  /** Writes all or nothing. False if a condition does not hold. */
  async transact(items: NonNullable<TransactWriteCommandInput['TransactItems']>): Promise<boolean> {
    const command = new TransactWriteCommand({ TransactItems: items });
    return (await this.#ifConditionHolds(() => this.#client.send(command))) !== undefined;
  }

  /** Yields the pages of a query. */
  async *query(input: Omit<QueryCommandInput, 'TableName'>): AsyncGenerator<{ items: Item[]; count: number }> {
    let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
    do {
      // What was just written counts: an answer or a clean-up that misses it would be wrong.
      const command = new QueryCommand({ ConsistentRead: true, ...input, TableName: this.name, ExclusiveStartKey });
      const page = await this.#use(() => this.#client.send(command));
      yield { items: page.Items ?? [], count: page.Count ?? 0 };
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  }

  close(): void {
    this.#client.destroy();
  }

  async #ifConditionHolds<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (thrown) {
      if (isFailedCondition(thrown)) return undefined;
      throw toTableError(thrown, this.name);
    }
  }

  async #use<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw toTableError(thrown, this.name);
    }
  }
}

const toWriteRequest = (write: Write) => ('put' in write ? { PutRequest: { Item: write.put } } : { DeleteRequest: { Key: write.remove } });

async function waitBeforeRetry(retries: number): Promise<void> {
  if (retries === 0) return;
  if (retries > maxRetries) throw new LinekeeperError('unavailable', 'The history does not take the changes: too many at once. Try again.');
  await new Promise(resolve => setTimeout(resolve, firstRetryMs * 2 ** (retries - 1)));
}

/** A transaction is also canceled where the table is throttled, or another transaction uses the item: that passes. */
const isFailedCondition = (thrown: unknown): boolean =>
  thrown instanceof ConditionalCheckFailedException ||
  (thrown instanceof TransactionCanceledException &&
    (thrown.CancellationReasons ?? []).some(({ Code }) => Code === 'ConditionalCheckFailed'));

const isNamed = (thrown: unknown, names: readonly string[]): boolean => thrown instanceof Error && names.includes(thrown.name);

/** Errors of the service: `config` for what the deployment can mend, `unavailable` for what passes. Others are bugs. */
export function toTableError(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof Error) || thrown instanceof LinekeeperError) return thrown;
  if (isNamed(thrown, ['ResourceNotFoundException', 'NoSuchBucket', 'NotFound']))
    return new LinekeeperError('config', `The history ${name} does not exist. Deploy with -c history=15m, which creates it.`);
  if (isNamed(thrown, ['AccessDeniedException', 'AccessDenied', 'UnrecognizedClientException', 'CredentialsProviderError']))
    return new LinekeeperError(
      'config',
      `The history ${name} may not be used by this function. Deploy with -c history=15m, which grants it.`,
    );
  return '$metadata' in thrown || 'code' in thrown || thrown.name === 'TimeoutError'
    ? new LinekeeperError('unavailable', `The history ${name} does not answer (${thrown.name}). Try again.`)
    : thrown;
}
