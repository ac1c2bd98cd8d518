// The accounts of the secret, connected: made anew when the secret has changed.
import { type Directory, directoryOf, readAccounts } from '@linekeeper/core';
import { builtInOutside } from '@linekeeper/core/node';
import { providers } from '@linekeeper/providers';
import { Secret } from './secret.ts';
import { secretsManager } from './secrets-manager.ts';

export function accountsSecret(name: string, log: (line: string) => void): Secret<Directory> {
  const outside = builtInOutside();
  let last: { text: string; directory: Directory } | undefined;
  const parse = (json: unknown) => {
    const text = JSON.stringify(json);
    // Connections know of pauses and sessions: they are kept while nothing has changed.
    if (last?.text !== text)
      last = { text, directory: directoryOf(readAccounts({}, providers, { source: `The secret ${name}`, text }), outside) };
    return last.directory;
  };
  return new Secret({ name, safe: secretsManager(), parse, clock: outside.clock, log });
}
