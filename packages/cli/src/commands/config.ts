// `linekeeper config HOST`: prints the configuration with which an MCP host starts or reaches this program.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Environment, getOwnEntry, isLoopback, LinekeeperError, readVariable, unknownNameMessage } from '@linekeeper/core';
import { readSwitch } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import type { CommandOptions } from '../context.ts';
import { readHistoryPath } from '../history-file.ts';
import { answersInColumns, type LocalServer, placeholder } from '../hosts/host.ts';
import { hosts } from '../hosts/hosts.ts';
import { getCommandName, getServerCommand } from '../hosts/server-command.ts';
import { getAccountsFile } from '../setup/accounts-file.ts';
import { version } from '../version.ts';

/** Options of `linekeeper config`. */
export interface ConfigOptions extends CommandOptions {
  /** A key of `hosts`. */
  host: string;
  /** The server's address; undefined for a server that the host starts. */
  url: string | undefined;
}

/** The variable that holds the bearer token of a remote server. Without the prefix LINEKEEPER_: the server itself does not read it. */
const tokenVariable = 'LINES_TOKEN';

/** Prints the configuration to stdout, and where it goes to stderr. Throws `input` for an unknown host or an invalid URL. */
export async function printConfig(options: ConfigOptions): Promise<void> {
  const { io, host: name, url } = options;
  const host = getOwnEntry(hosts, name);
  if (host === undefined) throw new LinekeeperError('input', unknownNameMessage('host', name, Object.keys(hosts)), { field: 'host' });
  const notes: string[] = [];
  const text =
    url === undefined
      ? host.formatLocal(describeLocalServer(options, notes))
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

/** Settings of the server that hold no credential, beside those of accounts. */
const serverSettings = ['LINEKEEPER_TOOLS', 'LINEKEEPER_TIMEOUT_MS', 'LINEKEEPER_ANSWERS'];

/** The server with the accounts and settings of this shell; adds to `notes`. Paths are absolute: a host starts the server in a folder of its own. */
function describeLocalServer({ environment, sandbox, history }: CommandOptions, notes: string[]): LocalServer {
  const invocation = { node: process.execPath, script: process.argv[1] ?? '' };
  const isSandbox = sandbox || readSwitch(environment, 'LINEKEEPER_SANDBOX');
  const commandLine = [...getServerCommand(invocation, version), 'mcp', ...(isSandbox ? ['--sandbox'] : [])];
  const historyPath = readHistoryPath(environment, history);
  const settings = {
    ...(historyPath !== undefined && { LINEKEEPER_HISTORY: resolve(historyPath) }),
    ...readVariables(environment, serverSettings),
  };
  if (isSandbox) return { commandLine, environment: settings, credentialVariables: [] };
  const accounts = listAccountVariables(environment);
  const file = findAccountsFile(environment, accounts.length > 0);
  if (file !== undefined && !existsSync(file))
    notes.push(`${file} does not exist yet: "${getCommandName(invocation)} init" asks for your accounts. --sandbox needs none.`);
  const toNames = (isSecret: boolean) => accounts.filter(({ secret }) => secret === isSecret).map(({ name }) => name);
  return {
    commandLine,
    environment: {
      ...(file !== undefined && { LINEKEEPER_ACCOUNTS_FILE: file }),
      ...answersInColumns,
      ...settings,
      ...readVariables(environment, toNames(false)),
    },
    credentialVariables: toNames(true),
  };
}

/** The variables that have a value. */
const readVariables = (environment: Environment, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap(name => {
      const value = readVariable(environment, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/**
 * The accounts file that the server would read here: the one that is named, or the usual one if it exists or nothing else has accounts.
 * Throws `config` if the accounts are in a variable, too.
 */
function findAccountsFile(environment: Environment, hasVariables: boolean): string | undefined {
  const isNamed = readVariable(environment, 'LINEKEEPER_ACCOUNTS_FILE') !== undefined;
  if (readVariable(environment, 'LINEKEEPER_ACCOUNTS') !== undefined) {
    if (isNamed) throw new LinekeeperError('config', 'Set LINEKEEPER_ACCOUNTS or LINEKEEPER_ACCOUNTS_FILE, not both.');
    return undefined;
  }
  const file = resolve(getAccountsFile(environment));
  return isNamed || !hasVariables || existsSync(file) ? file : undefined;
}

/** The variables of this shell that configure accounts: a host starts the server without them. */
function listAccountVariables(environment: Environment): { name: string; secret: boolean }[] {
  const settings = providers.flatMap(provider =>
    Object.keys(provider.settings.shape).map(key => ({
      name: `${provider.name}_${key}`.toUpperCase(),
      secret: provider.credentials.flat().includes(key),
    })),
  );
  return [{ name: 'LINEKEEPER_ACCOUNTS', secret: true }, ...settings].filter(({ name }) => readVariable(environment, name) !== undefined);
}
