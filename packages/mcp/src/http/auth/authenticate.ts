// The door: who may come in, by which token; and what it says to whoever may not, so that their client knows what to do.
import { internalError, LinekeeperError } from '@linekeeper/core';
import { type AuthInfo, bearerAuthChallengeResponse, OAuthError, OAuthErrorCode, verifyBearerToken } from '@modelcontextprotocol/server';
import { type Caller, callerIn, signedIn } from '../../caller.ts';
import { isGuarded, type SignIn } from '../http-settings.ts';
import { refused } from '../responses.ts';
import type { OAuthSettings } from './oauth-settings.ts';
import { metadataUrl } from './resource-metadata.ts';
import { tokenHolders } from './static-tokens.ts';

export interface Door {
  oauth: OAuthSettings | undefined;
  /** What the SDK carries to the calls; undefined where nobody has to sign in; the answer to whoever may not come in. */
  enter(request: Request): Promise<AuthInfo | undefined | Response>;
}

/** `log` gets the reason of each refusal, never a token. */
export function doorFor({ tokens, oauth }: SignIn, log: (line: string) => void): Door {
  if (!isGuarded({ tokens, oauth })) return { oauth, enter: async () => undefined };
  const verifyAccessToken = verifierOf({ tokens, oauth }, log);
  return {
    oauth,
    async enter(request) {
      try {
        const info = await verifyBearerToken(request.headers.get('authorization'), { verifier: { verifyAccessToken } });
        const { name, accounts } = callerIn(info);
        if (accounts.length > 0) return info;
        log(`http: refused: ${name} may use no account`);
        return refused(403, new LinekeeperError('denied', 'You are signed in, but may use no account here. Ask whoever runs Linekeeper.'));
      } catch (thrown) {
        if (!(thrown instanceof OAuthError || thrown instanceof LinekeeperError)) return refused(500, internalError(thrown, log));
        log(`http: refused: ${thrown.message}`);
        return thrown instanceof LinekeeperError ? refused(503, thrown) : challenge(thrown, request, oauth);
      }
    },
  };
}

function verifierOf({ tokens, oauth }: SignIn, log: (line: string) => void): (token: string) => Promise<AuthInfo> {
  const holderOf = tokenHolders(tokens);
  // Half of the library is for signing and encryption; only where tokens of an issuer come is it loaded at all.
  const byIssuer = oauth === undefined ? undefined : import('./jwt-verifier.ts').then(({ oauthVerifier }) => oauthVerifier(oauth, log));
  return async token => signedIn(holderOf(token) ?? (await callerBy(byIssuer, token)));
}

async function callerBy(byIssuer: Promise<(token: string) => Promise<Caller>> | undefined, token: string): Promise<Caller> {
  const verify = await byIssuer;
  if (verify === undefined) throw new OAuthError(OAuthErrorCode.InvalidToken, 'The token is not known');
  return await verify(token);
}

const challenge = (thrown: unknown, request: Request, oauth: OAuthSettings | undefined): Response =>
  bearerAuthChallengeResponse(
    thrown,
    oauth === undefined ? {} : { requiredScopes: [...oauth.scopes], resourceMetadataUrl: metadataUrl(request) },
  );
