// Authenticates HTTP requests by bearer token, and answers failures with the challenge that clients expect (RFC 6750, RFC 9728).
import { internalError, LinekeeperError } from '@linekeeper/core';
import { type AuthInfo, bearerAuthChallengeResponse, OAuthError, OAuthErrorCode, verifyBearerToken } from '@modelcontextprotocol/server';
import { type Caller, callerFrom, toAuthInfo } from '../../caller.ts';
import { type AuthSettings, requiresAuth } from '../http-settings.ts';
import { errorResponse } from '../responses.ts';
import { FailureLimiter } from './failure-limiter.ts';
import type { OAuthSettings } from './oauth-settings.ts';
import { getMetadataUrl } from './resource-metadata.ts';
import { createStaticTokenVerifier } from './static-tokens.ts';

/** Authenticates requests by static tokens and by access tokens of an OAuth issuer; accepts every request if neither is configured. */
export interface Authenticator {
  /** The issuer whose metadata is published; undefined without one. */
  oauth: OAuthSettings | undefined;
  /** `serverUrl` is the server's own, for challenges; `address` is the client's, whose refusals are counted. Returns the auth info for the SDK, undefined if no authentication is configured, or the error response of a rejected request. */
  authenticate(request: Request, serverUrl: string, address?: string): Promise<AuthInfo | undefined | Response>;
}

/** `log` gets the reason of each rejection, never a token. `isRequired`: requests without a token are rejected even if no token is configured. */
export function createAuthenticator({ tokens, oauth }: AuthSettings, log: (message: string) => void, isRequired = false): Authenticator {
  if (!isRequired && !requiresAuth({ tokens, oauth })) return { oauth, authenticate: async () => undefined };
  const verifyAccessToken = createTokenVerifier({ tokens, oauth }, log);
  const limiter = new FailureLimiter();
  return {
    oauth,
    async authenticate(request, serverUrl, address = '') {
      const authorization = request.headers.get('authorization');
      if (limiter.isBlocked(address, authorization)) {
        log('http: rejected: too many wrong tokens from one address');
        return errorResponse(
          429,
          new LinekeeperError('rate_limited', 'Too many wrong tokens came from this address.', { retryAfterS: 10 }),
        );
      }
      try {
        const info = await verifyBearerToken(authorization, { verifier: { verifyAccessToken } });
        limiter.recordSuccess(authorization);
        const { name, accounts } = callerFrom(info);
        if (accounts.length > 0) return info;
        log(`http: rejected: ${name} may use no account`);
        return errorResponse(
          403,
          new LinekeeperError('denied', 'You are signed in, but have access to no account. Ask the administrator of Linekeeper.'),
        );
      } catch (thrown) {
        if (!(thrown instanceof OAuthError || thrown instanceof LinekeeperError)) return errorResponse(500, internalError(thrown, log));
        // A request without a token guesses nothing: clients begin with one, to be told how to sign in.
        log(`http: rejected: ${thrown.message}`);
        if (thrown instanceof OAuthError && authorization !== null) await limiter.delayRefusal(address);
        return thrown instanceof LinekeeperError ? errorResponse(503, thrown) : challengeResponse(thrown, serverUrl, oauth);
      }
    },
  };
}

function createTokenVerifier({ tokens, oauth }: AuthSettings, log: (message: string) => void): (token: string) => Promise<AuthInfo> {
  const verifyStaticToken = createStaticTokenVerifier(tokens);
  // `jose` is large (half of it signs and encrypts): load it only if an issuer is configured.
  const jwtVerifier =
    oauth === undefined ? undefined : import('./jwt-verifier.ts').then(({ createJwtVerifier }) => createJwtVerifier(oauth, log));
  return async token => toAuthInfo(verifyStaticToken(token) ?? (await verifyJwt(jwtVerifier, token)));
}

async function verifyJwt(jwtVerifier: Promise<(token: string) => Promise<Caller>> | undefined, token: string): Promise<Caller> {
  const verify = await jwtVerifier;
  if (verify === undefined) throw new OAuthError(OAuthErrorCode.InvalidToken, 'The token is unknown');
  return await verify(token);
}

/** 401, or 403 for a missing scope, with `WWW-Authenticate`. */
const challengeResponse = (thrown: unknown, serverUrl: string, oauth: OAuthSettings | undefined): Response =>
  bearerAuthChallengeResponse(
    thrown,
    oauth === undefined ? {} : { requiredScopes: [...oauth.scopes], resourceMetadataUrl: getMetadataUrl(serverUrl) },
  );
