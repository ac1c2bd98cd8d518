// Matching a list of people with the owners of lines: growth, time and memory of 100,000 by 100,000.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median, report, reportBudget } from './report.ts';

/** Reports the matching of two sizes; each runs in its own process, so that memory is measured separately. */
export async function benchPeople(): Promise<void> {
  const runClient = async (count: number): Promise<{ ms: number; mib: number }> =>
    JSON.parse((await promisify(execFile)(process.execPath, [`${import.meta.dirname}/people-client.ts`, String(count)])).stdout);
  const small = [await runClient(10_000), await runClient(10_000), await runClient(10_000)];
  const large = [await runClient(100_000), await runClient(100_000), await runClient(100_000)];
  const largeMs = median(large.map(({ ms }) => ms));
  report('compare_people, 100,000 compared with 10,000', largeMs, median(small.map(({ ms }) => ms)), 15, 'ms ');
  reportBudget('  its time', largeMs / 1_000, 10, 's');
  reportBudget('  its memory', median(large.map(({ mib }) => mib)), 600, 'MiB');
}
