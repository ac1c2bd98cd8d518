// What the HTTP server is told: who may come in and see which accounts, and under which names and to which pages it answers.
import { type AccessRule, accessIn, jsonIn, LinekeeperError, listIn, objectIn, quoted, textIn } from '@linekeeper/core';
import { type OAuthSettings, oauthIn } from './auth/oauth-settings.ts';

/** A bearer token, the name of whoever holds it, and the accounts that it opens. */
export interface HttpToken extends AccessRule {
  name: string;
  token: string;
}

/** The ways in. Where there is none, whoever reaches the server is its owner. */
export interface SignIn {
  tokens: readonly HttpToken[];
  oauth: OAuthSettings | undefined;
}

export interface HttpSettings extends SignIn {
  /** Host names beside the server's own, without ports. */
  hosts: readonly string[];
  /** Origins of pages (`https://app.example`), or their host names alone. */
  origins: readonly string[];
}

const variables = {
  tokens: 'LINEKEEPER_HTTP_TOKENS',
  oauth: 'LINEKEEPER_HTTP_OAUTH',
  hosts: 'LINEKEEPER_HTTP_HOSTS',
  origins: 'LINEKEEPER_HTTP_ORIGINS',
};

/** Reads the process's variables. Throws `config`. */
export function settingsFromVariables(environment: Readonly<Record<string, string | undefined>>): HttpSettings {
  const text = (name: string) => environment[name]?.trim() || undefined;
  const tokens = text(variables.tokens);
  const oauth = text(variables.oauth);
  return {
    tokens: tokens === undefined ? [] : tokensIn(jsonIn(tokens, variables.tokens, `a list: ${tokenExample}`), variables.tokens),
    oauth: oauth === undefined ? undefined : oauthIn(jsonIn(oauth, variables.oauth, 'an object with "issuer"'), variables.oauth),
    hosts: hostsIn(text(variables.hosts)),
    origins: originsIn(text(variables.origins)),
  };
}

/** Reads the secret's JSON, `{"tokens": [...]}`; `name` is the secret's. Throws `config`. */
export function signInFromSecret(secret: unknown, name: string): SignIn {
  const { tokens } = objectIn(secret, `The secret ${name}`, ['tokens']);
  return { tokens: tokensIn(tokens, `"tokens" of the secret ${name}`), oauth: undefined };
}

/** True where whoever comes must sign in. */
export const isGuarded = ({ tokens, oauth }: SignIn): boolean => tokens.length > 0 || oauth !== undefined;

const tokenExample = '[{"name": "…", "token": "…", "accounts": ["*"]}]';

function tokensIn(value: unknown, where: string): HttpToken[] {
  const tokens = listIn(value, where, { noun: 'token', example: tokenExample }, tokenIn);
  if (tokens.length === 0)
    throw new LinekeeperError('config', `${where} is an empty list: nobody could come in. Leave it out, or add a token.`);
  for (const key of ['name', 'token'] as const) {
    const repeated = tokens.find((token, index) => tokens.findIndex(other => other[key] === token[key]) < index);
    if (repeated !== undefined) throw new LinekeeperError('config', `${where}: the ${key} of "${repeated.name}" is there twice.`);
  }
  return tokens;
}

function tokenIn(value: unknown, where: string): HttpToken {
  const { name, token, accounts } = objectIn(value, where, ['name', 'token', 'accounts']);
  const text = textIn(token, `${where}: "token"`);
  if (!/^[\x21-\x7e]+$/.test(text)) throw new LinekeeperError('config', `${where}: "token" contains a character that no header takes.`);
  return { name: textIn(name, `${where}: "name"`), token: text, accounts: accessIn(accounts, `${where}: "accounts"`) };
}

/** Host names with commas, however they are written: a scheme and a port say nothing of the name. */
const hostsIn = (text: string | undefined): string[] =>
  entriesIn(text).map(entry => urlIn(`http://${entry.replace(/^https?:\/\//i, '')}`, entry, variables.hosts).hostname);

/** Origins with commas as browsers spell them; an entry without a scheme is a host name. */
const originsIn = (text: string | undefined): string[] =>
  entriesIn(text).map(entry => {
    if (!entry.includes('://')) return urlIn(`http://${entry}`, entry, variables.origins).hostname;
    const { protocol, host } = urlIn(entry, entry, variables.origins);
    return `${protocol}//${host}`;
  });

const entriesIn = (text = ''): string[] =>
  text
    .split(',')
    .map(entry => entry.trim())
    .filter(entry => entry !== '');

function urlIn(url: string, entry: string, where: string): URL {
  if (!URL.canParse(url) || entry.includes('*'))
    throw new LinekeeperError('config', `${where}: ${quoted(entry)} is no name that can be known.`);
  return new URL(url);
}
