// The S3 bucket with whole snapshots.
import { GetObjectCommand, type GetObjectCommandOutput, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { HistoryState } from '../store.ts';
import { toTableError } from './dynamodb-table.ts';
import { compress, decompress, type WholeSnapshot } from './whole-snapshot.ts';

/** Reads and writes whole snapshots. */
export class SnapshotBucket {
  readonly name: string;
  readonly #client = new S3Client({ maxAttempts: 4, requestHandler: { connectionTimeout: 1_000, requestTimeout: 30_000 } });

  constructor(name: string) {
    this.name = name;
  }

  /** Writes a snapshot under a key. Throws `config` or `unavailable`. */
  async write(key: string, state: HistoryState): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.name,
      Key: key,
      Body: await compress(state),
      ContentType: 'application/x-ndjson',
      ContentEncoding: 'gzip',
    });
    await this.#use(() => this.#client.send(command));
  }

  /** Reads a snapshot; undefined if it has expired or was deleted. Throws `config` or `unavailable`. */
  async read(key: string): Promise<WholeSnapshot | undefined> {
    const object = await this.#use(() => this.#tryGet(new GetObjectCommand({ Bucket: this.name, Key: key })));
    return object === undefined ? undefined : await decompress((await object.Body?.transformToByteArray()) ?? new Uint8Array());
  }

  async #tryGet(command: GetObjectCommand): Promise<GetObjectCommandOutput | undefined> {
    try {
      return await this.#client.send(command);
    } catch (thrown) {
      if (isMissing(thrown)) return undefined;
      throw thrown;
    }
  }

  close(): void {
    this.#client.destroy();
  }

  async #use<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw toTableError(thrown, this.name);
    }
  }
}

/** To a function that may not list the bucket, S3 denies an object that does not exist, and names that action. */
const isMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown.name === 'NoSuchKey' || (thrown.name === 'AccessDenied' && thrown.message.includes('s3:ListBucket')));
