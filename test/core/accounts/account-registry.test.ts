// The account registry, restricted to the accounts that a caller may use.
import { createListTool, restrictAccounts } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { acme, createTestAccount, createTestRegistry, things } from '../acme.ts';
import { catchError } from '../catch-error.ts';
import { createFakeNetwork, createTestRuntime } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

const tool = createListTool(things);

function restrictedTo(allowed: readonly string[]) {
  const clock = new ManualClock();
  const { fetch, requests } = createFakeNetwork(() => ({ body: { rows: [{ id: 1 }], total: 1 } }));
  const foreign = createTestAccount(undefined, { name: 'foreign', provider: { ...acme, name: 'other', title: 'Other' } });
  const accounts = [createTestAccount(undefined, { name: 'one' }), createTestAccount(undefined, { name: 'two' }), foreign];
  const openRegistry = () => restrictAccounts(createTestRegistry(createTestRuntime(fetch, clock), accounts), allowed);
  const run = (input: unknown) =>
    clock.runUntilSettled(tool.run(input, { registry: openRegistry(), deadline: { at: clock.now() + 20_000 } }));
  return { openRegistry, run, requests };
}

describe('the accounts that a caller may use', () => {
  it('are all of them with *, otherwise the named ones', () => {
    expect(restrictedTo(['*']).openRegistry()).toMatchObject({ accounts: [{ name: 'one' }, { name: 'two' }, { name: 'foreign' }] });
    expect(restrictedTo(['*', 'one']).openRegistry().restricted).toBeUndefined();
    expect(restrictedTo(['two', 'gone']).openRegistry()).toMatchObject({ accounts: [{ name: 'two' }], restricted: true });
  });

  it('are denied if none is left', async () => {
    for (const allowed of [[], ['gone']])
      expect(await catchError(() => restrictedTo(allowed).openRegistry())).toMatchObject({ code: 'denied' });
  });

  it('are the only ones that an error names', async () => {
    const { run, requests } = restrictedTo(['one']);
    expect((await catchError(() => run({ account: 'two' }))).message).toMatch(/"two".* Valid: one\.$/);
    const noneLeft = await catchError(() => restrictedTo(['foreign']).run({}));
    expect(noneLeft).toMatchObject({ code: 'denied', message: 'You may not use any Acme account.' });
    expect(requests).toEqual([]);
  });

  it('rule out cross-account parameters for a restricted caller', async () => {
    const { run, requests } = restrictedTo(['one']);
    const error = await catchError(() => run({ user_id: 17 }));
    expect(error).toMatchObject({ code: 'denied', details: { field: 'user_id', provider: 'acme' } });
    expect(requests).toEqual([]);
    expect((await run({})).table.rows).toEqual([{ id: 1 }]);
    expect((await restrictedTo(['*']).run({ user_id: 17, account: 'one' })).table.rows).toEqual([{ id: 1 }]);
  });
});
