// Chooses the account of a call among those that the caller may use.
import { LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { Provider } from '../model/provider.ts';
import { listed, unknownName } from '../text/did-you-mean.ts';

/** The account of that name among the caller's; it may be left out where there is one. */
export function chooseAccount({ accounts, restricted }: Choice, provider: Provider, name: string | undefined): Account {
  const own = accounts.filter(account => account.provider === provider);
  const names = own.map(account => account.name);
  if (own.length === 0) throw noAccount(provider, restricted);
  const [only] = own;
  if (name === undefined && own.length === 1 && only !== undefined) return only;
  const chosen = own.find(account => account.name === name);
  if (chosen !== undefined) return chosen;
  const message =
    name === undefined ? `Which account? Give "account": ${listed(names)}.` : unknownName(`${provider.title} account`, name, names);
  throw new LinekeeperError('input', message, { field: 'account', provider: provider.name });
}

/** What there is to choose from; `restricted` where there may be more than the caller may use. */
export interface Choice {
  accounts: readonly Account[];
  restricted?: true;
}

/** Why nothing can be asked of a provider: `config` with what to set, or `denied`. */
export function noAccount(provider: Provider, restricted = false): LinekeeperError {
  if (restricted)
    return new LinekeeperError('denied', `There is no ${provider.title} account that you may use.`, { provider: provider.name });
  const sets = provider.credentials.map(keys => keys.map(key => `${provider.name}_${key}`.toUpperCase()).join(' and '));
  const message = `No ${provider.title} account is set up. Set ${sets.join(', or ')}, or LINEKEEPER_ACCOUNTS; --sandbox needs nothing.`;
  return new LinekeeperError('config', message, { provider: provider.name });
}
