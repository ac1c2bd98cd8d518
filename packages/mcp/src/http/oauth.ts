// Access tokens of an issuer (RFC 9068, and issuers of before it): verified here, by the issuer's public keys.
import { accessBy, clip, inert, isAllowed, LinekeeperError } from '@linekeeper/core';
import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../caller.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/** Signatures by a public key; one with a shared secret, or none, would let whoever can read this code write tokens. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds that clocks may disagree. */
const clockTolerance = 30;

/** Milliseconds that the issuer may take to give its keys. */
const timeoutDuration = 3_000;

/** Tells whose a token is. Throws `OAuthError` where it is refused, `LinekeeperError` where the issuer's keys cannot be had. */
export function oauthVerifier(settings: OAuthSettings): (token: string) => Promise<Caller> {
  const { issuer, jwks, audience, scopes, access } = settings;
  const keys = createRemoteJWKSet(jwks, { timeoutDuration });
  const expected = { issuer, algorithms, clockTolerance, requiredClaims: ['exp'], ...(audience !== undefined && { audience }) };
  return async token => {
    const { payload } = await jwtVerify(token, keys, expected).catch(thrown => {
      throw refusalOf(thrown);
    });
    const holder = holderOf(payload);
    checkMeant(payload, holder.clients, settings);
    if (!scopes.every(scope => holder.scopes.includes(scope)))
      throw new OAuthError(OAuthErrorCode.InsufficientScope, `The token needs the scope ${scopes.join(' ')}`);
    const accounts = accessBy(
      access,
      rule =>
        isAllowed(rule.subjects, holder.subjects) &&
        isAllowed(rule.clients, holder.clients) &&
        isAllowed(rule.groups, holder.groups) &&
        isAllowed(rule.scopes, holder.scopes),
    );
    return { name: nameOf(holder), accounts };
  };
}

interface Holder {
  subjects: string[];
  clients: string[];
  groups: string[];
  scopes: string[];
}

/** What issuers call it: `client_id` by RFC 9068, `azp` by OpenID; `scope` is one text there, `scp` a text or a list elsewhere. */
const holderOf = ({ sub, client_id, azp, groups, 'cognito:groups': pool, scope, scp }: JWTPayload): Holder => ({
  subjects: textsOf(sub),
  clients: textsOf(client_id ?? azp),
  groups: textsOf(groups ?? pool),
  scopes: textsOf(scope ?? scp).flatMap(text => text.split(' ')),
});

const textsOf = (claim: unknown): string[] => [claim].flat().filter(value => typeof value === 'string');

/** An ID token tells an application who somebody is; it opens nothing. A token for another application opens nothing here. */
function checkMeant({ token_use: use }: JWTPayload, clients: readonly string[], settings: OAuthSettings): void {
  if (use !== undefined && use !== 'access') throw invalid('This is no access token');
  if (!isAllowed(settings.clients, clients)) throw invalid('The token was issued to another application');
}

const nameOf = ({ subjects, clients }: Holder): string => clip(inert([...clients, ...subjects].join('/')) || 'unnamed', 120);

const invalid = (message: string) => new OAuthError(OAuthErrorCode.InvalidToken, message);

/** The library's own sentences may repeat a claim; ours say enough. */
function refusalOf(thrown: unknown): Error {
  if (thrown instanceof errors.JWTExpired) return invalid('The token has expired');
  if (thrown instanceof errors.JWTClaimValidationFailed) return invalid(`The claim ${thrown.claim} of the token does not fit`);
  const isToken = thrown instanceof errors.JOSEError && /^ERR_(JWT|JWS|JOSE_(ALG|NOT_SUPPORTED)|JWKS_(NO|MULTIPLE)_)/.test(thrown.code);
  if (isToken) return invalid('The token is not valid');
  return new LinekeeperError('unavailable', 'The issuer’s keys cannot be read at the moment. Try again in a minute.', { retryAfterS: 60 });
}
