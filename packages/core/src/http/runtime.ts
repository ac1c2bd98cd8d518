// Runtime dependencies of a connection: fetch, clock, random, credential refresh, request events.

import type { Clock } from '../deadline.ts';
import type { ErrorCode } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { Fetch } from './http-client.ts';

/** What the host process provides. `node/runtime.ts` has the implementations for Node. */
export interface Runtime {
  fetch: Fetch;
  clock: Clock;
  /** A number from 0 up to, but not including, 1. */
  random(): number;
  digest: Digest;
  /** Looks for newer credentials of an account whose credentials were rejected; undefined if none are found. */
  refreshCredentials?(account: Account): Promise<Account | undefined>;
  /** Writes to the operator's log; by default nothing is logged. Messages contain no provider data, URL or credential. */
  log?(message: string): void;
  /** Called after every request, successful or not. */
  onRequest?(event: RequestEvent): void;
  /** Called after every attempt of a request, logins included. */
  onAttempt?(event: AttemptEvent): void;
}

/** One attempt of a request, for people who watch it. Contains no phone numbers, names of people, URLs or bodies. */
export interface AttemptEvent {
  account: string;
  provider: string;
  /** The operation's name; `login`, or empty for requests without one. */
  operation: string;
  /** Counts from 1. */
  attempt: number;
  /** The HTTP status; absent without a response. */
  status?: number;
  /** The code of the error without a response. */
  code?: ErrorCode;
  durationMs: number;
  /** The size of the response's body. */
  bytes: number;
}

/** A finished request, for logs and metrics. Contains no phone numbers, names of people or URLs. */
export interface RequestEvent {
  account: string;
  provider: string;
  /** The operation's name; empty for requests without one. */
  operation: string;
  /** Including all attempts and delays. */
  durationMs: number;
  retries: number;
  /** The error's code; absent on success. */
  code?: ErrorCode;
}

/** SHA-256 of a text as base64url. It identifies queries; it is not used for authentication. */
export type Digest = (text: string) => string;
