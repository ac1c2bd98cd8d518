// The login session of one account: one login for all concurrent requests, renewed before it expires and after a rejection.

import type { Clock } from '../deadline.ts';
import { LinekeeperError } from '../errors.ts';
import type { SessionToken } from '../model/provider.ts';

/** A session is renewed this long before it expires, or after nine tenths of its lifetime if that is later. */
const renewalMarginMs = 60_000;

/** A shorter lifetime stands for none: the provider says no other. */
const minLifetimeMs = 1_000;
const defaultLifetimeMs = 15 * 60_000;

/** A refused login is not repeated for this long: it would lock the account, or send another message to a phone. */
const refusalMs = 5 * 60_000;

/** Caches the token of a login, and its refusal. Other failures are not cached. */
export class Session {
  readonly #login: () => Promise<SessionToken>;
  readonly #clock: Clock;
  #token: string | undefined;
  #renewAt = 0;
  #pendingToken: Promise<string> | undefined;
  #hasWorked = false;
  #refusal: { error: LinekeeperError; until: number } | undefined;

  constructor(login: () => Promise<SessionToken>, clock: Clock) {
    this.#login = login;
    this.#clock = clock;
  }

  /** The token to use now, after a login if necessary. Concurrent callers share one login. */
  getToken(): Promise<string> {
    if (this.#token !== undefined && this.#clock.now() < this.#renewAt) return Promise.resolve(this.#token);
    if (this.#refusal !== undefined && this.#clock.now() < this.#refusal.until) return Promise.reject(this.#refusal.error);
    this.#pendingToken ??= this.#renew().finally(() => {
      this.#pendingToken = undefined;
    });
    return this.#pendingToken;
  }

  /** Records that the token has worked, so that a later 403 is treated as an expired session. */
  markUsed(token: string): void {
    if (token === this.#token) this.#hasWorked = true;
  }

  /** True if the token has worked before, or has been replaced since: its rejection may mean that the session expired. */
  mayHaveExpired(token: string): boolean {
    return token !== this.#token || this.#hasWorked;
  }

  /** Drops a rejected token, unless it has been replaced already. */
  invalidate(token: string): void {
    if (token !== this.#token) return;
    this.#token = undefined;
    this.#hasWorked = false;
  }

  async #renew(): Promise<string> {
    const session = await this.#login().catch(thrown => {
      if (isRefusal(thrown)) this.#refusal = { error: thrown, until: this.#clock.now() + refusalMs };
      throw thrown;
    });
    const { token } = session;
    const expiresInMs = session.expiresInMs >= minLifetimeMs ? session.expiresInMs : defaultLifetimeMs;
    this.#token = token;
    this.#hasWorked = false;
    this.#refusal = undefined;
    this.#renewAt = this.#clock.now() + Math.max(expiresInMs - renewalMarginMs, expiresInMs * 0.9);
    return token;
  }
}

const isRefusal = (thrown: unknown): thrown is LinekeeperError =>
  thrown instanceof LinekeeperError && (thrown.code === 'auth' || thrown.code === 'denied');
