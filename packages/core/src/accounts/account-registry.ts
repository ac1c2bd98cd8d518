// The account registry: all accounts of the process with their connections, restricted per caller.

import type { Clock } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import { Connection } from '../http/connection.ts';
import { HostLimiters } from '../http/host-limiters.ts';
import { KnownSecrets } from '../http/known-secrets.ts';
import type { Digest, Runtime } from '../http/runtime.ts';
import type { Account } from '../model/account.ts';
import type { LineHistory } from '../model/line-history.ts';
import { formatChoices } from '../text/did-you-mean.ts';
import type { AllowedAccounts } from './access-rules.ts';

/** The accounts that a caller may use. */
export interface AccountRegistry {
  accounts: readonly Account[];
  /** The connection of an account of this registry, always the same one. Throws for any other account. */
  getConnection(account: Account): Connection;
  clock: Clock;
  digest: Digest;
  /** What earlier snapshots know of the lines; undefined where no history is kept. */
  history?: LineHistory | undefined;
  /** Writes to the operator's log; by default nothing is logged. */
  log?(message: string): void;
  /** The first warning of every tool result, such as that the data is fake. */
  notice?: string | undefined;
  /** True if the caller may not use all accounts: `crossAccountParameters` are then rejected. */
  restricted?: true;
}

/** Creates a registry with one connection per account. The connections share the runtime. */
export function createAccountRegistry(accounts: readonly Account[], runtime: Runtime, notice?: string): AccountRegistry {
  const shared = { secrets: new KnownSecrets(), hosts: new HostLimiters(runtime.clock) };
  const connections = new Map(accounts.map(account => [account, new Connection(account, runtime, shared)]));
  return {
    accounts,
    clock: runtime.clock,
    digest: runtime.digest,
    log: message => runtime.log?.(message),
    notice,
    getConnection(account) {
      const connection = connections.get(account);
      if (connection === undefined)
        throw new Error(`no connection for ${account.name}; there are ${formatChoices(accounts.map(({ name }) => name))}`);
      return connection;
    },
  };
}

/** The registry without the accounts that the caller may not use. Throws `denied` if none is left. */
export function restrictAccounts(registry: AccountRegistry, allowed: AllowedAccounts): AccountRegistry {
  if (allowed.includes('*')) return registry;
  const accounts = registry.accounts.filter(({ name }) => allowed.includes(name));
  if (accounts.length === 0 && registry.accounts.length > 0) {
    throw new LinekeeperError('denied', 'None of the accounts that you may use is set up here. Ask your Linekeeper administrator.');
  }
  return { ...registry, accounts, restricted: true };
}
