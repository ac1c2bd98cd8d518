// What a server says at its start about the accounts that it serves.
import type { AccountRegistry } from '@linekeeper/core';
import { accountsMissingError } from '@linekeeper/questions';

/** `Accounts: moscow (CallGear), kazan (MTS Exolve).`, with what is wrong with a broken one; or what to set. */
export function describeAccounts({ accounts, notice }: AccountRegistry): string {
  if (accounts.length === 0) return `note: ${accountsMissingError().message}`;
  const names = accounts.map(({ name, provider, configError }) => {
    const problem = configError === undefined ? '' : `; broken: ${configError.message.replace(/\.$/, '')}`;
    return `${name} (${provider.title}${problem})`;
  });
  return `${notice === undefined ? 'Accounts' : 'Accounts of the sandbox'}: ${names.join(', ')}.`;
}
