// A secret cached for five minutes; the stale value is served while a refresh fails or is slow.
import { type Clock, LinekeeperError } from '@linekeeper/core/lite';

const ttlMs = 5 * 60_000;

/** How soon a failed refresh is repeated. */
const retryAfterMs = 10_000;

/** How long `get` waits for a refresh before it returns the stale value. */
const maxStaleWaitMs = 500;

/** Reads secrets by name. */
export interface SecretStore {
  /** The text of the current version; undefined if it has none. Rejects with the error of the service. */
  read(name: string): Promise<string | undefined>;
}

/** Options of {@link CachedSecret}. */
export interface CachedSecretOptions<T> {
  name: string;
  store: SecretStore;
  /** Converts the secret's JSON text. Throws `config` with the name of the invalid key, never with its value. */
  parse(text: string): T;
  /** Fail closed: an access policy that was deleted or is invalid is not served stale. */
  failClosed?: boolean;
  clock: Clock;
  log(message: string): void;
}

/** A secret that is read on first use. Concurrent reads share one request. */
export class CachedSecret<T> {
  readonly #options: CachedSecretOptions<T>;
  #cached: { value: T } | undefined;
  /** Milliseconds since 1970. */
  #freshUntil = 0;
  #inFlight: Promise<T> | undefined;
  /** The error of the last read, until a value is cached. */
  #failure: { error: LinekeeperError; until: number } | undefined;

  constructor(options: CachedSecretOptions<T>) {
    this.#options = options;
  }

  /** The value, possibly stale. Throws `config` or `unavailable` if no value is cached, or if it fails closed. */
  get(): Promise<T> {
    if (this.#cached !== undefined && this.#options.clock.now() < this.#freshUntil) return Promise.resolve(this.#cached.value);
    // Unsigned requests reach this, too: a missing or invalid secret is not read for each of them.
    if (this.#failure !== undefined && this.#options.clock.now() < this.#failure.until) return Promise.reject(this.#failure.error);
    const refreshed = this.refresh();
    return this.#cached === undefined ? refreshed : this.#staleWhileRevalidate(refreshed, this.#cached.value);
  }

  /** Reads the value again now, for callers that know the cached one to be outdated. Serves it nevertheless if the read fails. */
  refresh(): Promise<T> {
    this.#inFlight ??= this.#loadOrServeStale().finally(() => {
      this.#inFlight = undefined;
    });
    return this.#inFlight;
  }

  /** Stale-while-revalidate: after 500 ms, answers with the cached value while the refresh continues. */
  #staleWhileRevalidate(refreshed: Promise<T>, staleValue: T): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancelTimer = this.#options.clock.setTimer(maxStaleWaitMs, () => resolve(staleValue));
      refreshed.then(resolve, reject).finally(cancelTimer);
    });
  }

  async #loadOrServeStale(): Promise<T> {
    const { clock, log, name, failClosed } = this.#options;
    try {
      const value = await this.#fetch();
      this.#cached = { value };
      this.#failure = undefined;
      this.#freshUntil = clock.now() + ttlMs;
      return value;
    } catch (thrown) {
      const error = thrown instanceof LinekeeperError ? thrown : toSecretError(thrown, name);
      log(error.displayMessage);
      if (failClosed && error.code === 'config') this.#cached = undefined;
      if (this.#cached === undefined) {
        this.#failure = { error, until: clock.now() + retryAfterMs };
        throw error;
      }
      this.#freshUntil = clock.now() + retryAfterMs;
      return this.#cached.value;
    }
  }

  async #fetch(): Promise<T> {
    const { name, store, parse } = this.#options;
    const text = (await store.read(name))?.trim();
    if (!text) throw new LinekeeperError('config', `The secret ${name} is empty. Store its settings there as JSON.`);
    return parse(text);
  }
}

/** Words the error from its name alone: the message of the service may contain internal details. */
function toSecretError(thrown: unknown, secret: string): LinekeeperError {
  const name = thrown instanceof Error ? thrown.name : 'unknown';
  if (name === 'ResourceNotFoundException')
    return new LinekeeperError('config', `The secret ${secret} does not exist, or has no value yet.`);
  if (name === 'AccessDeniedException') return new LinekeeperError('config', `This function may not read the secret ${secret}.`);
  return new LinekeeperError('unavailable', `The secret ${secret} could not be read (${name}).`);
}
