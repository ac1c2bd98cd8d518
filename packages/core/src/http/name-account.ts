// Errors of requests name the provider and the account.
import { LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';

/** Adds provider and account to an error; returns anything else that was thrown as it is. */
export function nameAccount(thrown: unknown, { name, provider }: Account): unknown {
  if (!(thrown instanceof LinekeeperError)) return thrown;
  return new LinekeeperError(thrown.code, `${provider.title}: ${thrown.message}`, {
    ...thrown.details,
    provider: provider.name,
    account: name,
  });
}
