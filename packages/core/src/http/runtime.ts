// What a connection needs from outside the core: the network, the clock, and whoever looks after credentials or watches.

import type { Clock } from '../deadline.ts';
import type { ErrorCode } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { Fetch } from './http-client.ts';

/** What entries hand in. */
export interface Outside {
  fetch: Fetch;
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  digest: Digest;
  /** Looks for newer credentials of an account that its provider rejects; undefined where there are none. */
  renew?(account: Account): Promise<Account | undefined>;
  /** Told of every call when it has ended. */
  observe?(call: RequestEvent): void;
}

/** What a watcher may know of a call: no number, no name of a person, no URL. */
export interface RequestEvent {
  account: string;
  provider: string;
  operation: string;
  /** Milliseconds, with all attempts. */
  durationMs: number;
  retries: number;
  /** How it failed; absent where it did not. */
  code?: ErrorCode;
}

/** SHA-256 of a text as base64url. Nobody signs with it: it only tells one question from another. */
export type Digest = (text: string) => string;
