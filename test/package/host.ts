// A minimal MCP host: resolves the command of a package, starts it and calls it over stdio.
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

/** How to start a server. */
export interface Command {
  command: string;
  args: string[];
  env?: Record<string, string>;
  cwd?: string;
}

/** The part of a bundle's manifest.json that a host needs to start it. */
export interface BundleManifest {
  server: { mcp_config: Command & { env: Record<string, string> } };
  user_config: Record<string, { type: string; title: string; default: string | boolean; required: boolean; sensitive?: boolean }>;
}

/**
 * Resolves the command of a bundle by the MCPB format: the user's values replace the placeholders, then the defaults.
 * A placeholder without either is passed on unchanged, as Claude Desktop does.
 */
export function resolveCommand(
  { server, user_config }: BundleManifest,
  folder: string,
  userConfig: Readonly<Record<string, string>> = {},
): Command {
  const defaults = Object.entries(user_config).map(([key, { default: value }]) => [`user_config.${key}`, String(value)]);
  const userValues = Object.entries(userConfig).map(([key, value]) => [`user_config.${key}`, value]);
  const values = new Map([['__dirname', folder], ...defaults, ...userValues] as [string, string][]);
  const substitute = (text: string) => text.replace(/\$\{([^}]+)\}/g, (whole, name) => values.get(name) ?? whole);
  const { command, args, env } = server.mcp_config;
  return {
    // The host runs the same Node as the tests.
    command: command === 'node' ? process.execPath : command,
    args: args.map(substitute),
    env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, substitute(value)])),
  };
}

/** Starts the command, calls `use` with a client that is connected over stdio, and ends the command. */
export async function withClient<T>(command: Command, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ name: 'host', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
  await client.connect(new StdioClientTransport({ env: {}, ...command, stderr: 'inherit' }));
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** The names of the tools that the command offers. */
export const listToolNames = (command: Command): Promise<string[]> =>
  withClient(command, async client => (await client.listTools()).tools.map(({ name }) => name));
