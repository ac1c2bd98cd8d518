// Snapshots of accounts whose lists are refused: what is not read is not removed.
import type { ServerResponse } from 'node:http';
import { historyTools, StoredHistory, takeSnapshot } from '@linekeeper/history';
import { describe, expect, it } from 'vitest';
import { startFakeAccount } from '../questions/fake-lists.ts';
import { createRegistry } from '../questions/harness.ts';
import { describeChanges } from './readings.ts';
import { openHistory } from './sqlite-store.ts';

const sendNumbers = (response: ServerResponse, ids: readonly string[], fields: object = {}) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ numbers: ids.map(_id => ({ _id, state: 'IN_USE', ...fields })), total: ids.length }));

describe('a snapshot', () => {
  it('keeps the lines of a list that the account is refused, and compares them when it is read again', async () => {
    let numbers: readonly string[] | undefined = ['4570000001', '4570000002'];
    const trunks = [{ _id: '1', name: 'Trunk' }];
    const account = await startFakeAccount('telecomx', 'north', { 'GET /sip': trunks }, (listName, response) => {
      if (listName !== 'GET /number') return false;
      if (numbers === undefined) response.writeHead(403).end();
      else sendNumbers(response, numbers);
      return true;
    });
    const { history } = await openHistory();
    const registry = createRegistry([account]);
    const take = async (at: number) =>
      (await takeSnapshot(history, { registry, deadline: { at: Date.now() + 10_000 } }, { id: `s${at}`, at })).record;
    const records = [await take(1)];
    numbers = undefined;
    records.push(await take(2), await take(3), await take(4));
    numbers = ['4570000001'];
    records.push(await take(5));
    expect(describeChanges(records)).toEqual([[], [], [], [], ['4570000002 removed']]);
    // The snapshot names the account, since a part of it is not known.
    const reason = expect.stringMatching(/^No number could be read: denied \(north\): /);
    expect(records.map(({ gaps }) => gaps)).toEqual([
      [],
      ...[2, 3, 4].map(until => [{ account: 'north', outcome: 'refused', reason, from: 2, until, snapshots: until - 1 }]),
      [],
    ]);
    const context = {
      registry: { ...registry, history: new StoredHistory(async () => history, registry.clock) },
      deadline: { at: Date.now() + 10_000 },
    };
    const answer = await historyTools[0]?.run({ since: '1970-01-01' }, context);
    expect(answer?.content.snapshots).toMatchObject({ failed: [{ account: 'north', result: 'partial', snapshots: 3, reason }] });
    expect(answer?.notes).toEqual([expect.stringMatching(/^north: not read in full from .*: No number could be read: denied/)]);
  });

  it('does not name an account for a list that it never had', async () => {
    const account = await startFakeAccount('telecomx', 'north', { 'GET /sip': [{ _id: '1', name: 'Trunk' }] }, (listName, response) => {
      if (listName !== 'GET /number') return false;
      response.writeHead(403).end();
      return true;
    });
    const { history } = await openHistory();
    const context = { registry: createRegistry([account]), deadline: { at: Date.now() + 10_000 } };
    for (const at of [1, 2]) expect((await takeSnapshot(history, context, { id: `s${at}`, at })).record.gaps).toEqual([]);
  });

  it('changes no routing where the right to see it goes and comes back', async () => {
    const bound = { name: 'Main', voiceAccount: 'A'.repeat(24), voiceAccountName: 'Trunk north' };
    let fields: object = bound;
    const account = await startFakeAccount('telecomx', 'north', {}, (listName, response) => {
      if (listName !== 'GET /number') return false;
      sendNumbers(response, ['4570000001'], fields);
      return true;
    });
    const { history } = await openHistory();
    const context = { registry: createRegistry([account]), deadline: { at: Date.now() + 10_000 } };
    const records = [];
    for (const [index, next] of [bound, { name: 'Main' }, { name: 'Main' }, bound, { ...bound, voiceAccountName: 'South' }].entries()) {
      fields = next;
      records.push((await takeSnapshot(history, context, { id: `s${index}`, at: index + 1 })).record);
    }
    expect(describeChanges(records)).toEqual([[], [], [], [], ['4570000001 routing leads_to Trunk north → South']]);
    expect(records.map(({ gaps }) => gaps.map(({ reason }) => reason))).toEqual([
      [],
      ['Every number came without the field behind leads_to.'],
      [],
      [],
      [],
    ]);
  });
});
