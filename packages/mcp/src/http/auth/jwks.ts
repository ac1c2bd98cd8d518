// JWKS cache: ten minutes, served stale while the issuer is unreachable.
import { LinekeeperError } from '@linekeeper/core';
import { createLocalJWKSet, createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';

const maxAgeMs = 10 * 60_000;

/** For one request to the issuer. */
const timeoutMs = 3_000;

/** Shortest time between two lookups of keys that are not known. */
const lookupIntervalMs = 1_000;

/** Pause after a failed refresh, during which the stale keys are used. */
const refreshRetryMs = 10_000;

/** Key lookup for `jwtVerify`. Rejects with `unavailable` if no keys have been read yet, and with the error of `jose` if no key matches the token. `log` gets the reason. */
export function createCachedJwks(url: URL, log: (message: string) => void, cacheMaxAgeMs = maxAgeMs): JWTVerifyGetKey {
  let lastLookupAt = Number.NEGATIVE_INFINITY;
  let lastFailureAt = Number.NEGATIVE_INFINITY;
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: timeoutMs,
    cacheMaxAge: cacheMaxAgeMs,
    cooldownDuration: 0,
    [customFetch]: (...request) => {
      lastLookupAt = Date.now();
      return fetch(...request);
    },
  });
  const findKey: JWTVerifyGetKey = async (header, token) => {
    const cached = remote.jwks();
    if (cached !== undefined && Date.now() < lastFailureAt + refreshRetryMs) return await createLocalJWKSet(cached)(header, token);
    if (cached !== undefined && remote.fresh) return await createLocalJWKSet(cached)(header, token);
    try {
      await remote.reload();
    } catch (thrown) {
      log(`http: the issuer's keys cannot be read: ${describeFailure(thrown)}`);
      if (cached === undefined) throw jwksUnavailable();
      lastFailureAt = Date.now();
    }
    return await createLocalJWKSet(remote.jwks() ?? { keys: [] })(header, token);
  };
  let lookup: Promise<void> | undefined;
  const lookUpKeys = async (): Promise<void> => {
    await delay(lastLookupAt + lookupIntervalMs - Date.now());
    await remote.reload().catch(thrown => log(`http: the issuer's keys cannot be read: ${describeFailure(thrown)}`));
    lookup = undefined;
  };
  return async (header, token) => {
    const lookupAt = lastLookupAt;
    try {
      return await findKey(header, token);
    } catch (thrown) {
      const isFresh = lookup === undefined && lastLookupAt !== lookupAt;
      if (!(thrown instanceof errors.JWKSNoMatchingKey) || isFresh) throw thrown;
      // The issuer may have added the key since. All requests wait for the same lookup.
      lookup ??= lookUpKeys();
      await lookup;
      return await createLocalJWKSet(remote.jwks() ?? { keys: [] })(header, token);
    }
  };
}

const delay = (ms: number): Promise<void> => new Promise(resolve => (ms > 0 ? setTimeout(resolve, ms) : resolve()));

const jwksUnavailable = () =>
  new LinekeeperError('unavailable', 'The issuer’s keys cannot be read now. Try again in a minute.', { retryAfterS: 60 });

/** The library's message about a response, or the system error code if there was no response. */
function describeFailure(thrown: unknown): string {
  if (thrown instanceof errors.JOSEError) return thrown.message;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
}
