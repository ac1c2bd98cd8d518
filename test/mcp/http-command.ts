// Starts the built command as an MCP server over HTTP: a separate process, on a port that the system chooses.
import { spawn } from 'node:child_process';
import { commandFile } from '../command.ts';

/** A running `linekeeper mcp --http`. */
export interface HttpCommand {
  /** The MCP endpoint: http://127.0.0.1:PORT/mcp */
  url: string;
  /** Its stderr so far. */
  log(): string;
  /** Sends SIGINT: exits at once. */
  kill(): void;
  /** Sends SIGTERM; resolves to the exit code. */
  terminate(): Promise<number>;
}

/** How to start the command. */
export interface HttpCommandOptions {
  environment?: Record<string, string>;
  /** False if the environment configures accounts. */
  sandbox?: boolean;
  host?: string;
  /** Command-line options of Node. */
  nodeOptions?: readonly string[];
}

/** Resolves when the server listens; rejects with its stderr if it does not start. */
export function startHttpCommand({
  environment = {},
  sandbox = true,
  host = '127.0.0.1',
  nodeOptions = [],
}: HttpCommandOptions = {}): Promise<HttpCommand> {
  const args = [...nodeOptions, commandFile, 'mcp', '--http', `${host}:0`, ...(sandbox ? ['--sandbox'] : [])];
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  const kill = () => void child.kill('SIGINT');
  const terminate = () => {
    child.kill('SIGTERM');
    return new Promise<number>(resolve => child.on('close', code => resolve(code ?? -1)));
  };
  return new Promise((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', text => {
      log += text;
      const port = /^MCP is served at http:\/\/.*:(\d+)\/mcp/m.exec(log)?.[1];
      if (port !== undefined) resolve({ url: `http://127.0.0.1:${port}/mcp`, log: () => log, kill, terminate });
    });
    child.on('close', code => reject(new Error(`exited with ${code}: ${log}`)));
  });
}
