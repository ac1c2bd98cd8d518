// What a deployment chooses by context: `-c mcp=token`, `-c email=…`, and existing secrets by name.
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

type Context = (name: string) => unknown;

const days = [1, 3, 5, 7, 14, 30, 60, 90, 180, 365];

/** Where Claude Code listens for the way back from a sign-in, with `--callback-port 8765`. */
const usualCallback = 'http://localhost:8765/callback';

/** Reads the context. Throws with the valid values where one is not allowed: the synth stops. */
export function optionsIn(context: Context): Options {
  const secret = (name: string) => textIn(context, name, /^[\w/+=.@-]{1,512}$/, 'the name of a secret (letters, digits and /_+=.@-)');
  const names = (name: string, variable: string) => readAs(variable, textIn(context, name, /./, 'names with commas'), name);
  const logDays = Number(textIn(context, 'logDays', /^\d+$/, `one of ${days.join(', ')}`) ?? 90);
  if (!days.includes(logDays)) throw new Error(`-c logDays=${logDays}: must be one of ${days.join(', ')}.`);
  return {
    mcp: signInIn(context),
    email: textIn(context, 'email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'an e-mail address'),
    secrets: { accounts: secret('accountsSecret'), slack: secret('slackSecret'), mcp: secret('mcpSecret') },
    hosts: names('hosts', 'LINEKEEPER_HTTP_HOSTS'),
    origins: names('origins', 'LINEKEEPER_HTTP_ORIGINS'),
    logDays,
  };
}

function textIn(context: Context, name: string, pattern: RegExp, valid: string): string | undefined {
  const value = context(name);
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string' || !pattern.test(value)) throw new Error(`-c ${name}=${String(value)}: must be ${valid}.`);
  return value;
}

function signInIn(context: Context): SignIn | undefined {
  const mcp = textIn(context, 'mcp', /^(token|oauth)$/, 'one of token, oauth, or left out');
  const oauth = context('oauth');
  if (mcp !== 'oauth') {
    if (oauth !== undefined && oauth !== '')
      throw new Error('-c oauth=… says how callers of an MCP endpoint sign in: give -c mcp=oauth too.');
    return mcp === undefined ? undefined : { by: 'token' };
  }
  if (oauth === 'cognito') return { by: 'pool', callbacks: callbacksIn(context) };
  if (oauth === undefined || oauth === '')
    throw new Error(
      '-c mcp=oauth needs an issuer: -c oauth=cognito for a pool of users of the stack’s own, or -c oauth=\'{"issuer": "https://…", …}\'.',
    );
  return { by: 'issuer', oauth: readAs('LINEKEEPER_HTTP_OAUTH', typeof oauth === 'string' ? oauth : JSON.stringify(oauth), 'oauth') };
}

/** Read as the function itself will read its variable, so that a mistake is found before anything is deployed. */
function readAs<T extends string | undefined>(variable: string, value: T, name: string): T {
  try {
    settingsFromVariables({ [variable]: value });
  } catch (thrown) {
    throw new Error(`-c ${name}=…: ${thrown instanceof Error ? thrown.message.replaceAll(variable, 'it') : thrown}`);
  }
  return value;
}

function callbacksIn(context: Context): string[] {
  const address = '(https:\\/\\/|http:\\/\\/localhost[:/])[^\\s,]+';
  const text = textIn(context, 'callbacks', new RegExp(`^${address}(,${address})*$`), 'addresses with commas: https:, or http://localhost');
  return text?.split(',') ?? [usualCallback];
}
