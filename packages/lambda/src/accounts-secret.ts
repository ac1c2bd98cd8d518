// The account registry from the accounts secret: rebuilt when the secret changes, refreshed when a provider rejects a credential.
import { type Account, type AccountRegistry, createAccountRegistry, type LineHistory, type Runtime, readAccounts } from '@linekeeper/core';
import { fetchRuntime } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { CachedSecret, type SecretStore } from './cached-secret.ts';
import { log, recordRequest } from './telemetry.ts';

/** A cached secret whose value is the registry of its accounts. Invalid accounts make `get` throw `config`. `history` is what earlier snapshots know of their lines. */
export function createAccountsSecret(name: string, store: SecretStore, history?: LineHistory): CachedSecret<AccountRegistry> {
  const runtime: Runtime = {
    ...fetchRuntime(),
    log,
    onRequest: recordRequest,
    refreshCredentials: account => refreshAccount(account, secret),
  };
  let last: { text: string; registry: AccountRegistry } | undefined;
  const parse = (text: string): AccountRegistry => {
    // Connections hold sessions and rate limits, so an unchanged secret keeps its registry.
    if (last?.text !== text)
      last = {
        text,
        registry: { ...createAccountRegistry(readAccounts({}, providers, { source: `The secret ${name}`, text }), runtime), history },
      };
    return last.registry;
  };
  const secret: CachedSecret<AccountRegistry> = new CachedSecret({
    name,
    store,
    parse,
    clock: runtime.clock,
    log,
  });
  return secret;
}

/** Rereads the secret and returns the account from it; undefined if it was removed. */
async function refreshAccount({ name, provider }: Account, secret: CachedSecret<AccountRegistry>): Promise<Account | undefined> {
  const { accounts } = await secret.refresh();
  return accounts.find(account => account.name === name && account.provider === provider);
}
