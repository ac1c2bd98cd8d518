// Static bearer tokens, compared in constant time.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../caller.ts';
import type { HttpToken } from '../http-settings.ts';

/** Resolves a token to its caller, undefined for an unknown token. Compares with every token, so that the time does not depend on which matches. */
export function createStaticTokenVerifier(tokens: readonly HttpToken[]): (token: string) => Caller | undefined {
  const entries = tokens.map(({ name, token, accounts }) => ({ digest: sha256(token), caller: { name, accounts } }));
  return token => {
    const digest = sha256(token);
    return entries.filter(entry => timingSafeEqual(entry.digest, digest))[0]?.caller;
  };
}

/** `timingSafeEqual` needs inputs of equal length. */
const sha256 = (token: string) => createHash('sha256').update(token).digest();
