// What a runtime hears of each attempt of a request.
import { describe, expect, it } from 'vitest';
import { Connection } from '../../../packages/core/src/http/connection.ts';
import { createTestAccount } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

describe('each attempt of a request', () => {
  it('is reported with its status or error code, its number and its size, and without anything that was sent', async () => {
    const clock = new ManualClock();
    const { fetch } = createFakeNetwork((_, index) => {
      if (index === 0) throw Object.assign(new Error('planted-text'), { code: 'ECONNRESET' });
      return index === 1 ? { status: 503, body: 'planted-body' } : { body: { name: 'Ø' } };
    });
    const events: object[] = [];
    const connection = new Connection(createTestAccount(), { ...createTestRuntime(fetch, clock), onAttempt: event => events.push(event) });
    const request = { method: 'GET', path: '/things', query: { number: '+4570305050' } } as const;
    await clock.runUntilSettled(connection.send(request, body => body, { at: clock.now() + 20_000 }, { operation: 'acme_list_rows' }));
    const common = { provider: 'acme', operation: 'acme_list_rows', account: expect.any(String), durationMs: expect.any(Number) };
    expect(events).toEqual([
      { ...common, attempt: 1, code: 'network', bytes: 0 },
      { ...common, attempt: 2, status: 503, bytes: 12 },
      { ...common, attempt: 3, status: 200, bytes: 13 },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/planted|things|4570305050|key-of-acme|acme\.test/);
  });

  it('of a login is reported as one of the operation "login"', async () => {
    const clock = new ManualClock();
    const { fetch } = createFakeNetwork(() => ({ status: 401 }));
    const operations: string[] = [];
    const account = createTestAccount({ token: undefined, user: 'ann', password: 'fake-password' });
    const onAttempt = ({ operation }: { operation: string }) => operations.push(operation);
    const connection = new Connection(account, { ...createTestRuntime(fetch, clock), onAttempt });
    await catchError(
      clock.runUntilSettled(
        connection.send({ method: 'GET', path: '/things' }, body => body, { at: clock.now() + 20_000 }, { operation: 'x' }),
      ),
    );
    expect(operations).toContain('login');
  });
});
