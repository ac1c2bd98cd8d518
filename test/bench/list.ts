// The whole list of 100,000 rows, against the same requests bare and as concurrent; each in a process of its own.
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { median, report } from './report.ts';

const rounds = 5;

export async function list(): Promise<void> {
  const server = spawn(process.execPath, [`${import.meta.dirname}/list-server.ts`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>(resolve => server.stdout.once('data', text => resolve(String(text).trim())));
  const once = async (variant: string): Promise<{ ms: number; mib: number }> =>
    JSON.parse((await promisify(execFile)(process.execPath, [`${import.meta.dirname}/list-client.ts`, variant, url])).stdout);
  const ours: Awaited<ReturnType<typeof once>>[] = [];
  const bare: typeof ours = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await once('ours'));
    bare.push(await once('bare'));
  }
  server.kill();
  report('100,000 rows', median(ours.map(({ ms }) => ms)), median(bare.map(({ ms }) => ms)), 1.5, 'ms ');
  report('  its memory', median(ours.map(({ mib }) => mib)), median(bare.map(({ mib }) => mib)), 1.5, 'MiB');
}
