// The public keys of an issuer: kept for ten minutes, and longer where the issuer is away. Old keys are better than nobody let in.
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** Milliseconds: how long keys are believed, how long the issuer may take, and how soon it is asked again after it failed. */
const lifetime = 10 * 60_000;
const timeoutDuration = 3_000;
const patience = 10_000;

/** Rejects where the keys have never been read, or no key fits the token. */
export function issuerKeys(url: URL, cacheMaxAge = lifetime): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, { timeoutDuration, cacheMaxAge });
  let failed = Number.NEGATIVE_INFINITY;
  return async (header, token) => {
    const kept = remote.jwks();
    if (kept !== undefined && Date.now() < failed + patience) return await createLocalJWKSet(kept)(header, token);
    try {
      return await remote(header, token);
    } catch (thrown) {
      const isToken = thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys;
      if (isToken || kept === undefined) throw thrown;
      failed = Date.now();
      return await createLocalJWKSet(kept)(header, token);
    }
  };
}
