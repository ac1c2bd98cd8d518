// `linekeeper mcp`: the tools for an assistant, on standard input and output.
import type { Environment } from '@linekeeper/core';
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { serveOverStdio } from '@linekeeper/mcp';
import { tools } from '@linekeeper/questions';
import { openDirectory } from '../directory.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

export interface McpOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
}

/** Serves until the client is done. */
export async function serveMcp({ environment, io, sandbox }: McpOptions): Promise<void> {
  const directory = await openDirectory(environment, sandbox);
  const serving = { tools, directory, version, clock: systemClock, callTime: deadlineMs(environment), log: io.error };
  await serveOverStdio(serving, process.stdin, process.stdout);
}
