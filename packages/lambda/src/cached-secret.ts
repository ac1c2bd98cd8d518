// One secret of Secrets Manager: read when it is needed, kept for five minutes, and kept longer than missed.
import { type Clock, LinekeeperError } from '@linekeeper/core/lite';

/** Milliseconds: how long a secret is believed, how soon a failure is tried again, and how long a call waits for a newer value than it has. */
const lifetime = 5 * 60_000;
const patience = 10_000;
const longestWait = 500;

/** Where secrets are kept: the text of the newest version; throws whatever the service says. */
export interface Safe {
  read(name: string): Promise<string | undefined>;
}

export interface Reading<T> {
  name: string;
  safe: Safe;
  /** The parsed JSON made a value. Throws `config` with the key at fault, never with what it holds. */
  parse(json: unknown): T;
  /** True where it says who may come in: once it is taken away or broken, what it said before opens nothing. */
  opens?: boolean;
  clock: Clock;
  log(line: string): void;
}

export class Secret<T> {
  readonly #reading: Reading<T>;
  #kept: { value: T } | undefined;
  #freshUntil = 0;
  #underWay: Promise<T> | undefined;

  constructor(reading: Reading<T>) {
    this.#reading = reading;
  }

  /** The value. One fetch at a time; a stale value rather than none. Throws `config` or `unavailable`. */
  get(): Promise<T> {
    if (this.#kept !== undefined && this.#reading.clock.now() < this.#freshUntil) return Promise.resolve(this.#kept.value);
    const newer = this.renew();
    return this.#kept === undefined ? newer : this.#soon(newer, this.#kept.value);
  }

  /** The value, read again now: something has said that it is out of date. */
  renew(): Promise<T> {
    this.#underWay ??= this.#read().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** A service that is slow holds up nobody: the value is there for the next call. */
  #soon(newer: Promise<T>, value: T): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.#reading.clock.after(longestWait, () => resolve(value));
      newer.then(resolve, reject).finally(stop);
    });
  }

  async #read(): Promise<T> {
    const { clock, log, name, opens } = this.#reading;
    try {
      const value = await this.#fresh();
      this.#kept = { value };
      this.#freshUntil = clock.now() + lifetime;
      return value;
    } catch (thrown) {
      const error = thrown instanceof LinekeeperError ? thrown : unread(thrown, name);
      log(error.sentence);
      if (opens && error.code === 'config') this.#kept = undefined;
      if (this.#kept === undefined) throw error;
      this.#freshUntil = clock.now() + patience;
      return this.#kept.value;
    }
  }

  async #fresh(): Promise<T> {
    const { name, safe, parse } = this.#reading;
    const text = (await safe.read(name))?.trim();
    if (!text) throw new LinekeeperError('config', `The secret ${name} is empty. Put its JSON in.`);
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw new LinekeeperError('config', `The secret ${name} is not valid JSON.`);
    }
    return parse(json);
  }
}

/** The service's name for what went wrong says enough; its message may say too much. */
function unread(thrown: unknown, secret: string): LinekeeperError {
  const name = thrown instanceof Error ? thrown.name : 'unknown';
  if (name === 'ResourceNotFoundException') return new LinekeeperError('config', `There is no secret ${secret}, or it has no value yet.`);
  if (name === 'AccessDeniedException') return new LinekeeperError('config', `This function may not read the secret ${secret}.`);
  return new LinekeeperError('unavailable', `The secret ${secret} could not be read (${name}).`);
}
