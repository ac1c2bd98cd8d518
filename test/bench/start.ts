// Time from spawn to the first tools/list result: the built command compared with a plain SDK server with as many typed tools.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { tools } from '@linekeeper/questions';
import { build } from 'esbuild';
import { commandFile } from '../command.ts';
import { toolCount } from './bare-factory.ts';
import { buildCommand, bundleOptions } from './built.ts';
import { fastest, median, report } from './report.ts';

const rounds = 15;

const messages = [
  { id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } } },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list', params: {} },
];

const toLines = (list: readonly object[]) => list.map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join('');

/** Milliseconds until the result, and the peak memory of the process in MiB. The compiled code is kept in `home`. */
function runServer(args: readonly string[], home?: string): Promise<{ ms: number; mib: number }> {
  return new Promise(resolve => {
    const startedAt = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'], env: home === undefined ? {} : { HOME: home } });
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
      if (!text.includes('"id":2') || child.killed) return;
      const ms = performance.now() - startedAt;
      const mib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
      child.kill();
      child.on('close', () => resolve({ ms, mib }));
    });
    child.stdin.write(toLines(messages));
  });
}

/** Reports the fastest start and the median peak memory of both, and the start time with the sandbox. */
export async function benchStart(): Promise<void> {
  if (toolCount !== tools.length) throw new Error(`the bare server must have ${tools.length} tools`);
  buildCommand();
  const folder = mkdtempSync(`${tmpdir()}/linekeeper-bench-`);
  const bare = `${folder}/bare.mjs`;
  await build({ ...bundleOptions, entryPoints: [`${import.meta.dirname}/bare-server.ts`], outfile: bare });
  const ours: Awaited<ReturnType<typeof runServer>>[] = [];
  const theirs: typeof ours = [];
  const sandbox: typeof ours = [];
  // The first start writes the compile cache when it ends by itself, as most starts do.
  for (const option of [[], ['--sandbox']])
    execFileSync(process.execPath, [commandFile, 'mcp', ...option], {
      input: toLines(messages),
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { HOME: folder },
    });
  for (let round = 0; round < rounds; round++) {
    ours.push(await runServer([commandFile, 'mcp'], folder));
    theirs.push(await runServer([bare]));
    sandbox.push(await runServer([commandFile, 'mcp', '--sandbox'], folder));
  }
  rmSync(folder, { recursive: true });
  const oursMs = fastest(ours);
  report('spawn to tools/list', oursMs, fastest(theirs), 1, 'ms ');
  report('  its memory', median(ours.map(({ mib }) => mib)), median(theirs.map(({ mib }) => mib)), 0.9, 'MiB');
  report('spawn to tools/list of the sandbox, beside that without', fastest(sandbox), oursMs, 1.15, 'ms ');
}
