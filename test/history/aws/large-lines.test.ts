// A history on AWS of lines that are very long, of snapshots that have expired, and of one whose lines are lost.
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Line } from '@linekeeper/core';
import { compareSnapshot, type HistoryStore, type StoredChange } from '@linekeeper/history';
import { AwsHistory, AwsPostLog } from '@linekeeper/history/aws';
import { SnapshotBucket } from '@linekeeper/history/aws/snapshot-bucket';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { toTimeSk } from '../../../packages/history/src/aws/keys.ts';
import { startLoopbackServer } from '../../core/loopback-server.ts';
import { hasMoto, reportSkipped, startMotoEnvironment } from '../../lambda/moto.ts';
import { createLine, failAccount, readAccount } from '../readings.ts';
import { createStore } from './moto-store.ts';

reportSkipped('large lines on AWS');

const minute = 60_000;
const kib = 1_024;
const region = 'eu-north-1';
let count = 0;
let name = '';

const numbers = (length: number, prefix: string) => Array.from({ length }, (_, index) => `+${prefix}${10_000_000 + index}`);

describe.skipIf(!hasMoto)('a history on AWS', () => {
  beforeAll(async () => void (await startMotoEnvironment()));
  afterAll(() => vi.unstubAllEnvs());
  beforeEach(async () => {
    name = `large-${++count}`;
    await createStore(name);
  });

  const open = () => new AwsHistory({ table: name, bucket: new SnapshotBucket(name), now: () => 0 });

  it('takes lines of any size, whatever changes', async () => {
    const history = open();
    const at = (index: number) => `s${index}`;
    const line = (index: number, fields: Partial<Line>) => createLine(`${'x'.repeat(1_000)}${index}`, fields);
    const readings = [
      [line(1, { numbers: numbers(13_000, '45') }), line(2, { name: 'n'.repeat(450 * kib) }), line(3, { status: 'up' })],
      [line(1, { numbers: numbers(13_000, '46') }), line(2, { name: 'm'.repeat(450 * kib) }), line(3, { status: 'down' })],
      [line(1, { numbers: numbers(13_000, '46'), status: 'down' }), line(3, { status: 'down' })],
    ];
    for (const [index, lines] of readings.entries()) await write(history, at(index), (index + 1) * minute, [readAccount(lines)]);
    const changes = await readAll(history);
    expect(changes.map(({ change }) => change).sort()).toEqual(['name', 'number', 'removed', 'status', 'status']);
    const down = changes.filter(({ change }) => change === 'status');
    expect((await history.readLines(down)).map(known => known?.since)).toEqual(down.map(({ at }) => at));
  });

  it('remembers posts of ids that begin alike', async () => {
    const log = new AwsPostLog({ table: name });
    const posted = ['a', 'b'].map(end => ({
      account: 'a',
      kind: 'phone',
      id: 'x'.repeat(390) + end,
      field: 'status' as const,
      origin: '"up"',
      value: '"down"',
      at: minute,
      isOpen: true,
      thread: end,
    }));
    await log.write('watch C0', 0, { head: {}, upserts: posted });
    expect((await log.read('watch C0')).posted.map(({ thread }) => thread).sort()).toEqual(['a', 'b']);
  });

  it('begins with the first snapshot that has not expired', async () => {
    const history = open();
    for (const minutes of [1, 2, 3]) await write(history, `s${minutes}`, minutes * minute, [readAccount([createLine('1')])]);
    const begin = async () => (await history.readSnapshots({ since: 0, until: 9 * minute }, ['a'])).begin;
    expect(await begin()).toBe(minute);
    const client = new DynamoDBClient({ region });
    // As the time to live does.
    for (const [minutes, expected] of [
      [1, 2],
      [2, 3],
      [3, 3],
    ] as const) {
      await client.send(new DeleteItemCommand({ TableName: name, Key: { pk: { S: 'snapshots' }, sk: { S: toTimeSk(minutes * minute) } } }));
      expect(await begin()).toBe(expected * minute);
    }
  });

  it('whose last lines are lost begins anew, and says from when to when nothing is known', async () => {
    const line = createLine('1');
    await write(open(), 's1', minute, [readAccount([line, createLine('2')])]);
    await write(open(), 's2', 2 * minute, [readAccount([line, createLine('2')])]);
    const s3 = new S3Client({ region });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: name }));
    for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket: name, Key }));
    await write(open(), 's3', 5 * minute, [readAccount([line]), { ...failAccount(), account: 'b' }]);
    await write(open(), 's4', 6 * minute, [readAccount([createLine('1', { status: 'down' })])]);
    expect((await readAll(open())).map(({ at, change }) => [at, change])).toEqual([[6 * minute, 'status']]);
    const { gaps } = await open().readSnapshots({ since: 0, until: 9 * minute }, ['a', 'b']);
    expect(gaps).toMatchObject([
      { account: 'a', outcome: 'held', from: 2 * minute, until: 5 * minute, reason: expect.stringContaining('are lost') },
      { account: 'b', outcome: 'failed', from: 2 * minute, until: 5 * minute },
    ]);
  });
});

describe('the bucket', () => {
  const deny = async (message: string) => {
    const url = await startLoopbackServer((_, response) => {
      response
        .writeHead(403, { 'content-type': 'application/xml' })
        .end(`<Error><Code>AccessDenied</Code><Message>${message}</Message></Error>`);
    });
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    vi.stubEnv('AWS_REGION', region);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'fake-key-id');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'fake-secret-key');
    const bucket = new SnapshotBucket('lost');
    onTestFinished(() => {
      bucket.close();
      vi.unstubAllEnvs();
    });
    return bucket;
  };

  it('has lost an object where S3 denies it for the sake of a list that the function may not have', async () => {
    const bucket = await deny(
      'User: arn:aws:sts::1:assumed-role/snapshot is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::lost" because no identity-based policy allows the s3:ListBucket action',
    );
    expect(await bucket.read('snapshots/x')).toBeUndefined();
  });

  it('may not be used where S3 denies the object', async () => {
    await expect((await deny('Access Denied')).read('snapshots/x')).rejects.toMatchObject({ code: 'config' });
  });
});

const write = async (history: HistoryStore, id: string, at: number, accounts: Parameters<typeof compareSnapshot>[1]['accounts']) =>
  await history.write(compareSnapshot(await history.readState(), { id, at, accounts }));

async function readAll(history: HistoryStore): Promise<StoredChange[]> {
  const changes: StoredChange[] = [];
  for await (const batch of history.readChanges({ since: 0, until: Number.MAX_SAFE_INTEGER, accounts: ['a'] })) changes.push(...batch);
  return changes;
}
