// AWS services as moto plays them, where `moto_server` is on the PATH; without it a suite says aloud what it skips.
import { execFileSync, spawn } from 'node:child_process';
import { afterAll } from 'vitest';

export const hasMoto = isThere();

/** Starts the services for one file of tests; they stand at `localhost`, which is how the CDK's clients want them spelt. */
export async function moto(): Promise<string> {
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore', detached: true });
  afterAll(() => {
    // The command may be a script that has started another process.
    if (child.pid !== undefined) process.kill(-child.pid);
  });
  const url = `http://localhost:${port}`;
  for (let tries = 0; tries < 150; tries++) {
    if (
      await fetch(`${url}/moto-api/data.json`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return url;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('moto_server does not start');
}

/** Says what is not tested here. */
export function skipAloud(what: string): void {
  if (!hasMoto) process.stdout.write(`SKIPPED without moto_server on the PATH: ${what}\n`);
}

function isThere(): boolean {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
