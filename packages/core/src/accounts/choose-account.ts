// Chooses the account for a tool call from those that the caller may use.
import { LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { Provider } from '../model/provider.ts';
import { formatChoices, unknownNameMessage } from '../text/did-you-mean.ts';

/** The provider's account of that name. The name may be omitted if there is one account. Throws `input`, or `providerWithoutAccountError`. */
export function chooseAccount({ accounts, restricted }: AccountChoices, provider: Provider, name: string | undefined): Account {
  const accountsOfProvider = accounts.filter(account => account.provider === provider);
  const names = accountsOfProvider.map(account => account.name);
  if (accountsOfProvider.length === 0) throw providerWithoutAccountError(provider, restricted);
  const [only] = accountsOfProvider;
  if (name === undefined && accountsOfProvider.length === 1 && only !== undefined) return only;
  const chosen = accountsOfProvider.find(account => account.name === name);
  if (chosen !== undefined) return chosen;
  const message =
    name === undefined
      ? `Which account? Give "account": ${formatChoices(names)}.`
      : unknownNameMessage(`${provider.title} account`, name, names);
  throw new LinekeeperError('input', message, { field: 'account', provider: provider.name });
}

/** The accounts to choose from. `restricted`: there may be others that the caller may not use. */
export interface AccountChoices {
  accounts: readonly Account[];
  restricted?: true;
}

/** The error for a provider without accounts: `config` with the variables to set, or `denied` for a restricted caller. */
export function providerWithoutAccountError(provider: Provider, restricted = false): LinekeeperError {
  if (restricted) return new LinekeeperError('denied', `You may not use any ${provider.title} account.`, { provider: provider.name });
  const sets = provider.credentials.map(keys => keys.map(key => `${provider.name}_${key}`.toUpperCase()).join(' and '));
  const message = `No ${provider.title} account is set up. Set ${sets.join(', or ')}, or LINEKEEPER_ACCOUNTS; --sandbox needs nothing.`;
  return new LinekeeperError('config', message, { provider: provider.name });
}
