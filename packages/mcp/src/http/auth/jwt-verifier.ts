// Access tokens of an issuer (RFC 9068, and issuers of before it): verified here, by the issuer's public keys.
import { accessBy, asText, clip, inert, isAllowed } from '@linekeeper/core';
import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import type { Caller } from '../../caller.ts';
import { issuerKeys } from './jwks.ts';
import type { OAuthSettings } from './oauth-settings.ts';

/** Signatures by a public key; one with a shared secret, or none, would let whoever can read this code write tokens. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** Seconds that clocks may disagree. */
const clockTolerance = 30;

/** Tells whose a token is. Throws `OAuthError` where it is refused, `unavailable` where the issuer's keys cannot be had: `log` gets the reason. */
export function oauthVerifier(settings: OAuthSettings, log: (line: string) => void): (token: string) => Promise<Caller> {
  const { issuer, jwks, audience, scopes, access } = settings;
  const keys = issuerKeys(jwks, log);
  const expected = { issuer, algorithms, clockTolerance, requiredClaims: ['exp'], ...(audience !== undefined && { audience }) };
  return async token => {
    const { payload, protectedHeader } = await jwtVerify(token, keys, expected).catch(thrown => {
      throw refusalOf(thrown);
    });
    const holder = holderOf(payload);
    checkAccess(payload, protectedHeader);
    if (!isAllowed(settings.clients, holder.clients)) throw invalid('The token was issued to another application');
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

/** What issuers call it: `client_id` by RFC 9068, `azp` by OpenID, `cid` and `appid` elsewhere; `scope` is one text there, `scp` a text or a list elsewhere. */
const holderOf = ({ sub, client_id, azp, cid, appid, groups, 'cognito:groups': pool, scope, scp }: JWTPayload): Holder => ({
  subjects: textsOf(sub),
  clients: textsOf(client_id ?? azp ?? cid ?? appid),
  groups: textsOf(groups ?? pool),
  scopes: textsOf(scope ?? scp).flatMap(text => text.split(' ')),
});

const textsOf = (claim: unknown): string[] => [claim].flat().filter(value => typeof value === 'string');

/** What the header of an access token may call it; older issuers say nothing there. */
const accessTypes = ['jwt', 'at+jwt', 'application/at+jwt'];

/** Claims of ID tokens and logout tokens, which tell an application of somebody and open nothing. */
const others = ['nonce', 'at_hash', 'c_hash', 'events'];

/** What those are called by an issuer that says in every token what it is; its access tokens may repeat a nonce. */
const otherKinds = ['ID', 'Logout', 'Refresh'];

function checkAccess(payload: JWTPayload, { typ = 'jwt' }: JWTHeaderParameters): void {
  const { token_use: use = 'access', typ: kind } = payload;
  // Whoever signs a token may write anything into its header.
  const isAccess = accessTypes.includes(asText(typ).toLowerCase()) && use === 'access' && !otherKinds.some(other => other === kind);
  if (!isAccess || (kind !== 'Bearer' && others.some(claim => claim in payload))) throw invalid('This is no access token');
}

const nameOf = ({ subjects, clients }: Holder): string => clip(inert([...clients, ...subjects].join('/')) || 'unnamed', 120);

const invalid = (message: string) => new OAuthError(OAuthErrorCode.InvalidToken, message);

/** The library's own sentences may repeat a claim; ours say enough. What is not about the token stays what it is. */
function refusalOf(thrown: unknown): unknown {
  if (thrown instanceof errors.JWTExpired) return invalid('The token has expired');
  if (thrown instanceof errors.JWTClaimValidationFailed) return invalid(`The claim ${thrown.claim} of the token does not fit`);
  return thrown instanceof errors.JOSEError ? invalid('The token is not valid') : thrown;
}
