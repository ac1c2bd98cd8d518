// Questions over five accounts of 2,000 lines with 50 ms latency, against the slowest of them alone; and an audit as the inventory grows.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { type Account, defineQuestion, directoryOf, readAccounts } from '@linekeeper/core';
import { systemClock, systemOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { questions as all } from '@linekeeper/questions';
import { median, report } from './report.ts';

const rounds = 5;

export async function questions(): Promise<void> {
  const server = spawn(process.execPath, [`${import.meta.dirname}/inventory-server.ts`, '50', '1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const text = await new Promise<string>(resolve => server.stdout.once('data', line => resolve(String(line))));
  const accounts = readAccounts({}, providers, { source: 'the server', text });
  await compare('list_lines', {}, accounts);
  await compare('find_number', { number: '+4570000500' }, accounts);
  server.kill();
  await growth();
}

/** The question to all accounts, and to each alone: the slowest of those is the bar. */
async function compare(name: string, input: Record<string, unknown>, accounts: readonly Account[]): Promise<void> {
  const tools = all.map(question => defineQuestion(question));
  const tool = tools.find(known => known.name === name);
  const time = async (some: readonly Account[]) => {
    const directory = directoryOf(some, systemOutside());
    const begun = performance.now();
    await tool?.run(input, { directory, deadline: { at: systemClock.now() + 60_000 }, wanted: Number.POSITIVE_INFINITY });
    return performance.now() - begun;
  };
  await time(accounts);
  const together: number[] = [];
  const alone = accounts.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    together.push(await time(accounts));
    for (const [index, account] of accounts.entries()) alone[index]?.push(await time([account]));
  }
  report(`${name}, five accounts`, median(together), Math.max(...alone.map(median)), 1.3, 'ms ');
}

/** Each size in a process of its own, so that its memory is its own. */
async function growth(): Promise<void> {
  const once = async (lines: number): Promise<{ ms: number; mib: number }> =>
    JSON.parse((await promisify(execFile)(process.execPath, [`${import.meta.dirname}/audit-client.ts`, String(lines)])).stdout);
  const small = [await once(10_000), await once(10_000), await once(10_000)];
  const large = [await once(100_000), await once(100_000), await once(100_000)];
  report('audit_lines, 100,000 against 10,000 lines', median(large.map(({ ms }) => ms)), median(small.map(({ ms }) => ms)), 12, 'ms ');
  report('  its memory against 400 MiB', median(large.map(({ mib }) => mib)), 400, 1, 'MiB');
}
