// What a caller may use of the accounts: decided here for every surface.
import { listTool, permitted } from '@linekeeper/core';
import { describe, expect, it } from 'vitest';
import { account, acme, directoryOf, things } from '../acme.ts';
import { errorOf } from '../catch-error.ts';
import { network, outsideOf } from '../fake-network.ts';
import { ManualClock } from '../manual-clock.ts';

const tool = listTool(things);

function seenBy(access: readonly string[]) {
  const clock = new ManualClock();
  const { fetch, sent } = network(() => ({ body: { rows: [{ id: 1 }], total: 1 } }));
  const foreign = account(undefined, { name: 'foreign', provider: { ...acme, name: 'other', title: 'Other' } });
  const accounts = [account(undefined, { name: 'one' }), account(undefined, { name: 'two' }), foreign];
  const open = () => permitted(directoryOf(outsideOf(fetch, clock), accounts), access);
  const run = (input: unknown) => clock.until(tool.run(input, { directory: open(), deadline: { at: clock.now() + 20_000 } }));
  return { open, run, sent };
}

describe('the accounts that a caller may use', () => {
  it('are all with *, and those of their names otherwise', () => {
    expect(seenBy(['*']).open()).toMatchObject({ accounts: [{ name: 'one' }, { name: 'two' }, { name: 'foreign' }] });
    expect(seenBy(['*', 'one']).open().restricted).toBeUndefined();
    expect(seenBy(['two', 'gone']).open()).toMatchObject({ accounts: [{ name: 'two' }], restricted: true });
  });

  it('are denied where none is left', async () => {
    for (const access of [[], ['gone']]) expect(await errorOf(() => seenBy(access).open())).toMatchObject({ code: 'denied' });
  });

  it('are the only ones that a refusal names', async () => {
    const { run, sent } = seenBy(['one']);
    expect((await errorOf(() => run({ account: 'two' }))).message).toMatch(/"two".* Valid: one\.$/);
    const none = await errorOf(() => seenBy(['foreign']).run({}));
    expect(none).toMatchObject({ code: 'denied', message: 'There is no Acme account that you may use.' });
    expect(sent).toEqual([]);
  });

  it('keep arguments that reach beyond an account from whoever may not use all', async () => {
    const { run, sent } = seenBy(['one']);
    const error = await errorOf(() => run({ user_id: 17 }));
    expect(error).toMatchObject({ code: 'denied', details: { field: 'user_id', provider: 'acme' } });
    expect(sent).toEqual([]);
    expect((await run({})).rows).toEqual([{ id: 1 }]);
    expect((await seenBy(['*']).run({ user_id: 17, account: 'one' })).rows).toEqual([{ id: 1 }]);
  });
});
