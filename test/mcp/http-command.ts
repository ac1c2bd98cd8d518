// The built command serving MCP over HTTP, as a test starts it: a process of its own, on a port that the system chooses.
import { spawn } from 'node:child_process';
import { built } from '../command.ts';

export interface HttpServer {
  /** Where the protocol is: http://127.0.0.1:PORT/mcp */
  url: string;
  /** What it has written to stderr. */
  log(): string;
  /** Ends it at once. */
  close(): void;
  /** Tells it to end; its exit code. */
  end(): Promise<number>;
}

export interface HttpOptions {
  environment?: Record<string, string>;
  /** Left out where accounts are in the environment. */
  sandbox?: boolean;
  host?: string;
  /** Of Node itself. */
  nodeOptions?: readonly string[];
}

/** Resolves when it listens; rejects with what it said where it does not start. */
export function httpServer({
  environment = {},
  sandbox = true,
  host = '127.0.0.1',
  nodeOptions = [],
}: HttpOptions = {}): Promise<HttpServer> {
  const args = [...nodeOptions, built, 'mcp', '--http', `${host}:0`, ...(sandbox ? ['--sandbox'] : [])];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const close = () => void child.kill('SIGINT');
  const end = () => {
    child.kill('SIGTERM');
    return new Promise<number>(resolve => child.on('close', code => resolve(code ?? -1)));
  };
  return new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', text => {
      log += text;
      const port = /^MCP is served at http:\/\/.*:(\d+)\/mcp/m.exec(log)?.[1];
      if (port !== undefined) resolve({ url: `http://127.0.0.1:${port}/mcp`, log: () => log, close, end });
    });
    child.on('close', code => reject(new Error(`it ended with ${code}: ${log}`)));
  });
}
