// The credentials of all accounts of a process, to be redacted from every response: a provider may repeat those of another account.
import type { Account } from '../model/account.ts';
import type { SessionToken } from '../model/provider.ts';
import { SecretFinder } from './secret-spellings.ts';

/** Shorter credentials are not redacted from rows: they may be ordinary words. */
const minRowSecretChars = 10;

/** Session tokens that are remembered: a late response may contain an earlier one. */
const maxSessionTokens = 100;

/** Collects credentials, earlier ones too, and finds them in errors and rows. */
export class KnownSecrets {
  readonly #credentials = new Set<string>();
  /** User names are data in rows, if they are words or addresses of people. */
  readonly #names = new Set<string>();
  #sessionTokens: readonly string[] = [];
  #finders: { errors: SecretFinder; rows: SecretFinder } | undefined;

  /** Adds the credentials of an account. */
  addAccount({ provider, settings, secrets }: Account): void {
    // Where credentials are a pair, the first of them is a name.
    const nameKeys = provider.credentials.filter(keys => keys.length > 1).flatMap(([name = '']) => name);
    const names = nameKeys.map(key => settings[key]).filter(value => typeof value === 'string');
    for (const secret of secrets) (names.includes(secret) ? this.#names : this.#credentials).add(secret);
    this.#finders = undefined;
  }

  /** Adds the token of a new session, and returns the session. */
  addSessionToken(session: SessionToken): SessionToken {
    this.#sessionTokens = [...this.#sessionTokens, session.token].slice(-maxSessionTokens);
    this.#finders = undefined;
    return session;
  }

  /** Finds what no error message may contain. */
  get forErrors(): SecretFinder {
    return this.#getFinders().errors;
  }

  /** Finds what no row may contain. */
  get forRows(): SecretFinder {
    return this.#getFinders().rows;
  }

  #getFinders(): { errors: SecretFinder; rows: SecretFinder } {
    const credentials = [...this.#credentials, ...this.#sessionTokens];
    const names = [...this.#names].filter(name => !credentials.includes(name));
    this.#finders ??= {
      errors: new SecretFinder([...credentials, ...names]),
      rows: new SecretFinder([...credentials, ...names.filter(isTechnicalName)], minRowSecretChars),
    };
    return this.#finders;
  }
}

const minTechnicalNameChars = 12;

const isTechnicalName = (name: string): boolean => name.length >= minTechnicalNameChars && !/[@\s]/.test(name);
