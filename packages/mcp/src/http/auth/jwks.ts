// The public keys of an issuer: kept for ten minutes, and longer where the issuer is away. Old keys are better than nobody let in.
import { LinekeeperError } from '@linekeeper/core';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** Milliseconds: how long keys are believed, how long the issuer may take, and how soon it is asked again after it failed. */
const lifetime = 10 * 60_000;
const timeoutDuration = 3_000;
const patience = 10_000;

/** Rejects with `unavailable` where the keys have never been read, and as the library does where no key fits the token. `log` gets the reason. */
export function issuerKeys(url: URL, log: (line: string) => void, cacheMaxAge = lifetime): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, { timeoutDuration, cacheMaxAge });
  let failed = Number.NEGATIVE_INFINITY;
  return async (header, token) => {
    const kept = remote.jwks();
    if (kept !== undefined && Date.now() < failed + patience) return await createLocalJWKSet(kept)(header, token);
    try {
      return await remote(header, token);
    } catch (thrown) {
      if (thrown instanceof errors.JWKSNoMatchingKey || thrown instanceof errors.JWKSMultipleMatchingKeys) throw thrown;
      log(`http: the issuer's keys cannot be read: ${reasonOf(thrown)}`);
      if (kept === undefined) throw unread();
      failed = Date.now();
      return await createLocalJWKSet(kept)(header, token);
    }
  };
}

const unread = () =>
  new LinekeeperError('unavailable', 'The issuer’s keys cannot be read at the moment. Try again in a minute.', { retryAfterS: 60 });

/** The library's sentence about the answer, or the system's code for why there was none. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof errors.JOSEError) return thrown.message;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
}
