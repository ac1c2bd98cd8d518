// Snapshots of accounts whose lists are refused: what is not read is not removed.
import type { ServerResponse } from 'node:http';
import { takeSnapshot } from '@linekeeper/history';
import { describe, expect, it } from 'vitest';
import { startFakeAccount } from '../questions/fake-lists.ts';
import { createRegistry } from '../questions/harness.ts';
import { describeChanges } from './readings.ts';
import { openHistory } from './sqlite-store.ts';

const sendNumbers = (response: ServerResponse, ids: readonly string[]) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ numbers: ids.map(_id => ({ _id, state: 'IN_USE' })), total: ids.length }));

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
    expect(records.flatMap(({ gaps }) => gaps)).toEqual([]);
  });
});
