// Reads a generated inventory of 100,000 lines, alone (`read`) or into a history (`snapshot`), and prints time and memory of the second time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccountRegistry, readAccounts } from '@linekeeper/core';
import { undiciRuntime } from '@linekeeper/core/node';
import { takeSnapshot } from '@linekeeper/history';
import { SqliteHistory } from '@linekeeper/history/sqlite';
import { providers } from '@linekeeper/providers';
import { gatherInto, LineList, listSources } from '@linekeeper/questions/lines';
import { createResponse } from './inventory.ts';

const [mode, count = '100000'] = process.argv.slice(2);
/** Rows of each of the account's two lists. */
const size = Number(count) / 2;

const encoder = new TextEncoder();
const runtime = {
  ...undiciRuntime(),
  fetch: async (url: string, { body }: { body?: string }) => {
    const { pathname, searchParams } = new URL(url);
    const bytes = encoder.encode(JSON.stringify(createResponse(pathname, searchParams, JSON.parse(body ?? '{}'), size)));
    return {
      status: 200,
      headers: { get: () => null },
      body: (async function* () {
        yield bytes;
      })(),
    };
  },
};
const registry = createAccountRegistry(readAccounts({ CALLGEAR_ACCESS_TOKEN: 'fake-token' }, providers), runtime);
const context = { registry, deadline: { at: Number.POSITIVE_INFINITY } };
const folder = mkdtempSync(join(tmpdir(), 'linekeeper-bench-'));
const history = new SqliteHistory({ path: join(folder, 'history.db'), dataset: 'accounts' });
await history.openForWriting({ command: 'bench', pid: process.pid, since: '' });
const run = async (id: string) => {
  if (mode === 'snapshot') return void (await takeSnapshot(history, context, { id }));
  await gatherInto(listSources(registry.accounts), context, { inputFor: () => ({}) }, () => new LineList());
};
await run('first');
const startedAt = performance.now();
await run('second');
const ms = performance.now() - startedAt;
await history.close();
rmSync(folder, { recursive: true });
process.stdout.write(JSON.stringify({ ms, mib: process.resourceUsage().maxRSS / 1024 }));
