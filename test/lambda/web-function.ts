// Runs the built web function as the service does: a server of its own at an address that a variable names.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const bundle = `${import.meta.dirname}/../../packages/lambda/dist/mcp-web/index.mjs`;

/** Between two attempts to connect. */
const pollingIntervalMs = 2;

/** A running web function. */
export interface WebFunction {
  /** The URL of `/mcp`. */
  url: string;
  /** Its stdout and stderr so far. */
  log(): string;
  close(): void;
}

/** Starts the function, and waits until it accepts requests. */
export async function startWebFunction(environment: Record<string, string>): Promise<WebFunction> {
  const port = await findFreePort();
  const env = { ...environment, AWS_LAMBDA_HTTP_ENDPOINT: `127.0.0.1:${port}` };
  const child = spawn(process.execPath, [bundle], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', text => {
      log += text;
    });
  }
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/healthz`)
      .then(({ ok }) => ok)
      .catch(() => false);
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`The web function ended with ${child.exitCode}: ${log}`);
    await setTimeout(pollingIntervalMs);
  }
  return { url: `http://127.0.0.1:${port}/mcp`, log: () => log, close: () => child.kill() };
}

/** A port that no server uses. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return address.port;
}
