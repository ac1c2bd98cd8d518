// Who made a change: from the change log of a provider, where the account may read it; a log that cannot be read fails nothing.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { compareSnapshot, historyTools, StoredHistory } from '@linekeeper/history';
import { inMemory, SqliteHistory } from '@linekeeper/history/sqlite';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createRegistry } from '../questions/harness.ts';
import { allFacts, createLine } from './readings.ts';

const customer = 'A'.repeat(24);
const [first, second] = ['1'.repeat(24), '2'.repeat(24)];
const minute = 60_000;
const begin = Date.now() - 60 * minute;
const toTime = (minutes: number) => new Date(begin + minutes * minute).toISOString();

const newestFirst = [
  { when: toTime(31), where: 'Pbx', what: 'UPDATE', id: first, employee: 'E1' },
  { when: toTime(19), where: 'Pbx', what: 'UPDATE', id: second, employeeName: 'System' },
  {
    when: toTime(18),
    where: 'Pbx',
    what: 'UPDATE',
    id: first,
    employee: 'E1',
    changes: [{ key: 'password', newValue: 'planted-password' }],
  },
  { when: toTime(5), where: 'Pbx', what: 'UPDATE', id: second, employee: 'E1' },
].map((event, index) => ({ _id: String(index).repeat(24), ...event }));

/** The provider: its change log, with so many newer entries of other items, or the status of its refusal. */
let status = 200;
let newerEntries = 0;
const paths: string[] = [];
const provider = createServer((request, response) => {
  paths.push(request.url?.split('?')[0] ?? '');
  const offset = Number(new URL(request.url ?? '', 'http://127.0.0.1').searchParams.get('offset'));
  const newer = Array.from({ length: newerEntries }, (_, index) => ({
    _id: `F${index}`,
    when: toTime(40),
    where: 'Pbx',
    what: 'UPDATE',
    id: '3'.repeat(24),
    employee: 'E1',
  }));
  const events = [...newer, ...newestFirst];
  const body = {
    offset,
    limit: 500,
    total: events.length,
    events: events.slice(offset, offset + 500),
    employees: [{ _id: 'E1', name: 'Donald Duck' }],
  };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(status === 200 ? body : { error: 'no' }));
});
await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve));
afterAll(() => {
  provider.closeAllConnections();
  provider.close();
});
beforeEach(() => {
  status = 200;
  newerEntries = 0;
  paths.length = 0;
});

/** A history whose lines changed twenty minutes after its begin, and the answer about it. */
async function listChanges(settings: object = { customer }) {
  // A listening server has an address with a port.
  const base_url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  const registry = createRegistry([{ name: 'copenhagen', provider: 'telecomx', token: 'fake-token', base_url, ...settings }]);
  const history = new SqliteHistory({ path: inMemory, dataset: 'accounts' });
  onTestFinished(() => history.close());
  await history.openForWriting({ command: 'a test', pid: 1, since: '' });
  const snapshot = async (minutes: number, names: readonly string[]) => {
    const lines = names.map((name, index) =>
      createLine([first, second][index] ?? '', { account: 'copenhagen', provider: 'telecomx', name }),
    );
    const accounts = [{ account: 'copenhagen', outcome: 'complete' as const, lists: [{ kind: 'phone', lines, facts: allFacts }] }];
    const record = { id: String(minutes), at: begin + minutes * minute, accounts };
    await history.write(compareSnapshot(await history.readState(), record));
  };
  await snapshot(0, ['Reception', 'Kitchen']);
  await snapshot(15, ['Reception', 'Kitchen']);
  await snapshot(20, ['Front desk', 'Canteen']);
  const context = {
    registry: { ...registry, history: new StoredHistory(async () => history, registry.clock) },
    deadline: { at: Date.now() + 10_000 },
  };
  const result = await historyTools[0]?.run({ since: '60m' }, context);
  return { content: result?.content, table: result?.table };
}

describe('who made a change', () => {
  it('is the last one to touch the line between the two snapshots', async () => {
    const { content, table } = await listChanges();
    expect(content?.changes).toMatchObject([
      { id: second, change: 'name', before: 'Kitchen', after: 'Canteen', by: 'System' },
      { id: first, change: 'name', before: 'Reception', after: 'Front desk', by: 'Donald Duck' },
    ]);
    expect(table?.rows.map(({ by }) => by)).toEqual(['System', 'Donald Duck']);
    expect(JSON.stringify(content)).not.toContain('planted-password');
    expect(new Set(paths)).toEqual(new Set([`/log/changelog/customer/${customer}`]));
  });

  it.each([401, 403, 404])('is not told, and nothing else is missing, where the provider answers %s', async code => {
    status = code;
    const { content } = await listChanges();
    expect(content?.changes).toMatchObject([{ after: 'Canteen' }, { after: 'Front desk' }]);
    expect(JSON.stringify(content)).not.toContain('"by"');
  });

  it('is not asked for without the customer whose log it is', async () => {
    const { content } = await listChanges({});
    expect(content).toMatchObject({ returned: 2 });
    expect(content).not.toHaveProperty('warnings');
    expect(paths).toEqual([]);
  });

  it('is said to be unknown where the log is longer than what is read of it', async () => {
    newerEntries = 1_200;
    const { content } = await listChanges();
    expect(JSON.stringify(content)).not.toContain('"by"');
    expect(content?.warnings).toEqual([expect.stringMatching(/^copenhagen: only the newest 1000 entries of the change log were read/)]);
  });

  it('is said to be unknown where the log cannot be reached', async () => {
    status = 500;
    const { content } = await listChanges();
    expect(content).toMatchObject({ returned: 2, warnings: [expect.stringMatching(/^copenhagen: who made the changes is not known: /)] });
  });
});
