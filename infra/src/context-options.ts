// Parses the deployment options from the CDK context: `-c mcp=token`, `-c email=…`, names of existing secrets.
import { findClosest } from '@linekeeper/core';
import { parseHttpSettings } from '@linekeeper/mcp';
import { type HistoryOptions, parseHistory, validDays, validInterval } from './history-options.ts';
import { OptionError } from './option-error.ts';
import { accountNames, groupList, type PoolGroup, parseGroups } from './pool-groups.ts';

/** How the MCP endpoint authenticates: static tokens from a secret, a Cognito user pool of the stack, or an external OAuth issuer. */
export type McpAuth = { method: 'token' } | { method: 'pool'; callbacks: string[] } | { method: 'issuer'; oauth: string };

/** What runs the MCP endpoint. */
export type McpHost = 'api' | 'web';

/** Options of a deployment, validated. */
export interface DeploymentOptions {
  /** Undefined: the stack has no MCP endpoint. */
  mcp: McpAuth | undefined;
  /** Address that receives alarms. */
  email: string | undefined;
  /** Names of existing secrets; the stack creates those that are undefined. */
  secrets: { accounts: string | undefined; slack: string | undefined; mcp: string | undefined };
  /** Additional host names of the API, comma-separated. */
  hosts: string | undefined;
  /** Browser origins that may call the API, comma-separated. */
  origins: string | undefined;
  /** The accounts that the tool function may use, comma-separated; undefined: all. */
  toolAccounts: string | undefined;
  /** Groups of the user pool, each with the accounts that its users see. */
  groups: readonly PoolGroup[];
  /** True for an AgentCore Gateway in front of the `tool` function. */
  gateway: boolean;
  /** The path below which the HTTP API has its routes, such as `/phones`; empty for the root. */
  basePath: string;
  /** What runs the MCP endpoint: a function behind the HTTP API, or a web function with its own address. */
  host: McpHost;
  /** Log retention in days. */
  logDays: number;
  /** Undefined: no history is kept. */
  history: HistoryOptions | undefined;
}

type ContextValues = Readonly<Record<string, unknown>>;

/** The names of all options. */
export const optionNames: readonly string[] = [
  'gateway',
  'host',
  'mcp',
  'oauth',
  'callbacks',
  'email',
  'accountsSecret',
  'slackSecret',
  'mcpSecret',
  'hosts',
  'origins',
  'basePath',
  'logDays',
  'toolAccounts',
  'groups',
  'history',
  'historyDays',
];

/** Options of the MCP endpoint, with the authentication method that each requires. */
const mcpOnlyOptions: Readonly<Record<string, { method?: McpAuth['method']; requires: string }>> = {
  hosts: { requires: '-c mcp=token or -c mcp=oauth' },
  origins: { requires: '-c mcp=token or -c mcp=oauth' },
  host: { requires: '-c mcp=token or -c mcp=oauth' },
  mcpSecret: { method: 'token', requires: '-c mcp=token' },
  groups: { method: 'pool', requires: '-c mcp=oauth -c oauth=cognito' },
  callbacks: { method: 'pool', requires: '-c mcp=oauth -c oauth=cognito' },
};

const logRetentionDays = [1, 3, 5, 7, 14, 30, 60, 90, 180, 365];

/** Redirect URL of Claude Code with `--callback-port 8765`. */
const defaultCallback = 'http://localhost:8765/callback';

/** Parses the CDK context. Throws `OptionError` for an invalid or misspelled option, which stops the synthesis. */
export function parseOptions(context: ContextValues): DeploymentOptions {
  checkNames(context);
  const secretName = (name: string) =>
    readString(context, name, /^[\w/+=.@-]{1,512}$/, 'the name of a secret (letters, digits and /_+=.@-)');
  const httpSetting = (name: string, variable: string) =>
    validateSetting(variable, readString(context, name, /./, 'names with commas'), name);
  const logDays = Number(readString(context, 'logDays', /^\d+$/, `one of ${logRetentionDays.join(', ')}`) ?? 90);
  if (!logRetentionDays.includes(logDays)) throw new OptionError(`-c logDays=${logDays}: must be one of ${logRetentionDays.join(', ')}.`);
  const mcp = parseMcpAuth(context);
  checkMcpOnlyOptions(context, mcp);
  const host = readString(context, 'host', /^(api|web)$/, 'one of api, web, or left out') === 'web' ? 'web' : 'api';
  const hosts = httpSetting('hosts', 'LINEKEEPER_HTTP_HOSTS');
  const basePath = readString(context, 'basePath', /^(\/[\w.~-]+)+$/, 'a path without a slash at its end, such as /phones') ?? '';
  if (basePath !== '' && host === 'web' && hosts === undefined)
    throw new OptionError('-c basePath=… with -c host=web needs -c hosts=…: the name of what stands before the web function.');
  return {
    mcp,
    email: readString(context, 'email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'),
    secrets: { accounts: secretName('accountsSecret'), slack: secretName('slackSecret'), mcp: secretName('mcpSecret') },
    hosts,
    origins: httpSetting('origins', 'LINEKEEPER_HTTP_ORIGINS'),
    toolAccounts: readString(context, 'toolAccounts', accountNames, 'names of accounts with commas'),
    groups: parseGroups(readString(context, 'groups', groupList, 'groups with their accounts: support:copenhagen+moscow,admins:*')),
    gateway: readString(context, 'gateway', /^(true|false)$/, 'true, or left out') === 'true',
    basePath,
    host,
    logDays,
    history: parseHistory({
      every: readString(context, 'history', /./, validInterval),
      days: readString(context, 'historyDays', /./, validDays),
    }),
  };
}

/** Keys of the CDK's own command that look like options. Its other keys, and those of construct libraries, have a colon or a slash. */
const cdkKeys: readonly string[] = ['acknowledged-issue-numbers', 'cli-telemetry'];

/** Rejects unknown options, which would be ignored otherwise. */
function checkNames(context: ContextValues): void {
  const unknown = Object.keys(context).find(name => !/[:/]/.test(name) && ![...optionNames, ...cdkKeys].includes(name));
  if (unknown === undefined) return;
  const near = findClosest(unknown, optionNames);
  const problem = near === undefined ? 'not an option.' : `did you mean ${near}?`;
  throw new OptionError(`-c ${unknown}=…: ${problem} Valid: ${optionNames.join(', ')}.`);
}

function checkMcpOnlyOptions(context: ContextValues, mcp: McpAuth | undefined): void {
  for (const [name, { method = mcp?.method, requires }] of Object.entries(mcpOnlyOptions)) {
    if (isSet(context[name]) && (mcp === undefined || mcp.method !== method)) throw new OptionError(`-c ${name}=… needs ${requires}.`);
  }
}

/** In cdk.json, a value may also be a number or an array. */
const toText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : Array.isArray(value) ? value.join(',') : value;

const isSet = (value: unknown) => value !== undefined && value !== '';

function readString(context: ContextValues, name: string, pattern: RegExp, valid: string): string | undefined {
  const value = toText(context[name]);
  if (!isSet(value)) return undefined;
  if (typeof value !== 'string' || !pattern.test(value)) throw new OptionError(`-c ${name}=${String(value)}: must be ${valid}.`);
  return value;
}

function parseMcpAuth(context: ContextValues): McpAuth | undefined {
  const mcp = readString(context, 'mcp', /^(token|oauth)$/, 'one of token, oauth, or left out');
  const { oauth } = context;
  if (mcp !== 'oauth') {
    if (isSet(oauth)) throw new OptionError('-c oauth=… configures the authentication of an MCP endpoint: give -c mcp=oauth too.');
    return mcp === undefined ? undefined : { method: 'token' };
  }
  if (oauth === 'cognito') return { method: 'pool', callbacks: parseCallbacks(context) };
  if (!isSet(oauth) || (typeof oauth === 'string' && !oauth.trim().startsWith('{')))
    throw new OptionError(
      '-c mcp=oauth needs an issuer: -c oauth=cognito for a Cognito user pool in the stack, or -c oauth=\'{"issuer": "https://…", …}\'.',
    );
  return {
    method: 'issuer',
    oauth: validateSetting('LINEKEEPER_HTTP_OAUTH', typeof oauth === 'string' ? oauth : JSON.stringify(oauth), 'oauth'),
  };
}

/** Validates a value with the parser that the function uses at run time, so that errors appear before the deployment. */
function validateSetting<T extends string | undefined>(variable: string, value: T, name: string): T {
  try {
    parseHttpSettings({ [variable]: value });
  } catch (thrown) {
    throw new OptionError(`-c ${name}=…: ${thrown instanceof Error ? thrown.message.replaceAll(variable, 'it') : thrown}`);
  }
  return value;
}

function parseCallbacks(context: ContextValues): string[] {
  const address = '(https:\\/\\/|http:\\/\\/localhost[:/])[^\\s,]+';
  const text = readString(
    context,
    'callbacks',
    new RegExp(`^${address}(,${address})*$`),
    'addresses with commas: https:, or http://localhost',
  );
  return text?.split(',') ?? [defaultCallback];
}
