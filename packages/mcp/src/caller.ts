// Who calls: a name for the log, and the accounts that the name may use.
import { type Access, type Directory, permitted } from '@linekeeper/core';
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { Serving } from './server-context.ts';

export interface Caller {
  /** How the log calls it; never a secret. */
  name: string;
  /** Names of accounts, or `*` for all. */
  accounts: Access;
}

/** Whoever starts the process, or reaches it on this machine. */
export const owner: Caller = { name: 'owner', accounts: ['*'] };

/** The caller as the SDK carries it from the door to the calls, without the token: how long that is good for was checked at the door. */
export const signedIn = (caller: Caller): AuthInfo => ({
  token: '',
  clientId: caller.name,
  scopes: [],
  expiresAt: Number.POSITIVE_INFINITY,
  extra: { caller },
});

/** Without a sign-in it is the process's owner: whoever must sign in gets no further than the door. */
export function callerIn(info: AuthInfo | undefined): Caller {
  // Put there by `signedIn`, which alone makes such an object.
  return (info?.extra?.caller as Caller | undefined) ?? owner;
}

/** The accounts as this caller sees them. Throws `config`, or `denied` where none is left. */
export const directoryFor = async ({ accounts }: Caller, { directory }: Serving): Promise<Directory> =>
  permitted(await directory(), accounts);
