// Verifies JWT access tokens (RFC 9068 and older issuers) by the issuer's public keys.
import { getAllowedAccounts, matchesCondition, stripControlCharacters, toText, truncate } from '@linekeeper/core';
import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../../caller.ts';
import { createCachedJwks } from './jwks.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/** Asymmetric signatures only: with HS256 the public key would serve as the secret, and `none` needs no key at all. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Tolerated clock skew between the issuer and this server. */
const clockToleranceS = 30;

/** Resolves a token to its caller. Throws `OAuthError` for a rejected token, `unavailable` if the issuer's keys cannot be read (`log` gets the reason). */
export function createJwtVerifier(settings: OAuthSettings, log: (message: string) => void): (token: string) => Promise<Caller> {
  const { issuer, jwks, audience, scopes, access } = settings;
  const keys = createCachedJwks(jwks, log);
  const expected = {
    issuer,
    algorithms,
    clockTolerance: clockToleranceS,
    requiredClaims: ['exp'],
    ...(audience !== undefined && { audience }),
  };
  return async token => {
    const { payload, protectedHeader } = await jwtVerify(token, keys, expected).catch(thrown => {
      throw toOAuthError(thrown);
    });
    const claims = readClaims(payload);
    assertAccessToken(payload, protectedHeader);
    if (!matchesCondition(settings.clients, claims.clients)) throw invalidToken('The token was issued to another application');
    if (!scopes.every(scope => claims.scopes.includes(scope)))
      throw new OAuthError(OAuthErrorCode.InsufficientScope, `The token needs the scope ${scopes.join(' ')}`);
    const accounts = getAllowedAccounts(
      access,
      rule =>
        matchesCondition(rule.subjects, claims.subjects) &&
        matchesCondition(rule.clients, claims.clients) &&
        matchesCondition(rule.groups, claims.groups) &&
        matchesCondition(rule.scopes, claims.scopes),
    );
    return { name: formatCallerName(claims), accounts };
  };
}

/** The claims that access rules refer to, under one name for every issuer. */
interface Claims {
  subjects: string[];
  clients: string[];
  groups: string[];
  scopes: string[];
}

/** Client: `client_id` (RFC 9068), `azp` (OpenID Connect), `cid` (Okta) or `appid` (Entra ID). Scopes: `scope`, a space-separated string, or `scp`, a string or an array. */
const readClaims = ({ sub, client_id, azp, cid, appid, groups, 'cognito:groups': cognitoGroups, scope, scp }: JWTPayload): Claims => ({
  subjects: toStrings(sub),
  clients: toStrings(client_id ?? azp ?? cid ?? appid),
  groups: toStrings(groups ?? cognitoGroups),
  scopes: toStrings(scope ?? scp).flatMap(text => text.split(' ')),
});

const toStrings = (claim: unknown): string[] => [claim].flat().filter(value => typeof value === 'string');

/** Header `typ` of access tokens; older issuers omit it. */
const accessTypes = ['jwt', 'at+jwt', 'application/at+jwt'];

/** Claims of ID tokens and logout tokens, which must not be accepted as access tokens. */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash', 'events'];

/** Payload `typ` of such tokens at Keycloak, whose access tokens (`Bearer`) may carry a nonce. */
const nonAccessTypes = ['ID', 'Logout', 'Refresh'];

function assertAccessToken(payload: JWTPayload, { typ = 'jwt' }: JWTHeaderParameters): void {
  // `token_use` is set by Cognito, the payload's `typ` by Keycloak.
  const { token_use: use = 'access', typ: payloadType } = payload;
  // The header's `typ` may be any JSON value.
  const isAccess =
    accessTypes.includes(toText(typ).toLowerCase()) && use === 'access' && !nonAccessTypes.some(type => type === payloadType);
  if (!isAccess || (payloadType !== 'Bearer' && idTokenClaims.some(claim => claim in payload)))
    throw invalidToken('The token is not an access token');
}

const formatCallerName = ({ subjects, clients }: Claims): string =>
  truncate(stripControlCharacters([...clients, ...subjects].join('/')) || 'unnamed', 120);

const invalidToken = (message: string) => new OAuthError(OAuthErrorCode.InvalidToken, message);

/** Replaces messages of `jose`, which may quote a claim. Errors that are not about the token pass through. */
function toOAuthError(thrown: unknown): unknown {
  if (thrown instanceof errors.JWTExpired) return invalidToken('The token has expired');
  if (thrown instanceof errors.JWTClaimValidationFailed) return invalidToken(`The claim ${thrown.claim} of the token is not accepted`);
  return thrown instanceof errors.JOSEError ? invalidToken('The token is not valid') : thrown;
}
