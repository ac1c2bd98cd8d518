// The connection of one account: rate limiter, session, retries and credential refresh; its errors name the account.

import { type Deadline, deadlineExceeded, getAttemptTimeoutMs, withDeadline } from '../deadline.ts';
import { type ErrorCode, LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { HttpRequest, HttpResponse } from '../model/http-message.ts';
import type { Quota, SessionToken } from '../model/provider.ts';
import { statusError } from './http-status.ts';
import { type ErrorReader, login } from './login.ts';
import { type AttemptLabel, sendObservedRequest } from './observed-request.ts';
import { RateLimiter } from './rate-limiter.ts';
import { containsSecret, redactSecrets } from './redact.ts';
import { withRetries } from './retry.ts';
import type { Runtime } from './runtime.ts';
import { Session } from './session.ts';

/** Shorter tokens are not redacted from rows: they may be ordinary words. */
const minRowRedactedChars = 12;

/** Which attempt of which operation a request is. */
type RequestLabel = Pick<AttemptLabel, 'operation' | 'attempt'>;

/** Sends requests with the credentials of one account. Shared by all concurrent tool calls. */
export class Connection {
  /** The quota that the provider reported last; undefined if it reports none. */
  quota: Quota | undefined;
  readonly #runtime: Runtime;
  readonly #rateLimiter: RateLimiter;
  #account: Account;
  #session: Session | undefined;
  /** Includes earlier credentials: a late response may contain them. */
  #secrets: readonly string[] = [];

  constructor(account: Account, runtime: Runtime) {
    this.#runtime = runtime;
    this.#rateLimiter = new RateLimiter(runtime.clock);
    this.#account = account;
    this.#useCredentials(account);
  }

  /** The account with the credentials that are in use. */
  get account(): Account {
    return this.#account;
  }

  #useCredentials(account: Account): void {
    this.#account = account;
    this.#secrets = [...this.#secrets, ...account.secrets];
    const hasToken = account.provider.token(account.settings) !== undefined;
    this.#session = hasToken ? undefined : new Session(() => this.#login(), this.#runtime.clock);
  }

  /**
   * Sends an authenticated request and reads the response; `read` throws `malformed` for a body of the wrong shape.
   * Throws a `LinekeeperError` with provider and account. `operation` is only reported to the runtime.
   */
  async send<T>(request: HttpRequest, read: (body: unknown) => T, deadline: Deadline, operation = ''): Promise<T> {
    const { configError } = this.account;
    if (configError !== undefined) throw configError;
    const startedAt = this.#runtime.clock.now();
    let attempts = 0;
    const report = (code?: ErrorCode) => {
      const event = { account: this.account.name, provider: this.account.provider.name, operation, retries: Math.max(0, attempts - 1) };
      this.#runtime.onRequest?.({ ...event, durationMs: this.#runtime.clock.now() - startedAt, ...(code !== undefined && { code }) });
    };
    const attempt = () => {
      attempts++;
      return this.#attempt(request, read, deadline, { operation, attempt: attempts });
    };
    try {
      const value = await this.#retryAfterRefresh(() => withRetries(attempt, deadline, this.#runtime));
      report();
      return value;
    } catch (thrown) {
      const error = this.#withAccount(thrown);
      report(error instanceof LinekeeperError ? error.code : 'internal');
      throw error;
    }
  }

  /** Runs `send`; if the provider rejects the credentials and newer ones are found, runs it once more. */
  async #retryAfterRefresh<T>(send: () => Promise<T>): Promise<T> {
    const usedAccount = this.#account;
    try {
      return await send();
    } catch (thrown) {
      const isRejected = thrown instanceof LinekeeperError && thrown.code === 'auth';
      if (!isRejected || !(await this.#refreshCredentials(usedAccount))) throw thrown;
      return await send();
    }
  }

  /** True if credentials other than those of `usedAccount` are in use now. */
  async #refreshCredentials(usedAccount: Account): Promise<boolean> {
    if (this.#account !== usedAccount) return true;
    const refreshed = await this.#runtime.refreshCredentials?.(usedAccount).catch(() => undefined);
    if (refreshed === undefined || refreshed.configError !== undefined) return false;
    if (refreshed.secrets.join('\n') === usedAccount.secrets.join('\n')) return false;
    // A concurrent request may have refreshed them first.
    if (this.#account === usedAccount) this.#useCredentials(refreshed);
    return true;
  }

  async #attempt<T>(request: HttpRequest, read: (body: unknown) => T, deadline: Deadline, label: RequestLabel): Promise<T> {
    const release = await this.#rateLimiter.acquire(deadline);
    try {
      const token = await this.#getToken(deadline);
      try {
        return await this.#sendWithToken(request, token, read, deadline, label);
      } catch (thrown) {
        if (!this.#isSessionRejected(thrown, token)) throw thrown;
        this.#session?.invalidate(token);
        return await this.#sendWithToken(request, await this.#getToken(deadline), read, deadline, label);
      }
    } finally {
      release();
    }
  }

  async #sendWithToken<T>(
    request: HttpRequest,
    token: string,
    read: (body: unknown) => T,
    deadline: Deadline,
    label: RequestLabel,
  ): Promise<T> {
    const { provider, settings } = this.account;
    const response = await this.#sendRequest(provider.authorize(request, token, settings), deadline, label);
    const quota = provider.readQuota?.(response.body);
    if (quota !== undefined) {
      this.quota = quota;
      this.#rateLimiter.recordQuota(quota);
    }
    const error = this.#readRedactedError(provider.readError, response, token) ?? statusError(response, this.#runtime.clock.now());
    if (error === undefined) {
      this.#session?.markUsed(token);
      const redactRows = token.length >= minRowRedactedChars && containsSecret(response.text, [token]);
      return read(redactRows ? redactSecrets(response.body, [token]) : response.body);
    }
    if (error.code === 'rate_limited' && error.details.retryAfterS !== undefined && error.details.retryable !== false) {
      this.#rateLimiter.pauseFor(error.details.retryAfterS);
    }
    throw error;
  }

  /** True if the error may be about an expired session rather than the account; a new login is then tried once. */
  #isSessionRejected(thrown: unknown, token: string): boolean {
    if (this.#session === undefined || !(thrown instanceof LinekeeperError)) return false;
    const { code, details } = thrown;
    return code === 'auth' || (code === 'denied' && details.sessionMayHaveExpired === true && this.#session.mayHaveExpired(token));
  }

  async #getToken(deadline: Deadline): Promise<string> {
    const { provider, settings } = this.account;
    if (this.#session === undefined) return provider.token(settings) ?? '';
    return await withDeadline(this.#session.getToken(), deadline, this.#runtime.clock);
  }

  #login(): Promise<SessionToken> {
    const readError = (reader: ErrorReader, response: HttpResponse) => this.#readRedactedError(reader, response);
    let attempt = 0;
    const send = (request: HttpRequest, deadline: Deadline) =>
      this.#sendRequest(request, deadline, { operation: 'login', attempt: ++attempt });
    return login(this.account.provider, this.account.settings, { ...this.#runtime, sendRequest: send, readError });
  }

  #sendRequest(request: HttpRequest, deadline: Deadline, label: RequestLabel): Promise<HttpResponse> {
    const { clock, fetch, onAttempt } = this.#runtime;
    const { name, provider, baseUrl } = this.account;
    const timeoutMs = getAttemptTimeoutMs(deadline, clock);
    if (timeoutMs <= 0) throw deadlineExceeded();
    const options = { fetch, clock, baseUrl, timeoutMs, signal: deadline.signal };
    return sendObservedRequest(request, options, { account: name, provider: provider.name, ...label }, onAttempt);
  }

  /** The error that `reader` finds in a response, worded without any credential. */
  #readRedactedError(reader: ErrorReader, response: HttpResponse, token = ''): LinekeeperError | undefined {
    const error = reader?.(response);
    if (error === undefined) return undefined;
    const secrets = [...this.#secrets, token, this.#session?.currentToken ?? ''];
    const redactedResponse = { ...response, text: redactSecrets(response.text, secrets), body: redactSecrets(response.body, secrets) };
    const redactedError = reader?.(redactedResponse);
    // Classify the original response, word the error from the redacted one: redaction could change the code.
    const wording = redactedError?.code === error.code ? redactedError : undefined;
    const message = wording?.message ?? redactSecrets(error.message, secrets);
    return new LinekeeperError(error.code, message, { ...error.details, field: wording?.details.field });
  }

  #withAccount(thrown: unknown): unknown {
    if (!(thrown instanceof LinekeeperError)) return thrown;
    const { name, provider } = this.account;
    return new LinekeeperError(thrown.code, `${provider.title}: ${thrown.message}`, {
      ...thrown.details,
      provider: provider.name,
      account: name,
    });
  }
}
