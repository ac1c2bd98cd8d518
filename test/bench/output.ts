// Whole lists as the built command prints them, from spawn to exit, compared with a bare loop that requests the same pages and prints NDJSON.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import { commandFile } from '../command.ts';
import { buildCommand, bundleOptions } from './built.ts';
import { fastest, median, report, reportBudget } from './report.ts';

const rounds = 5;

/** What one run of a program took. */
interface Run {
  ms: number;
  mib: number;
}

/** The arguments of the command for rows of one list, and for lines. */
const rowArguments = ['telecomx', 'sip-accounts', '--all', '--format'];
const lineArguments = ['lines', '--all', '--format'];

/** Where Node keeps the compiled code of both programs: every run but the first of a command finds it. */
const compileCache = `${tmpdir()}/linekeeper-bench-compiled`;

/** Reports 100,000 rows of a list, and 100,000 lines. */
export async function benchOutput(): Promise<void> {
  buildCommand();
  const folder = mkdtempSync(`${tmpdir()}/linekeeper-bench-`);
  const bare = `${folder}/bare.mjs`;
  await build({ ...bundleOptions, entryPoints: [`${import.meta.dirname}/bare-output.ts`], outfile: bare });

  const list = await startServer(100_000, 0);
  const rows = await compare(
    list.url,
    [bare, list.url, '/sip'],
    [
      [...rowArguments, 'ndjson'],
      [...rowArguments, 'csv'],
    ],
  );
  list.child.kill();
  rows('100,000 rows as NDJSON beside a bare loop', 0, 1.3);
  rows('100,000 rows as CSV beside a bare loop', 1, 1.6);

  const inventory = await startServer(50_000, 50_000);
  const questions = [[...lineArguments, 'ndjson'], [...lineArguments, 'csv'], ['summary'], ['audit']];
  const lines = await compare(inventory.url, [bare, inventory.url, '/sip', '/pbx/sipphone'], questions);
  inventory.child.kill();
  lines('100,000 lines as NDJSON beside a bare loop', 0, 2);
  lines('100,000 lines as CSV beside a bare loop', 1, 2.5);
  lines('a summary of 100,000 lines beside a bare loop', 2, 2);
  lines('an audit of 100,000 lines beside a bare loop', 3, 2.5);
  rmSync(folder, { recursive: true });
}

/** Reports the memory of 1,000,000 lines. */
export async function benchMillion(): Promise<void> {
  buildCommand();
  const { child, url } = await startServer(500_000, 500_000);
  const questions = { NDJSON: [...lineArguments, 'ndjson'], CSV: [...lineArguments, 'csv'], summary: ['summary'], audit: ['audit'] };
  for (const [name, args] of Object.entries(questions)) {
    const { ms, mib } = await runCommand(url, args);
    reportBudget(`memory of 1,000,000 lines, ${name}`, mib, 350, 'MiB');
    process.stdout.write(`  in ${(ms / 1000).toFixed(1)} s\n`);
  }
  child.kill();
}

async function startServer(accounts: number, phones: number): Promise<{ child: ChildProcess; url: string }> {
  const args = [`${import.meta.dirname}/output-server.ts`, String(accounts), String(phones)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>(resolve => child.stdout.once('data', data => resolve(String(data).trim())));
  return { child, url };
}

/** Runs the bare loop and the command in turn; the first round warms the server up. Returns what reports one of the commands. */
async function compare(url: string, bare: readonly string[], commands: readonly (readonly string[])[]) {
  const theirs: Run[] = [];
  const ours = commands.map((): Run[] => []);
  for (let round = -1; round < rounds; round++) {
    const baseline = await run(bare, {});
    if (round >= 0) theirs.push(baseline);
    for (const [index, args] of commands.entries()) {
      if (round >= 0 || index === 0) {
        const own = await runCommand(url, args);
        if (round >= 0) ours[index]?.push(own);
      }
    }
  }
  return (label: string, index: number, bound: number): void => {
    const own = ours[index] ?? [];
    report(label, fastest(own), fastest(theirs), bound, 'ms ');
    reportBudget('  its memory', median(own.map(({ mib }) => mib)), 350, 'MiB');
  };
}

const runCommand = (url: string, args: readonly string[]): Promise<Run> =>
  run([commandFile, ...args], { TELECOMX_TOKEN: 'fake-token', TELECOMX_BASE_URL: url, LINEKEEPER_TIMEOUT_MS: '300000' });

/** Runs a program whose output nothing reads; throws if it fails. */
async function run(args: readonly string[], env: Record<string, string>): Promise<Run> {
  const output = openSync('/dev/null', 'w');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', `${import.meta.dirname}/peak-memory.mjs`, ...args], {
    env: { ...env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', output, 'pipe', 'pipe'],
  });
  closeSync(output);
  const closed = new Promise<number | null>(resolve => child.on('close', resolve));
  // `stdio` makes both of them pipes.
  const [errors, mib] = await Promise.all([child.stdio[2], child.stdio[3]].map(pipe => text(pipe as Readable)));
  const code = await closed;
  if (code !== 0) throw new Error(`${args.slice(0, 3).join(' ')} ended with ${code}: ${errors}`);
  return { ms: performance.now() - startedAt, mib: Number(mib) };
}
