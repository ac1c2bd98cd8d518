// `linekeeper mcp`: serves MCP on standard input and output.
import { type AccountRegistry, readAnswerForm, selectConfiguredTools } from '@linekeeper/core';
import { readTimeoutMs, systemClock } from '@linekeeper/core/node';
import { type McpServerContext, serveOverStdio } from '@linekeeper/mcp';
import { describeAccounts } from '../account-notes.ts';
import { openAccounts } from '../accounts.ts';
import type { CommandOptions } from '../context.ts';
import { listTools } from '../tools.ts';
import { version } from '../version.ts';

/** Upper bound of an exported file: memory of this machine limits it, not a model's context. */
const maxResourceBytes = 64 * 1024 * 1024;

/** Serves until the client closes standard input. Throws `config` for an invalid configuration. */
export async function serveMcp(options: CommandOptions): Promise<void> {
  const registry = await openAccounts(options);
  options.io.error(describeAccounts(registry));
  if (process.stdin.isTTY) options.io.error('This command speaks MCP on stdio; an MCP host starts it. Press Ctrl-C to end it.');
  await serveOverStdio(await createServerContext(registry, options), process.stdin, process.stdout);
}

/** The server context of both transports, stdio and HTTP. */
export const createServerContext = async (registry: AccountRegistry, { environment, io }: CommandOptions): Promise<McpServerContext> => ({
  tools: selectConfiguredTools(await listTools(registry), environment),
  answerForm: readAnswerForm(environment),
  getRegistry: () => registry,
  version,
  clock: systemClock,
  toolTimeoutMs: readTimeoutMs(environment),
  supportsProgress: true,
  maxResourceBytes,
  log: io.error,
});
