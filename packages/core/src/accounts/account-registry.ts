// The accounts of one process with their connections, and what of them a caller may use.

import type { Clock } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import { Connection } from '../http/connection.ts';
import type { Digest, Outside } from '../http/runtime.ts';
import type { Account } from '../model/account.ts';
import { listed } from '../text/did-you-mean.ts';
import type { Access } from './access-rules.ts';

export interface Directory {
  accounts: readonly Account[];
  connection(account: Account): Connection;
  clock: Clock;
  digest: Digest;
  /** Said first in every answer: where the data is not real. */
  notice?: string | undefined;
  /** True where the caller may use some accounts only: no argument may then reach beyond them. */
  restricted?: true;
}

/** One connection an account; they share what comes from outside. */
export function directoryOf(accounts: readonly Account[], outside: Outside, notice?: string): Directory {
  const connections = new Map(accounts.map(account => [account, new Connection(account, outside)]));
  return {
    accounts,
    clock: outside.clock,
    digest: outside.digest,
    notice,
    connection(account) {
      const connection = connections.get(account);
      if (connection === undefined)
        throw new Error(`no connection for ${account.name}; there are ${listed(accounts.map(({ name }) => name))}`);
      return connection;
    },
  };
}

/** The directory as a caller sees it: other accounts are not there. Throws `denied` where none is left. */
export function permitted(directory: Directory, access: Access): Directory {
  if (access.includes('*')) return directory;
  const accounts = directory.accounts.filter(({ name }) => access.includes(name));
  if (accounts.length === 0 && directory.accounts.length > 0) {
    throw new LinekeeperError('denied', 'None of the accounts that you may use is set up here. Ask whoever runs Linekeeper.');
  }
  return { ...directory, accounts, restricted: true };
}
