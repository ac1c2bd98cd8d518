// An account: one set of credentials at one provider, with its settings.
import type { LinekeeperError } from '../errors.ts';
import type { Provider, Settings } from './provider.ts';

/** An account as configured. One with a `configError` is listed, but cannot be queried: its settings are empty. */
export interface Account {
  /** `[a-z0-9-]{1,32}`, unique. */
  name: string;
  provider: Provider;
  settings: Settings;
  /** Without a trailing `/`; empty if there is a `configError`. */
  baseUrl: string;
  /** The values of all credentials, to be redacted from messages. */
  secrets: readonly string[];
  /** Why the account cannot be used: a `config` error that names the missing or invalid setting. */
  configError?: LinekeeperError;
}
