// The credentials of all accounts of a process, to be redacted from every response: a provider may repeat those of another account.
import type { Account } from '../model/account.ts';
import type { SessionToken } from '../model/provider.ts';
import { SecretFinder } from './secret-spellings.ts';

/** Shorter credentials are not redacted from rows: they may be ordinary words. */
const minRowSecretChars = 10;

/** Session tokens that are remembered: those in use, and earlier ones, which a late response may contain. */
const maxSessionTokens = 1_000;

/** Tokens with a finder of their own, which is rebuilt with each login: rebuilding that of all secrets each time would cost the square of the accounts. */
const maxRecentTokens = 32;

/** Looks for secrets in texts. */
export interface SecretSearch extends Pick<SecretFinder, 'isIn' | 'redact'> {
  /** True if a secret consists of digits: a number with an exponent may be one. False by default. */
  hasDigits?: boolean;
}

/** The finders of some secrets, built when they are first needed. */
interface Finders {
  errors?: SecretFinder;
  rows?: SecretFinder;
}

/** Collects credentials, earlier ones too, and finds them in errors and rows. */
export class KnownSecrets {
  readonly #credentials = new Set<string>();
  /** User names are data in rows, if they are words or addresses of people. */
  readonly #names = new Set<string>();
  #olderTokens: readonly string[] = [];
  #recentTokens: readonly string[] = [];
  #hasDigits = false;
  /** Of everything but the recent tokens. */
  #finders: Finders = {};
  #recentFinders: Finders = {};

  /** Adds the credentials of an account. */
  addAccount({ provider, settings, secrets }: Account): void {
    // Where credentials are a pair, the first of them is a name.
    const nameKeys = provider.credentials.filter(keys => keys.length > 1).flatMap(([name = '']) => name);
    const names = nameKeys.map(key => settings[key]).filter(value => typeof value === 'string');
    for (const secret of secrets) (names.includes(secret) ? this.#names : this.#credentials).add(secret);
    this.#hasDigits ||= secrets.some(isDigits);
    this.#finders = {};
  }

  /** Adds the token of a new session, and returns the session. */
  addSessionToken(session: SessionToken): SessionToken {
    if (this.#recentTokens.length === maxRecentTokens) {
      this.#olderTokens = [...this.#olderTokens, ...this.#recentTokens].slice(-maxSessionTokens);
      this.#recentTokens = [];
      this.#finders = {};
    }
    this.#recentTokens = [...this.#recentTokens, session.token];
    this.#hasDigits ||= isDigits(session.token);
    this.#recentFinders = {};
    return session;
  }

  /** Finds what no error message may contain. */
  get forErrors(): SecretSearch {
    this.#finders.errors ??= new SecretFinder([...this.#getSecrets(), ...this.#names]);
    this.#recentFinders.errors ??= new SecretFinder(this.#recentTokens);
    return this.#join(this.#recentFinders.errors, this.#finders.errors);
  }

  /** Finds what no row may contain. */
  get forRows(): SecretSearch {
    this.#finders.rows ??= new SecretFinder([...this.#getSecrets(), ...[...this.#names].filter(isTechnicalName)], minRowSecretChars);
    this.#recentFinders.rows ??= new SecretFinder(this.#recentTokens, minRowSecretChars);
    return this.#join(this.#recentFinders.rows, this.#finders.rows);
  }

  #getSecrets(): string[] {
    return [...this.#credentials, ...this.#olderTokens];
  }

  #join(recent: SecretFinder, others: SecretFinder): SecretSearch {
    return {
      hasDigits: this.#hasDigits,
      isIn: text => others.isIn(text) || recent.isIn(text),
      redact: text => others.redact(recent.redact(text)),
    };
  }
}

const minTechnicalNameChars = 12;

const isTechnicalName = (name: string): boolean => name.length >= minTechnicalNameChars && !/[@\s]/.test(name);

const isDigits = (secret: string): boolean => /^\d+$/.test(secret);
