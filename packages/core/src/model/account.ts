// An account: what one set of credentials opens at one provider.
import type { LinekeeperError } from '../errors.ts';
import type { Provider, Settings } from './provider.ts';

export interface Account {
  /** `[a-z0-9-]{1,32}`, unique. */
  name: string;
  provider: Provider;
  settings: Settings;
  /** Without a `/` at the end; empty while the account is broken. */
  baseUrl: string;
  /** Credentials, so that no message ever holds one. */
  secrets: readonly string[];
  /** Why a half-set account answers nothing: a `config` error. */
  problem?: LinekeeperError;
}
