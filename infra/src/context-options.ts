// What a deployment chooses by context: `-c mcp=token`, `-c email=…`, and existing secrets by name.
import { nearest } from '@linekeeper/core';
import { settingsFromVariables } from '@linekeeper/mcp';

/** How the MCP endpoint lets callers in: by tokens of a secret, by users of a pool of the stack's own, or by an issuer. */
export type SignIn = { by: 'token' } | { by: 'pool'; callbacks: string[] } | { by: 'issuer'; oauth: string };

export interface Options {
  /** Undefined where there is no MCP endpoint. */
  mcp: SignIn | undefined;
  /** Where alarms go. */
  email: string | undefined;
  /** Existing secrets by name; those that are not named are created. */
  secrets: { accounts: string | undefined; slack: string | undefined; mcp: string | undefined };
  /** Names of the API beside its own, and pages that may call it, with commas. */
  hosts: string | undefined;
  origins: string | undefined;
  /** Days that logs are kept. */
  logDays: number;
}

/** An option that is not allowed: its message says which are. */
export class OptionError extends Error {}

type Context = Readonly<Record<string, unknown>>;

const names = ['mcp', 'oauth', 'callbacks', 'email', 'accountsSecret', 'slackSecret', 'mcpSecret', 'hosts', 'origins', 'logDays'];

/** Those that say something of the MCP endpoint alone, and how callers must sign in there for it. */
const mcpOnly: Readonly<Record<string, { by?: SignIn['by']; with: string }>> = {
  hosts: { with: '-c mcp=token or -c mcp=oauth' },
  origins: { with: '-c mcp=token or -c mcp=oauth' },
  mcpSecret: { by: 'token', with: '-c mcp=token' },
  callbacks: { by: 'pool', with: '-c mcp=oauth -c oauth=cognito' },
};

const days = [1, 3, 5, 7, 14, 30, 60, 90, 180, 365];

/** Where Claude Code listens for the way back from a sign-in, with `--callback-port 8765`. */
const usualCallback = 'http://localhost:8765/callback';

/** Reads the context. Throws with the valid values where one is not allowed: the synth stops. */
export function optionsIn(context: Context): Options {
  checkNames(context);
  const secret = (name: string) => textIn(context, name, /^[\w/+=.@-]{1,512}$/, 'the name of a secret (letters, digits and /_+=.@-)');
  const named = (name: string, variable: string) => readAs(variable, textIn(context, name, /./, 'names with commas'), name);
  const logDays = Number(textIn(context, 'logDays', /^\d+$/, `one of ${days.join(', ')}`) ?? 90);
  if (!days.includes(logDays)) throw new OptionError(`-c logDays=${logDays}: must be one of ${days.join(', ')}.`);
  const mcp = signInIn(context);
  checkUse(context, mcp);
  return {
    mcp,
    email: textIn(context, 'email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'),
    secrets: { accounts: secret('accountsSecret'), slack: secret('slackSecret'), mcp: secret('mcpSecret') },
    hosts: named('hosts', 'LINEKEEPER_HTTP_HOSTS'),
    origins: named('origins', 'LINEKEEPER_HTTP_ORIGINS'),
    logDays,
  };
}

/** A name that is a slip of the pen would be passed over. Other tools' names have a place in the context too. */
function checkNames(context: Context): void {
  for (const name of Object.keys(context).filter(given => !names.includes(given))) {
    const near = /[:/]/.test(name) ? undefined : nearest(name, names);
    if (near !== undefined) throw new OptionError(`-c ${name}=…: did you mean ${near}?`);
  }
}

function checkUse(context: Context, mcp: SignIn | undefined): void {
  for (const [name, { by = mcp?.by, with: needed }] of Object.entries(mcpOnly)) {
    if (isGiven(context[name]) && (mcp === undefined || mcp.by !== by)) throw new OptionError(`-c ${name}=… needs ${needed}.`);
  }
}

/** In cdk.json a number needs no quotes, and several values are a list. */
const written = (value: unknown): unknown => (typeof value === 'number' ? String(value) : Array.isArray(value) ? value.join(',') : value);

const isGiven = (value: unknown) => value !== undefined && value !== '';

function textIn(context: Context, name: string, pattern: RegExp, valid: string): string | undefined {
  const value = written(context[name]);
  if (!isGiven(value)) return undefined;
  if (typeof value !== 'string' || !pattern.test(value)) throw new OptionError(`-c ${name}=${String(value)}: must be ${valid}.`);
  return value;
}

function signInIn(context: Context): SignIn | undefined {
  const mcp = textIn(context, 'mcp', /^(token|oauth)$/, 'one of token, oauth, or left out');
  const { oauth } = context;
  if (mcp !== 'oauth') {
    if (isGiven(oauth)) throw new OptionError('-c oauth=… says how callers of an MCP endpoint sign in: give -c mcp=oauth too.');
    return mcp === undefined ? undefined : { by: 'token' };
  }
  if (oauth === 'cognito') return { by: 'pool', callbacks: callbacksIn(context) };
  if (!isGiven(oauth) || (typeof oauth === 'string' && !oauth.trim().startsWith('{')))
    throw new OptionError(
      '-c mcp=oauth needs an issuer: -c oauth=cognito for a pool of users of the stack’s own, or -c oauth=\'{"issuer": "https://…", …}\'.',
    );
  return { by: 'issuer', oauth: readAs('LINEKEEPER_HTTP_OAUTH', typeof oauth === 'string' ? oauth : JSON.stringify(oauth), 'oauth') };
}

/** Read as the function itself will read its variable, so that a mistake is found before anything is deployed. */
function readAs<T extends string | undefined>(variable: string, value: T, name: string): T {
  try {
    settingsFromVariables({ [variable]: value });
  } catch (thrown) {
    throw new OptionError(`-c ${name}=…: ${thrown instanceof Error ? thrown.message.replaceAll(variable, 'it') : thrown}`);
  }
  return value;
}

function callbacksIn(context: Context): string[] {
  const address = '(https:\\/\\/|http:\\/\\/localhost[:/])[^\\s,]+';
  const text = textIn(context, 'callbacks', new RegExp(`^${address}(,${address})*$`), 'addresses with commas: https:, or http://localhost');
  return text?.split(',') ?? [usualCallback];
}
