// `linekeeper mcp`: the tools for an assistant, on standard input and output.
import { type Environment, listTool } from '@linekeeper/core';
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { serveOverStdio } from '@linekeeper/mcp';
import { operations } from '@linekeeper/providers';
import { openDirectory } from '../directory.ts';
import type { Terminal } from '../terminal.ts';

export interface McpOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  version: string;
}

/** Serves until the client is done. */
export async function serveMcp({ environment, io, sandbox, version }: McpOptions): Promise<void> {
  const directory = await openDirectory(environment, sandbox);
  const tools = operations.map(operation => listTool(operation));
  const serving = { tools, directory, version, clock: systemClock, callTime: deadlineMs(environment), log: io.error };
  await serveOverStdio(serving, process.stdin, process.stdout);
}
