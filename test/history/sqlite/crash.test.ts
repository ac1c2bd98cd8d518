// A writer that is killed at any moment: the last snapshot is whole, and what was reported as written is there.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findDamage, SqliteHistory } from '@linekeeper/history/sqlite';
import { describe, expect, it } from 'vitest';
import { parseLine } from '../../../packages/history/src/diff.ts';
import { createFolder } from '../temporary-folder.ts';

/** LINEKEEPER_TEST_KILLS=200 for the long run. */
const kills = Number(process.env.LINEKEEPER_TEST_KILLS ?? 8);

const lineCount = 40;

/** Starts a writer, kills it some milliseconds after its first snapshot, and returns the number of the last one that it reported. */
function killWriter(path: string, delayMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${import.meta.dirname}/crash-writer.ts`, path, String(lineCount)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let reported = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      if (reported === '') setTimeout(() => child.kill('SIGKILL'), delayMs);
      reported += text;
    });
    child.stderr.setEncoding('utf8').on('data', text => {
      errors += text;
    });
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' ? resolve(Number(reported.split('\n').at(-2) ?? 0)) : reject(new Error(`ended by itself: ${errors}`)),
    );
  });
}

describe('a killed writer', () => {
  it(`leaves the last snapshot whole, ${kills} times`, { timeout: 10_000 + kills * 4_000 }, async () => {
    const path = join(createFolder(), 'history.db');
    for (let kill = 0; kill < kills; kill++) {
      const reported = await killWriter(path, Math.random() * 40);
      const history = new SqliteHistory({ path, dataset: 'accounts' });
      expect(await findDamage(history)).toBeUndefined();
      const { last, lists } = await history.readState();
      const number = Number(last?.id);
      // One more may have been written than was reported.
      expect(number).toBeGreaterThanOrEqual(reported);
      expect(number).toBeLessThanOrEqual(reported + 1);
      const names = [...(lists[0]?.lines.values() ?? [])].map(line => parseLine(line).name);
      expect(names).toEqual(Array(lineCount).fill(`Name ${number}`));
      const counts = new Map<number, number>();
      for await (const batch of history.readChanges({ since: 0, until: Number.MAX_SAFE_INTEGER, accounts: ['a'] }))
        for (const { at } of batch) counts.set(at, (counts.get(at) ?? 0) + 1);
      expect([...counts.values()].every(count => count === lineCount)).toBe(true);
      expect(counts.size).toBe(number - 1);
      await history.close();
    }
  });
});
