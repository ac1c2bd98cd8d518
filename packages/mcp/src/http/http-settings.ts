// Settings of the HTTP server: authentication, access to accounts, and allowed hosts and origins.
import {
  type AccessRule,
  type Environment,
  isSafeUrl,
  LinekeeperError,
  parseAllowedAccounts,
  parseJsonConfig,
  quoteValue,
  readArray,
  readObject,
  readString,
  readVariable,
  splitEntries,
  urlRequirement,
} from '@linekeeper/core';
import { type OAuthSettings, parseOAuthSettings } from './auth/oauth-settings.ts';
import { rejectWeakTokens } from './token-strength.ts';

/** A static bearer token, the name of its holder for the log, and the accounts that it grants. */
export interface HttpToken extends AccessRule {
  name: string;
  token: string;
}

/** How clients authenticate. With neither tokens nor an issuer, every request is treated as the local user. */
export interface AuthSettings {
  tokens: readonly HttpToken[];
  oauth: OAuthSettings | undefined;
}

/** All settings from the environment. */
export interface HttpSettings extends AuthSettings {
  /** Host names without ports, besides the server's own address. */
  hosts: readonly string[];
  /** Origins of pages (`https://app.example`), or host names. */
  origins: readonly string[];
  /** The address at which clients reach the server, without the endpoint's path. */
  publicUrl: URL | undefined;
}

const variables = {
  tokens: 'LINEKEEPER_HTTP_TOKENS',
  oauth: 'LINEKEEPER_HTTP_OAUTH',
  hosts: 'LINEKEEPER_HTTP_HOSTS',
  origins: 'LINEKEEPER_HTTP_ORIGINS',
  url: 'LINEKEEPER_HTTP_URL',
};

/** Reads the `LINEKEEPER_HTTP_*` variables. Throws `config` for an invalid value. */
export function parseHttpSettings(environment: Environment): HttpSettings {
  const text = (name: string) => readVariable(environment, name);
  const tokens = text(variables.tokens);
  const oauth = text(variables.oauth);
  const publicUrl = parsePublicUrl(text(variables.url));
  return {
    tokens:
      tokens === undefined ? [] : parseTokens(parseJsonConfig(tokens, variables.tokens, `an array: ${tokenExample}`), variables.tokens),
    oauth:
      oauth === undefined
        ? undefined
        : parseOAuthSettings(parseJsonConfig(oauth, variables.oauth, 'an object with "issuer"'), variables.oauth),
    hosts: [...parseHosts(text(variables.hosts)), ...(publicUrl === undefined ? [] : [publicUrl.hostname])],
    origins: parseOrigins(text(variables.origins)),
    publicUrl,
  };
}

/** Parses the JSON of a secret, `{"tokens": [...]}`; `name` is the secret's name, for messages. Throws `config`. */
export function parseAuthSecret(text: string, name: string): AuthSettings {
  const where = `The secret ${name}`;
  const { tokens } = readObject(parseJsonConfig(text, where, `an object: {"tokens": ${tokenExample}}`), where, ['tokens']);
  const parsed = parseTokens(tokens, `"tokens" of the secret ${name}`);
  rejectWeakTokens(parsed, `"tokens" of the secret ${name}`);
  return { tokens: parsed, oauth: undefined };
}

/** Whether clients must authenticate. */
export const requiresAuth = ({ tokens, oauth }: AuthSettings): boolean => tokens.length > 0 || oauth !== undefined;

/** Rejects tokens of the environment that can be guessed, for a server that other machines reach. Throws `config`. */
export const checkReachableTokens = ({ tokens }: AuthSettings): void => rejectWeakTokens(tokens, variables.tokens);

const tokenExample = '[{"name": "…", "token": "…", "accounts": ["*"]}]';

function parseTokens(value: unknown, where: string): HttpToken[] {
  const tokens = readArray(value, where, { noun: 'token', example: tokenExample }, parseToken);
  if (tokens.length === 0)
    throw new LinekeeperError('config', `${where} is an empty list: no client could authenticate. Leave it out, or add a token.`);
  for (const key of ['name', 'token'] as const) {
    const repeated = tokens.find((token, index) => tokens.findIndex(other => other[key] === token[key]) < index);
    if (repeated !== undefined) throw new LinekeeperError('config', `${where}: the ${key} of "${repeated.name}" appears twice.`);
  }
  return tokens;
}

function parseToken(value: unknown, where: string): HttpToken {
  const { name, token, accounts } = readObject(value, where, ['name', 'token', 'accounts']);
  const text = readString(token, `${where}: "token"`);
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new LinekeeperError('config', `${where}: "token" contains a character that is not allowed in a header.`);
  return { name: readString(name, `${where}: "name"`), token: text, accounts: parseAllowedAccounts(accounts, `${where}: "accounts"`) };
}

/** An address may be given with the endpoint's path, which is not part of the base path. */
function parsePublicUrl(text: string | undefined): URL | undefined {
  if (text === undefined) return undefined;
  const url = isSafeUrl(text) ? new URL(text) : undefined;
  if (url === undefined || url.search !== '' || url.hash !== '')
    throw new LinekeeperError('config', `${variables.url} ${urlRequirement}, without a query.`);
  url.pathname = url.pathname.replace(/(?<!\/)\/+$/, '').replace(/\/mcp$/, '');
  return url;
}

/** Comma-separated host names; a scheme and a port are ignored. */
const parseHosts = (text: string | undefined): string[] =>
  splitEntries(text).map(entry => parseEntryUrl(`http://${entry.replace(/^https?:\/\//i, '')}`, entry, variables.hosts).hostname);

/** Comma-separated origins, normalized as browsers send them; an entry without a scheme is a host name. */
const parseOrigins = (text: string | undefined): string[] =>
  splitEntries(text).map(entry => {
    if (!entry.includes('://')) return parseEntryUrl(`http://${entry}`, entry, variables.origins).hostname;
    const { protocol, host } = parseEntryUrl(entry, entry, variables.origins);
    return `${protocol}//${host}`;
  });

function parseEntryUrl(url: string, entry: string, where: string): URL {
  if (!URL.canParse(url) || entry.includes('*'))
    throw new LinekeeperError('config', `${where}: ${quoteValue(entry)} is not a valid host or origin.`);
  return new URL(url);
}
