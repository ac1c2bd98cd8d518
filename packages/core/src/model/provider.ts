// What a provider states about itself: its credentials, its address, how a request is signed and how an error is read.
import type * as z from 'zod';
import type { LinekeeperError } from '../errors.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';

/** An account's settings as they were read: keys are the variables' names without the provider's prefix, in lower case. */
export type Settings = Readonly<Record<string, string | number | undefined>>;

export interface Provider {
  /** `[a-z]+`: the prefix of tools, variables and commands. */
  name: string;
  /** What people call it. */
  title: string;
  /** Every setting with its check; a setting's variable is the provider's name, `_` and the key, in upper case. */
  settings: z.ZodObject;
  /** Either/or: the sets of settings that open an account, the preferred one first. */
  credentials: readonly (readonly string[])[];
  /** Where its API is, without a `/` at the end. A `base_url` among the settings goes before it. */
  baseUrl(settings: Settings): string;
  /** Two letters: where national notation is read; undefined where numbers have no home. */
  country(settings: Settings): string | undefined;
  /** What the account adds to a call's arguments (an agent's user, a customer), unless they say otherwise. */
  complete(input: Input, settings: Settings): Input;
  /** Arguments by which a call reaches other people's data through the account: not for a caller who may use some accounts only. */
  reachesBeyond: readonly string[];
  /** The permanent key, where the account has one. */
  token(settings: Settings): string | undefined;
  /** The request with its key where the provider wants it. */
  authorize(request: HttpRequest, token: string, settings: Settings): HttpRequest;
  /** How an account with a login, and no permanent key, gets a session. */
  login?: {
    request(settings: Settings): HttpRequest;
    /** `now` is in milliseconds since 1970. */
    read(body: unknown, now: number): Ticket | LinekeeperError;
    /** Why the login failed; undefined where `readError` says it well enough. */
    readError?(answer: HttpAnswer): LinekeeperError | undefined;
  };
  /** Why the answer is a failure; undefined where it is none, or none that this provider says in its own way. */
  readError(answer: HttpAnswer): LinekeeperError | undefined;
  /** What is left of the budget of calls, where an answer says so. */
  readQuota?(body: unknown): Quota | undefined;
}

/** A call's arguments by name, already checked. */
export type Input = Readonly<Record<string, unknown>>;

/** What a provider says is left of its budget of calls. */
export interface Quota {
  /** Calls that may still be made before the budget is renewed. */
  remaining: number;
  /** Seconds until then. */
  resetS: number;
  /** What is left of the day's own budget; it is never waited for. */
  dayRemaining?: number | undefined;
}

export interface Ticket {
  /** The session's key. */
  token: string;
  /** Milliseconds that it lasts from now; Infinity where it does not end. */
  lasts: number;
}
