// The log of posts in DynamoDB: what is written is read, and of two runs with the same version one writes.
import { AwsPostLog } from '@linekeeper/history/aws';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasMoto, reportSkipped, startMotoEnvironment } from '../../lambda/moto.ts';
import { createStore } from './moto-store.ts';

reportSkipped('the log of posts in DynamoDB');

describe.skipIf(!hasMoto)('the log of posts', () => {
  beforeAll(async () => {
    await startMotoEnvironment();
    await createStore('posts');
  });

  const createPosted = (id: string) => ({
    account: 'moscow',
    kind: 'sip_line',
    id,
    field: 'status' as const,
    origin: '"up"',
    value: '"down"',
    at: Date.parse('2026-11-27T09:14:00Z'),
    isOpen: true,
    thread: '1700000000.000100',
  });

  it('keeps the head and the changes of each scope, and is written once a version', async () => {
    const log = new AwsPostLog({ table: 'posts' });
    expect(await log.read('watch C0')).toEqual({ version: 0, posted: [] });
    const head = { settledUntil: 1, claim: { at: 2, attempts: 1 } };
    expect(await log.write('watch C0', 0, { head })).toBe(true);
    expect(await log.write('watch C0', 0, { head: { settledUntil: 5 } })).toBe(false);
    expect(await log.read('watch C0')).toEqual({ ...head, version: 1, posted: [] });
    const changes = Array.from({ length: 60 }, (_, index) => createPosted(String(index)));
    expect(await log.write('watch C0', 1, { head: { settledUntil: 3 }, upserts: changes })).toBe(true);
    expect(await log.write('watch C0', 2, { head: { settledUntil: 4 }, removals: changes.slice(1) })).toBe(true);
    expect(await log.read('watch C0')).toEqual({ settledUntil: 4, version: 3, posted: [createPosted('0')] });
    expect(await log.read('watch C1')).toEqual({ version: 0, posted: [] });
    log.close();
  });
});
