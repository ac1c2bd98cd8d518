// Questions about five accounts of 2,000 lines with 50 ms latency, compared with the slowest account alone; and audits of growing inventories.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { type Account, createAccountRegistry, createQuestionTool, readAccounts } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { questions as all } from '@linekeeper/questions';
import { median, report } from './report.ts';

const rounds = 5;

/** Reports list_lines, find_number and audit_lines. */
export async function benchQuestions(): Promise<void> {
  const server = spawn(process.execPath, [`${import.meta.dirname}/inventory-server.ts`, '50', '1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = await new Promise<string>(resolve => server.stdout.once('data', line => resolve(String(line))));
  const accounts = readAccounts({}, providers, { source: 'the server', text });
  await compareWithSlowestAccount('list_lines', {}, accounts);
  await compareWithSlowestAccount('find_number', { number: '+4570000500' }, accounts);
  server.kill();
  await benchAuditGrowth();
}

/** Reports the time for all accounts, compared with the slowest single account. */
async function compareWithSlowestAccount(name: string, input: Record<string, unknown>, accounts: readonly Account[]): Promise<void> {
  const tools = all.map(question => createQuestionTool(question));
  const tool = tools.find(candidate => candidate.name === name);
  const measureMs = async (some: readonly Account[]) => {
    const registry = createAccountRegistry(some, undiciRuntime());
    const startedAt = performance.now();
    await tool?.run(input, { registry, deadline: { at: systemClock.now() + 60_000 }, rowLimit: Number.POSITIVE_INFINITY });
    return performance.now() - startedAt;
  };
  await measureMs(accounts);
  const together: number[] = [];
  const alone = accounts.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    together.push(await measureMs(accounts));
    for (const [index, account] of accounts.entries()) alone[index]?.push(await measureMs([account]));
  }
  report(`${name}, five accounts`, median(together), Math.max(...alone.map(median)), 1.3, 'ms ');
}

/** Reports audits of two inventory sizes; each runs in its own process, so that memory is measured separately. */
async function benchAuditGrowth(): Promise<void> {
  const runClient = async (lines: number): Promise<{ ms: number; mib: number }> =>
    JSON.parse((await promisify(execFile)(process.execPath, [`${import.meta.dirname}/audit-client.ts`, String(lines)])).stdout);
  const small = [await runClient(10_000), await runClient(10_000), await runClient(10_000)];
  const large = [await runClient(100_000), await runClient(100_000), await runClient(100_000)];
  report(
    'audit_lines, 100,000 compared with 10,000 lines',
    median(large.map(({ ms }) => ms)),
    median(small.map(({ ms }) => ms)),
    12,
    'ms ',
  );
  report('  its memory compared with 400 MiB', median(large.map(({ mib }) => mib)), 400, 1, 'MiB');
}
