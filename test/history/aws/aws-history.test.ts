// The history on AWS, against moto's DynamoDB and S3: what is written is read, once and in order, however the writer ends.
import { createServer, request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareSnapshot, type HistoryStore, type StoredChange } from '@linekeeper/history';
import { AwsHistory } from '@linekeeper/history/aws';
import { SnapshotBucket } from '@linekeeper/history/aws/snapshot-bucket';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { catchError } from '../../core/catch-error.ts';
import { hasMoto, reportSkipped, startMotoEnvironment } from '../../lambda/moto.ts';
import { createLine, describeChange, failAccount, readAccount } from '../readings.ts';
import { createStore } from './moto-store.ts';

reportSkipped('the history on AWS');

const minute = 60_000;
const up = readAccount([createLine('1'), createLine('2', { owner: 'Lars' })]);
const down = readAccount([createLine('1', { status: 'down', reasons: ['not_registered'] }), createLine('2')]);
const downChanges = ['2 owner owner Lars → –', '1 status status up → down'];

/** Passes requests on until its patience ends; then it cuts every connection. */
let remainingRequests = Number.POSITIVE_INFINITY;
const proxy = createServer((request, response) => {
  if (--remainingRequests < 0) return void request.socket.destroy();
  const { hostname, port } = new URL(motoUrl);
  const options = { hostname, port, method: request.method, path: request.url, headers: request.headers };
  request.pipe(
    sendRequest(options, answer => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }),
  );
});
let motoUrl = '';
let count = 0;
let name = '';

describe.skipIf(!hasMoto)('a history on AWS', () => {
  beforeAll(async () => {
    motoUrl = (await startMotoEnvironment()).AWS_ENDPOINT_URL ?? '';
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_MAX_ATTEMPTS', '1');
  });
  afterAll(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  beforeEach(async () => {
    remainingRequests = Number.POSITIVE_INFINITY;
    name = `history-${++count}`;
    await createStore(name);
  });

  const open = ({ now = (): number => 0 } = {}) => new AwsHistory({ table: name, bucket: new SnapshotBucket(name), now });

  it('reads the state that it wrote', async () => {
    expect(await open().readState()).toEqual({ lists: [], openGaps: [] });
    await write(open(), 's1', minute, [up]);
    await write(open(), 's2', 2 * minute, [down]);
    await write(open(), 's3', 3 * minute, [failAccount()]);
    const state = await open().readState();
    expect(state.last).toEqual({ id: 's3', at: 3 * minute });
    expect(state.lists[0]?.lines.get('1')).toEqual({
      text: JSON.stringify(createLine('1', { status: 'down', reasons: ['not_registered'] })),
      since: 2 * minute,
      statusChanges: [2 * minute],
    });
    expect(state.openGaps).toMatchObject([{ account: 'a', outcome: 'failed', from: 3 * minute }]);
  });

  it('returns changes newest first, over months, and continues behind any of them', async () => {
    const history = open();
    const lines = Array.from({ length: 60 }, (_, index) => createLine(String(index)));
    const days = 86_400_000;
    await write(history, 's1', 100 * days, [readAccount(lines)]);
    await write(history, 's2', 140 * days, [readAccount(lines.map(line => ({ ...line, name: 'A' })))]);
    await write(history, 's3', 200 * days, [readAccount(lines.map(line => ({ ...line, name: 'A', owner: 'Ida' })))]);
    const all = await readAll(history);
    expect(all.map(({ change }) => change)).toEqual([...Array(60).fill('owner'), ...Array(60).fill('name')]);
    for (const cut of [1, 59, 60, 61, 119]) expect(await readAll(history, { olderThan: all[cut - 1] })).toEqual(all.slice(cut));
    expect(await readAll(history, { until: 150 * days })).toEqual(all.slice(60));
    expect(await readAll(history, { since: 150 * days, changes: ['name'] })).toEqual([]);
    expect(await readAll(history, { accounts: ['b'] })).toEqual([]);
    expect(await readAll(history, { matches: ({ line: { owner }, previous }) => owner === undefined && 'name' in previous })).toHaveLength(
      60,
    );
  });

  it('knows since when a line has its status', async () => {
    const history = open();
    await write(history, 's1', minute, [up]);
    await write(history, 's2', 2 * minute, [down]);
    const keys = ['1', '2', '1', '3'].map(id => ({ account: 'a', kind: 'phone', id }));
    const sinces = async () => (await history.readLines(keys)).map(line => line?.since);
    expect(await sinces()).toEqual([2 * minute, undefined, 2 * minute, undefined]);
    await write(history, 's3', 3 * minute, [readAccount([createLine('2')])]);
    expect(await sinces()).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('counts snapshots, and lists the gaps of a span', async () => {
    const history = open();
    await write(history, 's1', minute, [up]);
    await write(history, 's2', 2 * minute, [failAccount()]);
    await write(history, 's3', 3 * minute, [failAccount('partial')]);
    await write(history, 's4', 4 * minute, [up]);
    const gap = { account: 'a', outcome: 'partial', from: 2 * minute, until: 3 * minute, snapshots: 2 };
    expect(await history.readSnapshots({ since: 3 * minute, until: 9 * minute }, ['a', 'b'])).toMatchObject({
      first: 3 * minute,
      last: 4 * minute,
      count: 2,
      begin: minute,
      gaps: [gap],
    });
    expect(await history.readSnapshots({ since: 4 * minute, until: 9 * minute }, ['a'])).toMatchObject({ count: 1, gaps: [] });
  });

  it('writes a snapshot that is delivered twice once, and refuses one that was compared with an older one', async () => {
    const history = open();
    await write(history, 's1', minute, [up]);
    const record = compareSnapshot(await history.readState(), { id: 's2', at: 2 * minute, accounts: [down] });
    await history.write(record);
    await open().write(record);
    expect((await readAll(history)).map(describeChange)).toEqual(downChanges);
    const late = await catchError(open().write({ ...record, id: 's3', at: 3 * minute }));
    expect(late).toMatchObject({ code: 'unavailable' });
    expect((await readAll(history)).map(describeChange)).toEqual(downChanges);
  });

  it('loses and invents nothing wherever a writer is cut off', async () => {
    await write(open(), 's1', minute, [up]);
    const record = compareSnapshot(await open().readState(), { id: 's2', at: 2 * minute, accounts: [down] });
    let hasFinished = false;
    for (let requests = 0; !hasFinished; requests++) {
      remainingRequests = requests;
      hasFinished = await tryWrite(open(), record);
      remainingRequests = Number.POSITIVE_INFINITY;
      const seen = (await readAll(open())).map(describeChange);
      expect(seen, `cut off after ${requests} requests`).toEqual(hasFinished || seen.length > 0 ? downChanges : []);
    }
  });

  it('removes what a writer left that never came back', async () => {
    await write(open(), 's1', minute, [up]);
    const record = compareSnapshot(await open().readState(), { id: 's2', at: 2 * minute, accounts: [down] });
    remainingRequests = 6;
    expect(await catchError(open().write(record))).toMatchObject({ code: 'unavailable' });
    remainingRequests = Number.POSITIVE_INFINITY;
    const next = { id: 's3', at: 3 * minute, accounts: [up] };
    expect(await catchError(open().write(compareSnapshot(await open().readState(), next)))).toMatchObject({ code: 'unavailable' });
    const later = open({ now: () => 60 * minute });
    await later.write(compareSnapshot(await later.readState(), next));
    expect(await readAll(later)).toEqual([]);
    await write(later, 's4', 4 * minute, [down]);
    expect((await readAll(later)).map(describeChange)).toEqual(downChanges);
  });

  it('tells of lines and gaps what the last snapshot found, wherever a writer ends that never comes back', async () => {
    const keys = ['1', '2'].map(id => ({ account: 'a', kind: 'phone', id }));
    const before = [readAccount([createLine('1', { status: 'down' }), createLine('2', { status: 'down' })])];
    const after = [readAccount([createLine('1')]), { ...failAccount(), account: 'b' }];
    const store = name;
    let hasFinished = false;
    // The first requests read and claim.
    for (let requests = 5; !hasFinished; requests++) {
      name = `${store}-${requests}`;
      await createStore(name);
      const look = async () => {
        const { gaps } = await open().readSnapshots({ since: 0, until: 9 * minute }, ['b']);
        return [(await open().readLines(keys)).map(line => line?.since), gaps.map(({ from, until }) => [from, until])];
      };
      await write(open(), 's1', minute, [up]);
      await write(open(), 's2', 2 * minute, before);
      const record = compareSnapshot(await open().readState(), { id: 's3', at: 3 * minute, accounts: after });
      remainingRequests = requests;
      hasFinished = await tryWrite(open(), record);
      remainingRequests = Number.POSITIVE_INFINITY;
      const isCommitted = (await open().readState()).last?.id === 's3';
      if (!isCommitted) expect(await look(), `cut off after ${requests} requests`).toEqual([[2 * minute, 2 * minute], []]);
      await write(open({ now: () => 60 * minute }), 's4', 4 * minute, isCommitted ? after : before);
      expect(await look(), `continued after ${requests} requests`).toEqual(
        isCommitted ? [[3 * minute, undefined], [[3 * minute, 4 * minute]]] : [[2 * minute, 2 * minute], []],
      );
    }
  }, 60_000);

  it('names what is missing', async () => {
    const missing = new AwsHistory({ table: 'missing', now: () => 0 });
    expect(await catchError(missing.readState())).toMatchObject({ code: 'config', message: expect.stringContaining('-c history=15m') });
  });
});

const write = async (history: HistoryStore, id: string, at: number, accounts: Parameters<typeof compareSnapshot>[1]['accounts']) =>
  await history.write(compareSnapshot(await history.readState(), { id, at, accounts }));

/** True if the snapshot was written, false if its writer was cut off. */
const tryWrite = async (history: HistoryStore, record: Parameters<HistoryStore['write']>[0]): Promise<boolean> =>
  await history.write(record).then(
    () => true,
    () => false,
  );

async function readAll(history: HistoryStore, query: Partial<Parameters<HistoryStore['readChanges']>[0]> = {}): Promise<StoredChange[]> {
  const changes: StoredChange[] = [];
  const all = { since: 0, until: Number.MAX_SAFE_INTEGER, accounts: ['a'] };
  for await (const batch of history.readChanges({ ...all, ...query })) changes.push(...batch);
  return changes;
}
