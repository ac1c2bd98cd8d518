// Fixed bearer tokens, compared so that the time of an answer tells nothing of them.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Caller } from '../../caller.ts';
import type { HttpToken } from '../http-settings.ts';

/** Finds whose token it is; every token is looked at, whichever fits. */
export function tokenHolders(tokens: readonly HttpToken[]): (token: string) => Caller | undefined {
  const known = tokens.map(({ name, token, accounts }) => ({ digest: digestOf(token), caller: { name, accounts } }));
  return token => {
    const digest = digestOf(token);
    return known.filter(holder => timingSafeEqual(holder.digest, digest))[0]?.caller;
  };
}

/** Of one length, whatever it is made of. */
const digestOf = (token: string) => createHash('sha256').update(token).digest();
