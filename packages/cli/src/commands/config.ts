// `linekeeper config HOST`: prints the configuration with which an MCP host starts or reaches this program.
import { existsSync } from 'node:fs';
import { type Environment, getOwnEntry, isLoopback, LinekeeperError, readVariable, unknownNameMessage } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { answersInColumns, type LocalServer, placeholder } from '../hosts/host.ts';
import { hosts } from '../hosts/hosts.ts';
import { getCommandName, getServerCommand } from '../hosts/server-command.ts';
import { getAccountsFile } from '../setup/accounts-file.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';

/** Options of `linekeeper config`. */
export interface ConfigOptions {
  environment: Environment;
  io: Terminal;
  sandbox: boolean;
  /** The file of the history, as the option names it. */
  history?: string | undefined;
  /** A key of `hosts`. */
  host: string;
  /** The server's address; undefined for a server that the host starts. */
  url: string | undefined;
}

/** The variable that holds the bearer token of a remote server. Without the prefix LINEKEEPER_: the server itself does not read it. */
const tokenVariable = 'LINES_TOKEN';

/** Prints the configuration to stdout, and where it goes to stderr. Throws `input` for an unknown host or an invalid URL. */
export async function printConfig({ environment, io, sandbox, history, host: name, url }: ConfigOptions): Promise<void> {
  const host = getOwnEntry(hosts, name);
  if (host === undefined) throw new LinekeeperError('input', unknownNameMessage('host', name, Object.keys(hosts)), { field: 'host' });
  const notes: string[] = [];
  const text =
    url === undefined
      ? host.formatLocal(describeLocalServer({ environment, sandbox, history, notes }))
      : host.formatRemote({ url, tokenVariable: isLoopback(parseServerUrl(url).hostname) ? undefined : tokenVariable });
  await io.write(text);
  io.error(`note: for ${host.title}. ${host.instruction}`);
  if (text.includes(placeholder)) io.error(`note: replace ${placeholder} by the real value.`);
  else if (url !== undefined && text.includes(tokenVariable))
    io.error(`note: ${tokenVariable} is the bearer token that the server's operator gave you.`);
  for (const note of notes) io.error(`note: ${note}`);
}

/** The endpoint with its path. Throws `input` for anything but an http: or https: URL. */
function parseServerUrl(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '') return url;
  throw new LinekeeperError('input', '--http must be the URL of the endpoint, for example https://lines.example/mcp.', { field: 'http' });
}

interface LocalServerOptions {
  environment: Environment;
  sandbox: boolean;
  history: string | undefined;
  notes: string[];
}

/** The server with the accounts of this user: the file if there is one, else the variables of this shell. */
function describeLocalServer({ environment, sandbox, history, notes }: LocalServerOptions): LocalServer {
  const invocation = { node: process.execPath, script: process.argv[1] ?? '' };
  const commandLine = [...getServerCommand(invocation, version), 'mcp', ...(sandbox ? ['--sandbox'] : [])];
  if (sandbox) return { commandLine, environment: {}, credentialVariables: [] };
  const historyPath = history ?? readVariable(environment, 'LINEKEEPER_HISTORY');
  const variables = listAccountVariables(environment);
  const file = getAccountsFile(environment);
  const hasFile = existsSync(file);
  if (!hasFile && variables.length === 0)
    notes.push(`${file} does not exist yet: "${getCommandName(invocation)} init" asks for your accounts. --sandbox needs none.`);
  const settings = variables.filter(({ secret }) => !secret).map(({ name }) => [name, environment[name] ?? '']);
  return {
    commandLine,
    environment: {
      ...((hasFile || variables.length === 0) && { LINEKEEPER_ACCOUNTS_FILE: file }),
      ...answersInColumns,
      ...(historyPath !== undefined && { LINEKEEPER_HISTORY: historyPath }),
      ...Object.fromEntries(settings),
    },
    credentialVariables: variables.filter(({ secret }) => secret).map(({ name }) => name),
  };
}

/** The variables of this shell that configure accounts: a host starts the server without them. */
function listAccountVariables(environment: Environment): { name: string; secret: boolean }[] {
  if (readVariable(environment, 'LINEKEEPER_ACCOUNTS') !== undefined) return [{ name: 'LINEKEEPER_ACCOUNTS', secret: true }];
  return providers
    .flatMap(provider =>
      Object.keys(provider.settings.shape).map(key => ({
        name: `${provider.name}_${key}`.toUpperCase(),
        secret: provider.credentials.flat().includes(key),
      })),
    )
    .filter(({ name }) => readVariable(environment, name) !== undefined);
}
