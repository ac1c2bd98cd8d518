// Plays the week of the sandbox into a history: a snapshot before it and after each of its steps.
import { join } from 'node:path';
import type { AccountRegistry } from '@linekeeper/core';
import { StoredHistory, takeSnapshot } from '@linekeeper/history';
import { SqliteHistory } from '@linekeeper/history/sqlite';
import { createStory, type Sandbox, type StoryStep, startSandbox } from '@linekeeper/sandbox';
import { createRegistry } from '../questions/harness.ts';
import { highCallGearLimits } from '../sandbox/high-limits.ts';
import { writer } from './sqlite-store.ts';

/** A history of the week, and the sandbox at its end. */
export interface PlayedWeek {
  path: string;
  sandbox: Sandbox;
  history: SqliteHistory;
  steps: readonly StoryStep[];
  /** The accounts of the sandbox with the history. Their clock stands at the end of the week. */
  registry: AccountRegistry;
}

/** The moment at which the week has ended, for questions. */
export const weekEnd = '2026-11-01T08:00:00Z';

/** Plays the week; the caller closes the sandbox and the history. */
export async function playWeek(folder: string, dataset: 'accounts' | 'sandbox' = 'accounts'): Promise<PlayedWeek> {
  const path = join(folder, 'history.db');
  const { begin, company, steps } = createStory();
  const sandbox = await startSandbox({ company, callGearLimits: highCallGearLimits });
  const history = new SqliteHistory({ path, dataset });
  await history.openForWriting(writer);
  const plain = createRegistry(sandbox.accounts);
  const snapshot = (at: string) =>
    takeSnapshot(history, { registry: plain, deadline: { at: Date.now() + 10_000 } }, { id: at, at: Date.parse(at) });
  await snapshot(begin);
  for (const { at, play } of steps) {
    play(sandbox);
    await snapshot(at);
  }
  const clock = { ...plain.clock, now: () => Date.parse(weekEnd) };
  const registry = { ...plain, clock, history: new StoredHistory(async () => history, clock) };
  return { path, sandbox, history, steps, registry };
}
