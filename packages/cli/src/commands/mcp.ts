// `linekeeper mcp`: the tools for an assistant, on standard input and output.
import type { Directory, Environment } from '@linekeeper/core';
import { deadlineMs, systemClock } from '@linekeeper/core/node';
import { type Serving, serveOverStdio } from '@linekeeper/mcp';
import { tools } from '@linekeeper/questions';
import { openDirectory } from '../accounts.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

export interface McpOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
}

/** Bytes of a file: a machine of one's own holds more than a context. */
const largestFile = 64 * 1024 * 1024;

/** Serves until the client is done. */
export async function serveMcp(options: McpOptions): Promise<void> {
  const directory = await openDirectory(options);
  if (process.stdin.isTTY)
    options.io.error('MCP is spoken here: an assistant starts this command and writes to it. Press Ctrl-C to end it.');
  await serveOverStdio(servingOf(directory, options), process.stdin, process.stdout);
}

/** What both ways of serving on this machine give. */
export const servingOf = (directory: Directory, { environment, io }: McpOptions): Serving => ({
  tools,
  directory: () => directory,
  version,
  clock: systemClock,
  callTime: deadlineMs(environment),
  streaming: true,
  largestFile,
  log: io.error,
});
