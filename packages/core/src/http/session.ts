// A login session of one account: logged in once for all concurrent calls, renewed before it ends and after a rejection.

import type { Clock } from '../deadline.ts';
import type { Ticket } from '../model/provider.ts';

/** A session is renewed this long before its end, in milliseconds, or after nine tenths of a short one. */
const margin = 60_000;

export class Session {
  readonly #login: () => Promise<Ticket>;
  readonly #clock: Clock;
  #token: string | undefined;
  #renewAt = 0;
  #pending: Promise<string> | undefined;
  #proven = false;

  constructor(login: () => Promise<Ticket>, clock: Clock) {
    this.#login = login;
    this.#clock = clock;
  }

  /** The key to use now. Callers that come while a login is under way share it. */
  token(): Promise<string> {
    if (this.#token !== undefined && this.#clock.now() < this.#renewAt) return Promise.resolve(this.#token);
    this.#pending ??= this.#renew().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /** The key in use, to be kept out of messages. */
  get key(): string | undefined {
    return this.#token;
  }

  /** The provider accepted the key: a later "no" may mean that the session ended. */
  accepted(token: string): void {
    if (token === this.#token) this.#proven = true;
  }

  /** True where the key worked before, or another call has renewed it since: a "no" to it may mean that it ended. */
  mayHaveEnded(token: string): boolean {
    return token !== this.#token || this.#proven;
  }

  /** Forgets a key that the provider rejected, unless another call has renewed it already. */
  drop(token: string): void {
    if (token !== this.#token) return;
    this.#token = undefined;
    this.#proven = false;
  }

  async #renew(): Promise<string> {
    const { token, lasts } = await this.#login();
    this.#token = token;
    this.#proven = false;
    this.#renewAt = this.#clock.now() + Math.max(lasts - margin, lasts * 0.9);
    return token;
  }
}
