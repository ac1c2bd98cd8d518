// Plays the week of the sandbox into a history in memory, so that the tour can show changes.
import { type AccountRegistry, createAccountRegistry, readAccounts } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { StoredHistory, takeSnapshot } from '@linekeeper/history';
import { inMemory, SqliteHistory } from '@linekeeper/history/sqlite';
import { providers } from '@linekeeper/providers';
import { createStory, startSandbox } from '@linekeeper/sandbox';

/** Time for one snapshot of the sandbox. */
const snapshotTimeoutMs = 10_000;

/** Returns the accounts of a sandbox at the end of its week, with the history of it. */
export async function playStory(): Promise<AccountRegistry> {
  const { begin, company, steps } = createStory();
  // Every snapshot takes a request of CallGear's quota.
  const sandbox = await startSandbox({ company, unref: true, callGearLimits: { minute: 1_000_000, day: 1_000_000 } });
  const registry = createAccountRegistry(readAccounts({}, providers, { source: 'The sandbox', value: sandbox.accounts }), undiciRuntime());
  const history = new SqliteHistory({ path: inMemory, dataset: 'sandbox' });
  await history.openForWriting({ command: 'tour', pid: 0, since: begin });
  const snapshot = (at: string) =>
    takeSnapshot(history, { registry, deadline: { at: systemClock.now() + snapshotTimeoutMs } }, { id: at, at: Date.parse(at) });
  await snapshot(begin);
  for (const { at, play } of steps) {
    play(sandbox);
    await snapshot(at);
  }
  return { ...registry, history: new StoredHistory(async () => history, systemClock) };
}
