// What an API tells of the rights of an account, before a list is refused.
import type { HttpRequest } from './http-message.ts';

/** The rights of an account, as far as its provider tells them. */
export interface AccountRights {
  /** What people call them: `access level VIEWER`. */
  summary: string;
  /** The currency of the account's fees, ISO 4217. */
  currency?: string | undefined;
  /** Names what the account lacks of a requirement of a list; undefined if it lacks nothing that is told. */
  findMissing(requirement: string): string | undefined;
}

/** How to ask for the rights of an account. Its functions are pure. */
export interface RightsReader<AccountSettings> {
  /** Builds the request; undefined for an account that cannot ask. */
  request(settings: AccountSettings): HttpRequest | undefined;
  /** Reads a response body. Throws `malformed`. */
  read(body: unknown): AccountRights;
}
