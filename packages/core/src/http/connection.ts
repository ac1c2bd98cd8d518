// One account's way to its provider: the gate, the session, the attempts, and errors that say which account they are about.

import { attemptTime, type Deadline, late, within } from '../deadline.ts';
import { type ErrorCode, LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { HttpAnswer, HttpRequest } from '../model/http-message.ts';
import type { Quota, Ticket } from '../model/provider.ts';
import { exchange } from './http-client.ts';
import { statusError } from './http-status.ts';
import { login, type Reader } from './login.ts';
import { Gate } from './rate-limiter.ts';
import { holdsSecret, withoutSecrets } from './redact.ts';
import { withRetries } from './retry.ts';
import type { Digest, Outside } from './runtime.ts';
import { Session } from './session.ts';

/** A shorter key may be an ordinary word, which rows are full of. */
const keyLength = 12;

export class Connection {
  /** What the provider said last is left of the account's budget; undefined where it says nothing of the kind. */
  quota: Quota | undefined;
  readonly #outside: Outside;
  readonly #gate: Gate;
  #account: Account;
  #session: Session | undefined;
  /** Those of earlier credentials too: a late answer may hold them. */
  #secrets: readonly string[] = [];

  constructor(account: Account, outside: Outside) {
    this.#outside = outside;
    this.#gate = new Gate(outside.clock);
    this.#account = account;
    this.#take(account);
  }

  /** With the credentials in use. */
  get account(): Account {
    return this.#account;
  }

  #take(account: Account): void {
    this.#account = account;
    this.#secrets = [...this.#secrets, ...account.secrets];
    const hasKey = account.provider.token(account.settings) !== undefined;
    this.#session = hasKey ? undefined : new Session(() => this.#login(), this.#outside.clock);
  }

  /** For the cursors of this account's listings. */
  get digest(): Digest {
    return this.#outside.digest;
  }

  /**
   * Sends one request with the account's key and reads the answer; `read` throws `malformed` where the body has the wrong shape.
   * Errors: any code of the closed list but `input` of ours, always with provider and account. `operation` is for whoever watches.
   */
  async send<T>(request: HttpRequest, read: (body: unknown) => T, deadline: Deadline, operation = ''): Promise<T> {
    const { problem } = this.account;
    if (problem !== undefined) throw problem;
    const begun = this.#outside.clock.now();
    let attempts = 0;
    const seen = (code?: ErrorCode) => {
      const call = { account: this.account.name, provider: this.account.provider.name, operation, retries: Math.max(0, attempts - 1) };
      this.#outside.observe?.({ ...call, durationMs: this.#outside.clock.now() - begun, ...(code !== undefined && { code }) });
    };
    const attempt = () => {
      attempts++;
      return this.#attempt(request, read, deadline);
    };
    try {
      const value = await this.#renewing(() => withRetries(attempt, deadline, this.#outside));
      seen();
      return value;
    } catch (thrown) {
      const owned = this.#ownedBy(thrown);
      seen(owned instanceof LinekeeperError ? owned.code : 'internal');
      throw owned;
    }
  }

  /** Once more with newer credentials, where the provider rejects the ones in use and there are others. */
  async #renewing<T>(call: () => Promise<T>): Promise<T> {
    const used = this.#account;
    try {
      return await call();
    } catch (thrown) {
      const rejected = thrown instanceof LinekeeperError && thrown.code === 'auth';
      if (!rejected || !(await this.#renewedSince(used))) throw thrown;
      return await call();
    }
  }

  async #renewedSince(used: Account): Promise<boolean> {
    if (this.#account !== used) return true;
    const found = await this.#outside.renew?.(used).catch(() => undefined);
    if (found === undefined || found.problem !== undefined || found.secrets.join('\n') === used.secrets.join('\n')) return false;
    // Another call may have been faster.
    if (this.#account === used) this.#take(found);
    return true;
  }

  async #attempt<T>(request: HttpRequest, read: (body: unknown) => T, deadline: Deadline): Promise<T> {
    const leave = await this.#gate.enter(deadline);
    try {
      const token = await this.#token(deadline);
      try {
        return await this.#ask(request, token, read, deadline);
      } catch (thrown) {
        if (!this.#isAboutSession(thrown, token)) throw thrown;
        this.#session?.drop(token);
        return await this.#ask(request, await this.#token(deadline), read, deadline);
      }
    } finally {
      leave();
    }
  }

  async #ask<T>(request: HttpRequest, token: string, read: (body: unknown) => T, deadline: Deadline): Promise<T> {
    const { provider, settings } = this.account;
    const answer = await this.#exchange(provider.authorize(request, token, settings), deadline);
    const quota = provider.readQuota?.(answer.body);
    if (quota !== undefined) {
      this.quota = quota;
      this.#gate.budget(quota);
    }
    const error = this.#read(provider.readError, answer, token) ?? statusError(answer, this.#outside.clock.now());
    if (error === undefined) {
      this.#session?.accepted(token);
      return read(holdsSecret(answer.text, [token]) && token.length >= keyLength ? withoutSecrets(answer.body, [token]) : answer.body);
    }
    if (error.code === 'rate_limited' && error.details.retryAfterS !== undefined && error.details.retry !== false) {
      this.#gate.close(error.details.retryAfterS);
    }
    throw error;
  }

  /** A rejected session is not a rejected account: logged in again once, the call is repeated. */
  #isAboutSession(thrown: unknown, token: string): boolean {
    if (this.#session === undefined || !(thrown instanceof LinekeeperError)) return false;
    return thrown.code === 'auth' || (thrown.code === 'denied' && thrown.details.session === true && this.#session.mayHaveEnded(token));
  }

  async #token(deadline: Deadline): Promise<string> {
    const { provider, settings } = this.account;
    if (this.#session === undefined) return provider.token(settings) ?? '';
    return await within(this.#session.token(), deadline, this.#outside.clock);
  }

  #login(): Promise<Ticket> {
    const read = (reader: Reader, answer: HttpAnswer) => this.#read(reader, answer);
    return login(this.account.provider, this.account.settings, { ...this.#outside, exchange: this.#exchange.bind(this), read });
  }

  #exchange(request: HttpRequest, deadline: Deadline): Promise<HttpAnswer> {
    const { clock, fetch } = this.#outside;
    const time = attemptTime(deadline, clock);
    if (time <= 0) throw late();
    return exchange(request, { fetch, clock, baseUrl: this.account.baseUrl, time, signal: deadline.signal });
  }

  /** What an error's reader sees of an answer holds no credential, so that no sentence of its can. */
  #read(reader: Reader, answer: HttpAnswer, token = ''): LinekeeperError | undefined {
    const error = reader?.(answer);
    if (error === undefined) return undefined;
    const secrets = [...this.#secrets, token, this.#session?.key ?? ''];
    const clean = reader?.({ ...answer, text: withoutSecrets(answer.text, secrets), body: withoutSecrets(answer.body, secrets) });
    // A credential may be an ordinary word: what is wrong is read from the answer as it is, what is said of it from the clean one.
    const said = clean?.code === error.code ? clean : undefined;
    const message = said?.message ?? withoutSecrets(error.message, secrets);
    return new LinekeeperError(error.code, message, { ...error.details, field: said?.details.field });
  }

  #ownedBy(thrown: unknown): unknown {
    if (!(thrown instanceof LinekeeperError)) return thrown;
    const { name, provider } = this.account;
    return new LinekeeperError(thrown.code, `${provider.title}: ${thrown.message}`, {
      ...thrown.details,
      provider: provider.name,
      account: name,
    });
  }
}
