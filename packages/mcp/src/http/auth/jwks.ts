// JWKS cache: ten minutes, served stale while the issuer is unreachable.
import { LinekeeperError } from '@linekeeper/core';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

const maxAgeMs = 10 * 60_000;

/** For one request to the issuer. */
const timeoutMs = 3_000;

/** Pause after a failed refresh, during which the stale keys are used. */
const refreshRetryMs = 10_000;

/** Key lookup for `jwtVerify`. Rejects with `unavailable` if no keys have been read yet, and with the error of `jose` if no key matches the token. `log` gets the reason. */
export function createCachedJwks(url: URL, log: (message: string) => void, cacheMaxAgeMs = maxAgeMs): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, { timeoutDuration: timeoutMs, cacheMaxAge: cacheMaxAgeMs });
  let lastFailureAt = Number.NEGATIVE_INFINITY;
  return async (header, token) => {
    const cached = remote.jwks();
    if (cached !== undefined && Date.now() < lastFailureAt + refreshRetryMs) return await createLocalJWKSet(cached)(header, token);
    try {
      return await remote(header, token);
    } catch (thrown) {
      if (thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys) throw thrown;
      log(`http: the issuer's keys cannot be read: ${describeFailure(thrown)}`);
      if (cached === undefined) throw jwksUnavailable();
      lastFailureAt = Date.now();
      return await createLocalJWKSet(cached)(header, token);
    }
  };
}

const jwksUnavailable = () =>
  new LinekeeperError('unavailable', 'The issuer’s keys cannot be read now. Try again in a minute.', { retryAfterS: 60 });

/** The library's message about a response, or the system error code if there was no response. */
function describeFailure(thrown: unknown): string {
  if (thrown instanceof errors.JOSEError) return thrown.message;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
}
