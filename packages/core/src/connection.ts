// One account's way to its provider: the gate, the session, the attempts, and errors that say which account they are about.
import type { Account } from './account.ts';
import { attemptTime, type Clock, type Deadline, late, within } from './clock.ts';
import type { Digest } from './cursor.ts';
import { LinekeeperError } from './errors.ts';
import { Gate, type Quota } from './gate.ts';
import { exchange, type Fetch, type HttpAnswer, type HttpRequest } from './http.ts';
import { withRetries } from './retry.ts';
import { holdsSecret, withoutSecrets } from './secret.ts';
import { Session, type Ticket } from './session.ts';
import { statusError } from './status.ts';

/** What entries hand in. */
export interface Outside {
  fetch: Fetch;
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  digest: Digest;
}

/** A login serves every call that waits for it, so it has a deadline of its own, in milliseconds. */
const loginTime = 20_000;

/** A shorter key may be an ordinary word, which rows are full of. */
const keyLength = 12;

export class Connection {
  readonly account: Account;
  /** What the provider said last is left of the account's budget; undefined where it says nothing of the kind. */
  quota: Quota | undefined;
  readonly #outside: Outside;
  readonly #gate: Gate;
  readonly #session: Session | undefined;

  constructor(account: Account, outside: Outside) {
    this.account = account;
    this.#outside = outside;
    this.#gate = new Gate(outside.clock);
    if (account.provider.token(account.settings) === undefined) this.#session = new Session(() => this.#login(), outside.clock);
  }

  /** For the cursors of this account's listings. */
  get digest(): Digest {
    return this.#outside.digest;
  }

  /**
   * Sends one request with the account's key and reads the answer; `read` throws `malformed` where the body has the wrong shape.
   * Errors: any code of the closed list but `input` of ours, always with provider and account.
   */
  async send<T>(request: HttpRequest, read: (body: unknown) => T, deadline: Deadline): Promise<T> {
    const { problem } = this.account;
    if (problem !== undefined) throw problem;
    try {
      return await withRetries(() => this.#attempt(request, read, deadline), deadline, this.#outside);
    } catch (thrown) {
      throw this.#ownedBy(thrown);
    }
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
    if (error.code === 'limited' && error.details.retryAfterS !== undefined && error.details.retry !== false) {
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

  async #login(): Promise<Ticket> {
    const { provider, settings } = this.account;
    const { clock } = this.#outside;
    const deadline = { at: clock.now() + loginTime };
    const attempt = async () => {
      if (provider.login === undefined) throw new LinekeeperError('config', `${provider.title} needs a key.`);
      const answer = await this.#exchange(provider.login.request(settings), deadline);
      const error =
        this.#read(provider.login.readError, answer) ?? this.#read(provider.readError, answer) ?? statusError(answer, clock.now());
      if (error !== undefined) throw error;
      const ticket = provider.login.read(answer.body, clock.now());
      if (ticket instanceof LinekeeperError) throw ticket;
      return ticket;
    };
    try {
      return await withRetries(attempt, deadline, this.#outside);
    } catch (thrown) {
      // The login has had its retries; the call that waited for it does not begin them anew.
      throw thrown instanceof LinekeeperError ? asLoginError(thrown) : thrown;
    }
  }

  #exchange(request: HttpRequest, deadline: Deadline): Promise<HttpAnswer> {
    const { clock, fetch } = this.#outside;
    const time = attemptTime(deadline, clock);
    if (time <= 0) throw late();
    return exchange(request, { fetch, clock, baseUrl: this.account.baseUrl, time, signal: deadline.signal });
  }

  /** What an error's reader sees of an answer holds no credential, so that no sentence of its can. */
  #read(
    reader: ((answer: HttpAnswer) => LinekeeperError | undefined) | undefined,
    answer: HttpAnswer,
    token = '',
  ): LinekeeperError | undefined {
    const error = reader?.(answer);
    if (error === undefined) return undefined;
    const secrets = [...this.account.secrets, token, this.#session?.key ?? ''];
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

/** What a login refuses is the account's, never an argument of the call. */
function asLoginError(error: LinekeeperError): LinekeeperError {
  const { field: _, ...details } = error.details;
  const refused = error.code === 'input' || error.code === 'not_found';
  return refused
    ? new LinekeeperError('auth', 'the login is refused. Check its name and password.', { ...details, retry: false })
    : error.with({ retry: false });
}
