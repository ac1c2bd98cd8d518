// The accounts of the secret, connected: made anew when the secret has changed, and renewed when a provider rejects one.
import { type Account, type Directory, directoryOf, type Outside, readAccounts } from '@linekeeper/core';
import { builtInOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { Secret } from './cached-secret.ts';
import { secretsManager } from './secrets-manager.ts';
import { log, observe } from './telemetry.ts';

export function accountsSecret(name: string): Secret<Directory> {
  const outside: Outside = { ...builtInOutside(), observe, renew: account => renewed(account, secret) };
  let last: { text: string; directory: Directory } | undefined;
  const parse = (json: unknown): Directory => {
    const text = JSON.stringify(json);
    // Connections know of pauses and sessions: they are kept while nothing has changed.
    if (last?.text !== text)
      last = { text, directory: directoryOf(readAccounts({}, providers, { source: `The secret ${name}`, text }), outside) };
    return last.directory;
  };
  const secret: Secret<Directory> = new Secret({ name, safe: secretsManager(), parse, clock: outside.clock, log });
  return secret;
}

/** The account as the secret has it now; undefined where it is gone. */
async function renewed({ name, provider }: Account, secret: Secret<Directory>): Promise<Account | undefined> {
  const { accounts } = await secret.renew();
  return accounts.find(account => account.name === name && account.provider === provider);
}
