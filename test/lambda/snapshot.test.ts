// The snapshot function as it is bundled: a day of schedules against moto and a provider that changes, fails and comes back.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore } from '../history/aws/moto-store.ts';
import { type LambdaFunction, startFunction } from './functions.ts';
import { createSecret, hasMoto, reportSkipped, startMotoEnvironment } from './moto.ts';

reportSkipped('the snapshot function');

/** The provider: its bought numbers, or that it fails. */
let numbers = ['79000000001', '79000000002'];
let isDown = false;
const provider = createServer((request, response) => {
  if (isDown) return void response.writeHead(503).end();
  let text = '';
  request.on('data', chunk => {
    text += chunk;
  });
  request.on('end', () => {
    const offset = Number(/"offset":"?(\d+)/.exec(text)?.[1] ?? 0);
    const rows = numbers.slice(offset).map(number_name => ({ number_name }));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(request.url?.includes('GetSIPList') ? { sips: [] } : { numbers: rows }));
  });
});

describe.skipIf(!hasMoto)('the snapshot function', () => {
  let snapshot: LambdaFunction;
  let tool: LambdaFunction;

  beforeAll(async () => {
    await new Promise<void>(resolve => provider.listen(0, '127.0.0.1', resolve));
    // A listening server has an address with a port.
    const base_url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const environment = {
      ...(await startMotoEnvironment()),
      LINEKEEPER_HISTORY_TABLE: 'history',
      POWERTOOLS_METRICS_DISABLED: 'true',
    };
    await createStore('history');
    await createSecret('linekeeper/accounts', [{ name: 'kazan', provider: 'exolve', api_key: 'fake-api-key-of-a-test', base_url }]);
    snapshot = await startFunction('snapshot', { ...environment, LINEKEEPER_HISTORY_BUCKET: 'history' });
    tool = await startFunction('tool', environment);
  });
  afterAll(() => {
    snapshot?.close();
    tool?.close();
    provider.close();
  });

  const listChanges = async () => await tool.invoke({ tool: 'list_changes', input: { since: '7d' } });

  it('writes every change of a day once, and nothing of the hours in which the provider failed or was suddenly empty', async () => {
    for (let hour = 0; hour < 24; hour++) {
      isDown = hour >= 8 && hour < 11;
      if (hour === 5) numbers = ['79000000001', '79000000003'];
      if (hour === 12 || hour === 15) numbers = ['79000000001', '79000000003', '79000000004'];
      if (hour === 14) numbers = [];
      const event = { time: `2026-11-27T${String(hour).padStart(2, '0')}:00:00Z` };
      const result = await snapshot.invoke(event, 90_000);
      // Schedules deliver at least once.
      if (hour % 5 === 0) await snapshot.invoke(event, 90_000);
      expect(result.failures > 0).toBe(isDown);
    }
    const { changes, snapshots } = await listChanges();
    const described = changes.map(({ change, line }: { change: string; line: { numbers: string[] } }) => `${change} ${line.numbers}`);
    expect(described).toEqual(['added +79000000004', 'removed +79000000002', 'added +79000000003']);
    expect(snapshots).toMatchObject({
      count: 24,
      failed: [
        { result: 'held', snapshots: 1 },
        { result: 'failed', snapshots: 3 },
      ],
    });
  }, 90_000);

  it('throws if the history cannot be written, so that the schedule tries again', async () => {
    const broken = await startFunction('snapshot', { ...process.env, LINEKEEPER_HISTORY_TABLE: 'missing' } as Record<string, string>);
    await expect(broken.invoke({ time: '2026-11-28T00:00:00Z' }, 90_000)).rejects.toThrow('-c history=15m');
    broken.close();
  });
});
