// A list of 100,000 rows, compared with plain requests of the same concurrency; each in its own process.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { fastest, median, report } from './report.ts';

const rounds = 5;

/** Reports the fastest time and the median memory of both. */
export async function benchList(): Promise<void> {
  // Its pages are kept after the first round: a server that makes them anew would be what both wait for.
  const server = spawn(process.execPath, [`${import.meta.dirname}/output-server.ts`, '100000', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>(resolve => server.stdout.once('data', text => resolve(String(text).trim())));
  const runClient = async (variant: string): Promise<{ ms: number; mib: number }> =>
    JSON.parse((await promisify(execFile)(process.execPath, [`${import.meta.dirname}/list-client.ts`, variant, url])).stdout);
  const ours: Awaited<ReturnType<typeof runClient>>[] = [];
  const bare: typeof ours = [];
  for (let round = -1; round < rounds; round++) {
    const [mine, theirs] = [await runClient('ours'), await runClient('bare')];
    if (round < 0) continue;
    ours.push(mine);
    bare.push(theirs);
  }
  server.kill();
  report('100,000 rows read, beside plain requests', fastest(ours), fastest(bare), 1.35, 'ms ');
  report('  its memory', median(ours.map(({ mib }) => mib)), median(bare.map(({ mib }) => mib)), 1.5, 'MiB');
}
