// From spawn to the first answer of tools/list: the built command against a bare server with as many typed tools.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { build } from 'esbuild';
import { built } from '../command.ts';
import { median, report } from './report.ts';

const rounds = 15;

const messages = [
  { id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } } },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list', params: {} },
];

/** Milliseconds to the answer, and the most memory that the process had, in MiB. */
function once(args: readonly string[]): Promise<{ ms: number; mib: number }> {
  return new Promise(resolve => {
    const begun = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'], env: {} });
    let text = '';
    child.stdout.on('data', chunk => {
      text += chunk;
      if (!text.includes('"id":2') || child.killed) return;
      const ms = performance.now() - begun;
      const mib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;
      child.kill();
      child.on('close', () => resolve({ ms, mib }));
    });
    child.stdin.write(messages.map(message => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`).join(''));
  });
}

export async function start(): Promise<void> {
  execFileSync(process.execPath, [`${import.meta.dirname}/../../packages/cli/build.ts`], { stdio: 'ignore' });
  const folder = mkdtempSync(`${tmpdir()}/linekeeper-bench-`);
  const bare = `${folder}/bare.mjs`;
  const banner = {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  };
  await build({
    entryPoints: [`${import.meta.dirname}/bare-server.ts`],
    outfile: bare,
    bundle: true,
    platform: 'node',
    target: 'node22.19',
    format: 'esm',
    minify: true,
    banner,
  });
  const ours: Awaited<ReturnType<typeof once>>[] = [];
  const theirs: typeof ours = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(await once([built, 'mcp']));
    theirs.push(await once([bare]));
  }
  rmSync(folder, { recursive: true });
  report('spawn to tools/list', median(ours.map(({ ms }) => ms)), median(theirs.map(({ ms }) => ms)), 1.15, 'ms ');
  report('  its memory', median(ours.map(({ mib }) => mib)), median(theirs.map(({ mib }) => mib)), 1.15, 'MiB');
}
