// How access tokens of an issuer are recognized, and which accounts their holders may use.
import { type AccessRule, accessIn, isSafeUrl, LinekeeperError, listIn, objectIn, safeUrl, textIn, textsIn } from '@linekeeper/core';

/** Who, signed in at the issuer, may use which accounts; every condition that is there must hold. */
export interface SignedInRule extends AccessRule {
  subjects?: readonly string[];
  clients?: readonly string[];
  groups?: readonly string[];
  scopes?: readonly string[];
}

export interface OAuthSettings {
  /** As the tokens spell it in `iss`. */
  issuer: string;
  /** Where its public keys are. */
  jwks: URL;
  /** What `aud` must hold; undefined where the clients alone tell whom a token is meant for. */
  audience: string | undefined;
  /** Scopes that every token needs. */
  scopes: readonly string[];
  /** Applications whose tokens are taken (`client_id`, `azp`); undefined for all. */
  clients: readonly string[] | undefined;
  access: readonly SignedInRule[];
}

const keys = ['issuer', 'jwks', 'audience', 'scopes', 'clients', 'access'];

/** Throws `config`: a key that is missing or wrong, and settings that would let everybody in. */
export function oauthIn(value: unknown, where: string): OAuthSettings {
  const given = objectIn(value, where, keys);
  const issuer = textIn(given.issuer, `${where}: "issuer"`);
  urlIn(issuer, `${where}: "issuer"`);
  const jwks = given.jwks === undefined ? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json` : textIn(given.jwks, `${where}: "jwks"`);
  const audience = given.audience === undefined ? undefined : textIn(given.audience, `${where}: "audience"`);
  const clients = given.clients === undefined ? undefined : someIn(given.clients, `${where}: "clients"`);
  if (audience === undefined && clients === undefined)
    throw new LinekeeperError('config', `${where} needs "audience" or "clients": the issuer gives tokens for others too.`);
  return {
    issuer,
    jwks: urlIn(jwks, `${where}: "jwks"`),
    audience,
    scopes: given.scopes === undefined ? [] : textsIn(given.scopes, `${where}: "scopes"`).map(scope => scopeIn(scope, where)),
    clients,
    access: rulesIn(given.access, `${where}: "access"`),
  };
}

function rulesIn(value: unknown, where: string): SignedInRule[] {
  const rules = listIn(value, where, { noun: 'rule', example: '[{"accounts": ["*"]}]' }, ruleIn);
  if (rules.length === 0) throw new LinekeeperError('config', `${where} is an empty list: nobody could see anything. Add a rule.`);
  return rules;
}

function ruleIn(value: unknown, where: string): SignedInRule {
  const conditions = ['subjects', 'clients', 'groups', 'scopes'];
  const { accounts, ...given } = objectIn(value, where, [...conditions, 'accounts']);
  const asked = Object.entries(given).map(([name, list]) => [name, someIn(list, `${where}: "${name}"`)]);
  return { ...Object.fromEntries(asked), accounts: accessIn(accounts, `${where}: "accounts"`) };
}

/** A condition that nobody can meet is a mistake. */
function someIn(value: unknown, where: string): string[] {
  const texts = textsIn(value, where);
  if (texts.length === 0)
    throw new LinekeeperError('config', `${where} is an empty list: nobody could come in. Leave it out, or name some.`);
  return texts;
}

/** Whoever could change what is read from there could let anybody in. */
function urlIn(text: string, where: string): URL {
  if (!isSafeUrl(text)) throw new LinekeeperError('config', `${where} ${safeUrl}.`);
  return new URL(text);
}

/** RFC 6749, 3.3: it stands between quotes in a header. */
function scopeIn(scope: string, where: string): string {
  if (!/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))
    throw new LinekeeperError('config', `${where}: "scopes" has an entry with a character that no scope has.`);
  return scope;
}
