// Collects the owners that a filter matched, and the warnings about unknown or ambiguous names.
import { type Line, quoteValue } from '@linekeeper/core';
import { createOwnerPredicate, type Filters, hasNonOwnerFilter } from './filters.ts';
import { findNearestNames } from './person-names.ts';
import type { SourceResult } from './source.ts';

/** Records the owners of the lines that were read, and of those that matched. Without an owner filter it records nothing. */
export class OwnerMatches {
  readonly #owner: string | undefined;
  readonly #isOwned: (line: Line) => boolean;
  /** True if lines of the owner may have been excluded by other filters. */
  readonly #hasOtherFilters: boolean;
  readonly #names = new Set<string>();
  #found = false;
  /** Owner ids by account and name; ids are unique within a provider only. */
  readonly #idsByName = new Map<string, Map<string, Set<string>>>();

  constructor(filters: Filters) {
    this.#owner = filters.owner;
    this.#isOwned = createOwnerPredicate(filters.owner);
    this.#hasOtherFilters = hasNonOwnerFilter(filters);
  }

  /** Records the owner of a line; `isMatch` tells whether the line matched all filters. */
  record(line: Line, isMatch: boolean): void {
    if (this.#owner === undefined) return;
    const { account, owner, owner_id, name } = line;
    this.#found ||= this.#isOwned(line);
    const knownName = owner ?? name;
    if (knownName !== undefined) this.#names.add(knownName);
    if (!isMatch || owner === undefined || owner_id === undefined) return;
    const accountIds = this.#idsByName.get(account) ?? new Map<string, Set<string>>();
    this.#idsByName.set(account, accountIds.set(owner, (accountIds.get(owner) ?? new Set()).add(owner_id)));
  }

  /** Returns the warnings about an unknown owner, with the nearest names, or about several owners of one name. */
  warnings(results: readonly SourceResult[]): string[] {
    if (this.#owner === undefined) return [];
    const isComplete = results.every(({ failure }) => failure === undefined);
    if (!this.#found) {
      const near = findNearestNames([...this.#names], this.#owner).map(quoteValue);
      const warning = this.#hasOtherFilters
        ? 'No owner has this name among the lines that match the other filters'
        : 'No owner has this name';
      return [
        `${isComplete ? warning : 'No owner has this name among the lines that could be read'}${near.length > 0 ? `; nearest: ${near.join(', ')}` : ''}.`,
      ];
    }
    const ambiguous = [...this.#idsByName].flatMap(([account, names]) =>
      [...names].flatMap(([name, ids]) => (ids.size > 1 ? [{ account, name, ids }] : [])),
    );
    const warnings = ambiguous
      .slice(0, maxNamesakes)
      .map(({ account, name, ids }) => `${ids.size} people in ${account} are called ${quoteValue(name)}: owner_id ${formatIds(ids)}.`);
    const omitted = ambiguous.length - warnings.length;
    return omitted > 0 ? [...warnings, `${omitted} more names are those of several people.`] : warnings;
  }
}

/** Names in the warnings, and ids of each. */
const maxNamesakes = 5;
const maxIds = 10;

/** An id as providers write it: anything else is quoted. */
const plainId = /^[\w.-]{1,40}$/;

function formatIds(ids: ReadonlySet<string>): string {
  const shown = [...ids].slice(0, maxIds).map(id => (plainId.test(id) ? id : quoteValue(id)));
  return shown.join(', ') + (ids.size > maxIds ? ` and ${ids.size - maxIds} more` : '');
}
