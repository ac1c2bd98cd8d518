// Compiles the filters of a question, once: what to read, what the providers filter, which lines match, and warnings about the owner.
import type { Account, AccountChoices, Input, Provider } from '@linekeeper/core';
import { type AskedProperty, findUnreportedFilters } from './asked-properties.ts';
import {
  createLinePredicate,
  describeUnmatched,
  type Filters,
  hasLineFilter,
  pickFilters,
  selectAccounts,
  toLineFilter,
} from './filters.ts';
import { OwnerMatches } from './owner-matches.ts';
import { getCountries, type LineSource, listSources, type SourceItem, type SourceResult } from './source.ts';

/** The filters of a question, ready to be applied. */
export interface CompiledFilters {
  /** The accounts that the filters name; all of them by default. */
  accounts: readonly Account[];
  /** The lists that may have matching lines. */
  sources: readonly LineSource[];
  /** The accounts that have no such list, where they were asked for or no account has one. */
  withoutList: readonly Account[];
  /** True if a filter may exclude lines of these lists. */
  isFiltered: boolean;
  /** Returns the arguments that push the filters down to the provider of a list; `no-match` if it cannot have matching lines. */
  pushDown(source: LineSource): Input | 'no-match';
  /** Tests a line, and notes its owner for the warnings. */
  matches(item: Pick<SourceItem, 'line'>): boolean;
  /** Returns what the filters ask for and the lists of the provider do not report. */
  findUnreported(provider: Provider): readonly AskedProperty[];
  /** The warnings about requested providers without an account, and accounts of others. */
  selectionWarnings: readonly string[];
  /** Returns the warnings about an unknown owner, with the nearest names, or about several owners of one name. */
  ownerWarnings(results: readonly SourceResult[]): string[];
}

/**
 * Compiles the filters among the arguments of a question. Throws `input` for an unknown account, and `config` or `denied` if there is no
 * account, or none of the requested providers.
 */
export function compileFilters(input: Filters, choices: AccountChoices): CompiledFilters {
  const filters = pickFilters(input);
  const accounts = selectAccounts(choices, filters);
  const countries = getCountries(choices.accounts);
  const isMatch = createLinePredicate(filters, countries);
  const owners = new OwnerMatches(filters);
  const lineFilter = toLineFilter(filters, countries);
  const sources = listSources(accounts).filter(({ operation: { kind } }) => kind !== undefined && (filters.kind?.includes(kind) ?? true));
  const isNamed = filters.account !== undefined || filters.provider !== undefined || sources.length === 0;
  const withList = new Set(sources.map(({ account }) => account));
  const withoutList = isNamed ? accounts.filter(account => !withList.has(account)) : [];
  const concerned = new Set([...withList, ...withoutList].map(({ provider }) => provider));
  return {
    accounts,
    sources,
    withoutList,
    isFiltered: hasLineFilter(filters),
    pushDown: ({ operation }) => operation.pushDownFilter?.(lineFilter) ?? {},
    matches({ line }) {
      const matches = isMatch(line);
      owners.record(line, matches);
      return matches;
    },
    findUnreported: provider => (concerned.has(provider) ? findUnreportedFilters(provider, filters) : []),
    selectionWarnings: describeUnmatched(choices, filters),
    ownerWarnings: results => owners.warnings(results),
  };
}
