// The names of people who have lines, as completion needs them: read once, kept for a minute.
import type { Account, Directory } from '@linekeeper/core';
import { type Serving, toolNamed } from './server-context.ts';

/** How long names are believed, in milliseconds. */
const lifetime = 60_000;

/** Lines that are read of an account, at most: completion is a convenience. */
const mostLines = 2_000;

interface Kept {
  names: Promise<readonly string[]>;
  at: number;
}

export class People {
  readonly #serving: Serving;
  readonly #kept = new WeakMap<Account, Kept>();

  constructor(serving: Serving) {
    this.#serving = serving;
  }

  /** The names in these accounts, in order of the alphabet. A reading that is too slow for one who types is there for the next letter. */
  async names(directory: Directory): Promise<readonly string[]> {
    const all = await Promise.all(directory.accounts.map(account => this.#namesIn(account, directory)));
    return [...new Set(all.flat())].sort((a, b) => a.localeCompare(b));
  }

  #namesIn(account: Account, directory: Directory): Promise<readonly string[]> {
    const now = this.#serving.clock.now();
    const kept = this.#kept.get(account);
    if (kept !== undefined && now < kept.at + lifetime) return kept.names;
    const names = this.#read(account, directory).catch(() => []);
    this.#kept.set(account, { names, at: now });
    return names;
  }

  async #read(account: Account, directory: Directory): Promise<readonly string[]> {
    const { clock, callTime, tools } = this.#serving;
    const call = { directory, deadline: { at: clock.now() + callTime }, wanted: mostLines };
    const { rows, failure } = await toolNamed({ tools }, 'list_lines').run({ account: [account.name] }, call);
    // Who could not be read in part is asked again for the next letter.
    if (failure !== undefined) this.#kept.delete(account);
    return rows.flatMap(({ owner }) => (typeof owner === 'string' ? [owner] : []));
  }
}
