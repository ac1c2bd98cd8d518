// Settings of the OAuth 2.1 resource server: the issuer, and the access rules for its tokens.
import {
  type AccessRule,
  isSafeUrl,
  LinekeeperError,
  parseAllowedAccounts,
  readArray,
  readObject,
  readString,
  readStrings,
  urlRequirement,
} from '@linekeeper/core';

/** Grants accounts to tokens that meet all conditions that are set. */
interface OAuthAccessRule extends AccessRule {
  /** Values of `sub`. */
  subjects?: readonly string[];
  /** Applications (`client_id`, `azp`, `cid` or `appid`). */
  clients?: readonly string[];
  groups?: readonly string[];
  scopes?: readonly string[];
}

/** The value of `LINEKEEPER_HTTP_OAUTH`, validated. */
export interface OAuthSettings {
  /** Exactly as in the tokens' `iss`. */
  issuer: string;
  /** URL of the issuer's public keys (JWKS). */
  jwks: URL;
  /** Required in `aud`; undefined if `clients` alone decides which tokens are meant for this server. */
  audience: string | undefined;
  /** Required of every token. */
  scopes: readonly string[];
  /** Applications whose tokens are accepted (`client_id`, `azp`, `cid` or `appid`); undefined for all. */
  clients: readonly string[] | undefined;
  access: readonly OAuthAccessRule[];
}

const settingsKeys = ['issuer', 'jwks', 'audience', 'scopes', 'clients', 'access'];
const conditionKeys = ['subjects', 'clients', 'groups', 'scopes'];

/** `where` names the setting in messages. Throws `config` for a missing or invalid key, and for settings that would accept tokens meant for other servers. */
export function parseOAuthSettings(value: unknown, where: string): OAuthSettings {
  const input = readObject(value, where, settingsKeys);
  const issuer = readString(input.issuer, `${where}: "issuer"`);
  parseTrustedUrl(issuer, `${where}: "issuer"`);
  const jwks = input.jwks === undefined ? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json` : readString(input.jwks, `${where}: "jwks"`);
  const audience = input.audience === undefined ? undefined : readString(input.audience, `${where}: "audience"`);
  const clients = input.clients === undefined ? undefined : parseNonEmptyStrings(input.clients, `${where}: "clients"`);
  if (audience === undefined && clients === undefined)
    throw new LinekeeperError('config', `${where} needs "audience" or "clients": the issuer issues tokens for other applications, too.`);
  return {
    issuer,
    jwks: parseTrustedUrl(jwks, `${where}: "jwks"`),
    audience,
    scopes: input.scopes === undefined ? [] : readStrings(input.scopes, `${where}: "scopes"`).map(scope => parseScope(scope, where)),
    clients,
    access: parseRules(input.access, `${where}: "access"`),
  };
}

function parseRules(value: unknown, where: string): OAuthAccessRule[] {
  const rules = readArray(value, where, { noun: 'rule', example: '[{"accounts": ["*"]}]' }, parseRule);
  if (rules.length === 0)
    throw new LinekeeperError('config', `${where} is an empty list: no client would have access to any account. Add a rule.`);
  return rules;
}

function parseRule(value: unknown, where: string): OAuthAccessRule {
  const { accounts, ...conditions } = readObject(value, where, [...conditionKeys, 'accounts']);
  const parsed = Object.entries(conditions).map(([name, list]) => [name, parseNonEmptyStrings(list, `${where}: "${name}"`)]);
  return { ...Object.fromEntries(parsed), accounts: parseAllowedAccounts(accounts, `${where}: "accounts"`) };
}

/** An empty list could never match, so it must be a mistake. */
function parseNonEmptyStrings(value: unknown, where: string): string[] {
  const strings = readStrings(value, where);
  if (strings.length === 0)
    throw new LinekeeperError('config', `${where} is an empty list: no client could authenticate. Leave it out, or add an entry.`);
  return strings;
}

/** The URL must be trusted: keys read from it decide which tokens are valid. */
function parseTrustedUrl(text: string, where: string): URL {
  if (!isSafeUrl(text)) throw new LinekeeperError('config', `${where} ${urlRequirement}.`);
  return new URL(text);
}

/** Characters of a scope (RFC 6749, 3.3): it is quoted in the `WWW-Authenticate` header. */
function parseScope(scope: string, where: string): string {
  if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))
    throw new LinekeeperError('config', `${where}: "scopes" has an entry with a character that is not allowed in a scope.`);
  return scope;
}
