// The caller of a request: its name for the log, and the accounts that it may use.
import { type AccountRegistry, type AllowedAccounts, restrictAccounts } from '@linekeeper/core';
import type { AuthInfo } from '@modelcontextprotocol/server';
import type { McpServerContext } from './server-context.ts';

/** An authenticated client, or the local user. */
export interface Caller {
  /** Shown in the log; never a secret. */
  name: string;
  /** Names of accounts, or `*` for all. */
  accounts: AllowedAccounts;
  /** True for a person who asks through Slackbot, which shows blocks. */
  isSlackbot?: true;
}

/** The user who started the process, or who reaches it over loopback without authentication: may use all accounts. */
export const localCaller: Caller = { name: 'local', accounts: ['*'] };

/** Wraps a caller for the SDK, which passes it to every handler. Holds no token, and no expiry: both were checked by the authenticator. */
export const toAuthInfo = (caller: Caller): AuthInfo => ({
  token: '',
  clientId: caller.name,
  scopes: [],
  expiresAt: Number.POSITIVE_INFINITY,
  extra: { caller },
});

/** The caller of a request. No auth info means a local caller: unauthenticated HTTP requests were rejected earlier. */
export function callerFrom(info: AuthInfo | undefined): Caller {
  // `toAuthInfo` is the only source of `extra.caller`.
  return (info?.extra?.caller as Caller | undefined) ?? localCaller;
}

/** The registry of the accounts that this caller may use. Throws `config` if the accounts cannot be read, `denied` if the caller may use none of them. */
export const getPermittedRegistry = async ({ accounts }: Caller, { getRegistry }: McpServerContext): Promise<AccountRegistry> =>
  restrictAccounts(await getRegistry(), accounts);
