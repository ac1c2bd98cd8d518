// Questions about five accounts of 2,000 lines with 50 ms latency, compared with the slowest account alone; and audits of growing inventories.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { type Account, createAccountRegistry, createQuestionTool, readAccounts } from '@linekeeper/core';
import { systemClock, undiciRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { questions as all } from '@linekeeper/questions';
import { median, report } from './report.ts';
import { routedNumber } from './routes.ts';

const rounds = 5;

/** Reports list_lines, find_number without and with its route, and audit_lines. */
export async function benchQuestions(): Promise<void> {
  const few = await startAccounts(['50', '1000', '5']);
  await compareWithSlowestAccount('list_lines, five accounts', few.accounts);
  await compareWithSlowestAccount('find_number, five accounts', few.accounts, { number: '+4570000500' });
  few.close();
  const routed = await startAccounts(['50', '200', '5', 'routes']);
  await compareWithSlowestAccount(
    'find_number, with the route, five accounts',
    routed.accounts,
    { number: routedNumber, route: true },
    1.5,
  );
  routed.close();
  const many = await startAccounts(['50', '100', '50']);
  await compareWithSlowestAccount('audit_lines, fifty accounts', many.accounts, {}, 2);
  many.close();
  await benchAuditGrowth();
}

async function startAccounts(args: readonly string[]): Promise<{ accounts: readonly Account[]; close(): void }> {
  const server = spawn(process.execPath, [`${import.meta.dirname}/inventory-server.ts`, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const text = await new Promise<string>(resolve => server.stdout.once('data', line => resolve(String(line))));
  return { accounts: readAccounts({}, providers, { source: 'the server', text }), close: () => server.kill() };
}

/** Reports the time for all accounts, compared with the slowest single account. The label begins with the name of the question. */
async function compareWithSlowestAccount(
  label: string,
  accounts: readonly Account[],
  input: Record<string, unknown> = {},
  bound = 1.3,
): Promise<void> {
  const tool = all.map(question => createQuestionTool(question)).find(({ name }) => label.startsWith(`${name},`));
  const measureMs = async (some: readonly Account[]) => {
    const registry = createAccountRegistry(some, undiciRuntime());
    const startedAt = performance.now();
    const deadline = { at: systemClock.now() + 60_000 };
    const result = await tool?.run(input, { registry, deadline, rowLimit: Number.POSITIVE_INFINITY });
    const ms = performance.now() - startedAt;
    checkRoutes(result?.content, some.length, label);
    return ms;
  };
  await measureMs(accounts);
  const together: number[] = [];
  // From the sixth on, accounts are like the first five.
  const single = accounts.slice(0, 5);
  const alone = single.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    together.push(await measureMs(accounts));
    for (const [index, account] of single.entries()) alone[index]?.push(await measureMs([account]));
  }
  report(`${label}, beside the slowest`, median(together), Math.max(...alone.map(median)), bound, 'ms ');
}

/** Throws if an account has no route, or one that ends at its first step: such a run measures less. */
function checkRoutes(content: Record<string, unknown> = {}, accountCount: number, label: string): void {
  const { routes } = content;
  if (routes === undefined) return;
  const leadingOn = Array.isArray(routes) ? routes.filter(({ steps }) => steps.length > 1) : [];
  if (leadingOn.length < accountCount) throw new Error(`${label}: only ${leadingOn.length} of ${accountCount} accounts have a route`);
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
