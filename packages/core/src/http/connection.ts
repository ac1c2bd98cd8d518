// The connection of one account: rate limiter, session, retries and credential refresh; its errors name the account.
import { type Deadline, deadlineError, getAttemptTimeoutMs, withDeadline } from '../deadline.ts';
import { type ErrorCode, LinekeeperError } from '../errors.ts';
import type { Account } from '../model/account.ts';
import type { HttpRequest, HttpResponse } from '../model/http-message.ts';
import type { Quota, SessionToken } from '../model/provider.ts';
import { checkEndpoint } from './allowed-endpoints.ts';
import { HostLimiters } from './host-limiters.ts';
import { readClockSkewMs } from './http-status.ts';
import { KnownSecrets } from './known-secrets.ts';
import { login } from './login.ts';
import { nameAccount } from './name-account.ts';
import { type AttemptLabel, type SendContext, sendObservedRequest } from './observed-request.ts';
import { RateLimiter } from './rate-limiter.ts';
import { getResponseLimits, type ResponseLimits } from './response-limits.ts';
import { ResponseReader } from './response-reader.ts';
import { withRetries } from './retry.ts';
import type { Runtime } from './runtime.ts';
import { Session } from './session.ts';

/** Which attempt of which operation a request is, and what its response may hold. */
type AttemptContext = Pick<AttemptLabel, 'operation' | 'attempt'> & { limits: ResponseLimits };

/** Sends requests with the credentials of one account. Shared by all concurrent tool calls. */
export class Connection {
  /** The quota that the provider reported last; undefined if it reports none. */
  quota: Quota | undefined;
  /** How far the provider's clock was ahead of this machine's at its last response; undefined if no response told the time. */
  clockSkewMs: number | undefined;
  readonly #runtime: Runtime;
  readonly #rateLimiter: RateLimiter;
  #account: Account;
  #session: Session | undefined;
  readonly #secrets: KnownSecrets;
  readonly #responses: ResponseReader;
  readonly #hosts: HostLimiters;

  /** All connections of a process share its secrets and the limits of hosts. */
  constructor(account: Account, runtime: Runtime, { secrets = new KnownSecrets(), hosts = new HostLimiters(runtime.clock) } = {}) {
    this.#runtime = runtime;
    this.#rateLimiter = new RateLimiter(runtime.clock);
    this.#secrets = secrets;
    this.#responses = new ResponseReader(account.provider, secrets, runtime);
    this.#hosts = hosts;
    this.#account = account;
    this.#useCredentials(account);
  }

  /** The current time, in milliseconds since 1970. */
  get now(): number {
    return this.#runtime.clock.now();
  }

  /** The account with the credentials that are in use. */
  get account(): Account {
    return this.#account;
  }

  #useCredentials(account: Account): void {
    this.#account = account;
    this.#secrets.addAccount(account);
    const hasToken = account.provider.token(account.settings) !== undefined;
    this.#session = hasToken ? undefined : new Session(() => this.#login(), this.#runtime.clock);
  }

  /**
   * Sends an authenticated request and reads the response. What `read` throws besides a `LinekeeperError` becomes `malformed`, since the
   * body has a value that it does not expect. Throws a `LinekeeperError` with provider and account.
   */
  async send<T>(
    request: HttpRequest,
    read: (body: unknown) => T,
    deadline: Deadline,
    { operation = '', maxRows }: SendContext = {},
  ): Promise<T> {
    if (this.account.configError !== undefined) throw this.account.configError;
    const startedAt = this.#runtime.clock.now();
    let attempts = 0;
    const report = (code?: ErrorCode) => {
      const event = { account: this.account.name, provider: this.account.provider.name, operation, retries: Math.max(0, attempts - 1) };
      this.#runtime.onRequest?.({ ...event, durationMs: this.#runtime.clock.now() - startedAt, ...(code !== undefined && { code }) });
    };
    const attempt = () => {
      attempts++;
      return this.#attempt(request, read, deadline, { operation, attempt: attempts, limits: getResponseLimits(maxRows) });
    };
    try {
      const value = await this.#retryAfterRefresh(() => withRetries(attempt, deadline, this.#runtime));
      report();
      return value;
    } catch (thrown) {
      const error = nameAccount(thrown, this.account);
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
    if (this.#account === usedAccount) this.#useCredentials(refreshed);
    return true;
  }

  async #attempt<T>(request: HttpRequest, read: (body: unknown) => T, deadline: Deadline, context: AttemptContext): Promise<T> {
    const release = await this.#rateLimiter.acquire(deadline);
    let releaseHost = () => {};
    try {
      releaseHost = await this.#hosts.acquire(this.account.baseUrl, deadline);
      const token = await this.#getToken(deadline);
      try {
        return await this.#sendWithToken(request, token, read, deadline, context);
      } catch (thrown) {
        if (!this.#isSessionRejected(thrown, token)) throw thrown;
        this.#session?.invalidate(token);
        return await this.#sendWithToken(request, await this.#getToken(deadline), read, deadline, context);
      }
    } finally {
      releaseHost();
      release();
    }
  }

  async #sendWithToken<T>(
    request: HttpRequest,
    token: string,
    read: (body: unknown) => T,
    deadline: Deadline,
    context: AttemptContext,
  ): Promise<T> {
    const { provider, settings } = this.account;
    const response = await this.#sendRequest(provider.authorize(request, token, settings), deadline, context);
    const quota = this.#responses.readQuota(response);
    if (quota !== undefined) {
      this.quota = quota;
      this.#rateLimiter.recordQuota(quota);
    }
    const error = this.#responses.readError(response);
    if (error === undefined) {
      this.#session?.markUsed(token);
      return this.#responses.readBody(response, read);
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

  async #login(): Promise<SessionToken> {
    let attempt = 0;
    // The response has no rows.
    const send = (request: HttpRequest, deadline: Deadline) =>
      this.#sendRequest(request, deadline, { operation: 'login', attempt: ++attempt, limits: getResponseLimits(0) });
    const { provider, settings } = this.account;
    return this.#secrets.addSessionToken(
      await login(provider, settings, { ...this.#runtime, sendRequest: send, responses: this.#responses }),
    );
  }

  async #sendRequest(request: HttpRequest, deadline: Deadline, { limits, ...label }: AttemptContext): Promise<HttpResponse> {
    checkEndpoint(this.account.provider, request);
    const { clock, fetch, onAttempt } = this.#runtime;
    const { name, provider, baseUrl } = this.account;
    const timeoutMs = getAttemptTimeoutMs(deadline, clock);
    if (timeoutMs <= 0) throw deadlineError();
    const options = { fetch, clock, baseUrl, timeoutMs, signal: deadline.signal, limits };
    const response = await sendObservedRequest(request, options, { account: name, provider: provider.name, ...label }, onAttempt);
    this.clockSkewMs = readClockSkewMs(response, clock.now()) ?? this.clockSkewMs;
    return response;
  }
}
