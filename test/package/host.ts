// A desktop or editor host as far as packages are concerned: it works out a command from what the package says, and lists the tools.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

export interface Command {
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
}

export interface Bundle {
  server: { mcp_config: Command & { env: Record<string, string> } };
  user_config: Record<string, { type: string; title: string; default: string | boolean; required: boolean; sensitive?: boolean }>;
}

/**
 * A bundle's command with its variables filled in, as the bundle's format says it: the user's values go before the defaults.
 * What has neither stays as it stands, which is what Claude Desktop does.
 */
export function commandOf({ server, user_config }: Bundle, folder: string, given: Readonly<Record<string, string>> = {}): Command {
  const defaults = Object.entries(user_config).map(([key, { default: value }]) => [`user_config.${key}`, String(value)]);
  const own = Object.entries(given).map(([key, value]) => [`user_config.${key}`, value]);
  const values = new Map([['__dirname', folder], ...defaults, ...own] as [string, string][]);
  const filled = (text: string) => text.replace(/\$\{([^}]+)\}/g, (whole, name) => values.get(name) ?? whole);
  const { command, args, env } = server.mcp_config;
  return {
    // The Node of the tests is the host's.
    command: command === 'node' ? process.execPath : command,
    args: args.map(filled),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])),
  };
}

/** Starts the command, asks over stdio, and ends it. */
export async function ask<T>(command: Command, question: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ name: 'host', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StdioClientTransport({ env: {}, ...command, stderr: 'inherit' }));
  try {
    return await question(client);
  } finally {
    await client.close();
  }
}

/** The names of the tools that the command offers. */
export const toolsOf = (command: Command): Promise<string[]> =>
  ask(command, async client => (await client.listTools()).tools.map(({ name }) => name));
