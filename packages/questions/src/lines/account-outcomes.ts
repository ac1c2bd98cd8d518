// The outcome of each account in an answer: how far its lists were read, and the error that stopped them.
import { type Account, describeMissingPart, type JsonSchema, type LinekeeperError, type Provider } from '@linekeeper/core';
import { providers } from '@linekeeper/providers';
import { type AskedProperty, describeAsked } from './asked-properties.ts';
import type { SourceResult } from './source.ts';

/** How far the lists of one account were read. */
export interface AccountOutcome {
  account: string;
  provider: string;
  /** `not_read`: the page did not reach it. `not_reported`: its provider says nothing of what is asked for. */
  outcome: 'complete' | 'partial' | 'failed' | 'not_read' | 'not_reported';
  /** Entries of the account in the answer. */
  returned: number;
  /** Lines of the account, if every list reports its total. */
  total?: number;
  /** The first error, worded with its code and account. */
  error?: string;
}

/** Returns what a question asks for and no list of the provider reports, with so many entries of the account in the answer. */
export type UnreportedFinder = (provider: Provider, returned: number) => readonly AskedProperty[];

interface OutcomeOptions {
  /** Counts the entries of an account in the answer. */
  countReturned: (account: string) => number;
  /** True if the totals that providers report count the lines in question: false for filtered questions. */
  includeTotals: boolean;
  /** False for a source that the page did not reach; all are reached by default. */
  isReached?: (result: SourceResult) => boolean;
  /** Returns what is asked for and no list of the provider reports; empty if it reports something of it, which is the default. */
  findUnreported?: UnreportedFinder;
  /** Accounts that have no list of what is asked for; none by default. */
  withoutList?: readonly Account[];
}

/** Returns one entry for each account, from the results of its sources. */
export function toAccountOutcomes(
  results: readonly SourceResult[],
  { countReturned, includeTotals, isReached = () => true, findUnreported = () => [], withoutList = [] }: OutcomeOptions,
): AccountOutcome[] {
  const names = [...new Set(results.map(({ source }) => source.account.name))];
  const outcomes = names.map((account): AccountOutcome => {
    const accountResults = results.filter(({ source }) => source.account.name === account);
    const failures = accountResults.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
    const totals = accountResults.map(({ total }) => total);
    const total = includeTotals && totals.every(count => count !== undefined) ? totals.reduce((sum, count) => sum + count, 0) : undefined;
    const provider = accountResults[0]?.source.account.provider;
    const returned = countReturned(account);
    const outcome = getOutcome(accountResults, isReached);
    return {
      account,
      provider: provider?.name ?? '',
      outcome: outcome === 'complete' && provider !== undefined && findUnreported(provider, returned).length > 0 ? 'not_reported' : outcome,
      returned,
      ...(total !== undefined && { total }),
      ...(failures[0] !== undefined && { error: failures[0].displayMessage }),
    };
  });
  const unlisted = withoutList.map(
    ({ name, provider }): AccountOutcome => ({ account: name, provider: provider.name, outcome: 'not_reported', returned: 0 }),
  );
  return [...outcomes, ...unlisted];
}

function getOutcome(
  results: readonly SourceResult[],
  isReached: (result: SourceResult) => boolean,
): Exclude<AccountOutcome['outcome'], 'not_reported'> {
  if (results.every(({ failure, lineCount }) => failure !== undefined && lineCount === 0)) return 'failed';
  if (results.some(({ failure }) => failure !== undefined)) return 'partial';
  if (!results.some(isReached)) return 'not_read';
  // A list that changed, or ended before its reported total, is incomplete even without an error.
  return results.every(({ reachedEnd, hasMore, end }) => reachedEnd || (hasMore && !end.changed)) ? 'complete' : 'partial';
}

/** Formats a note for each account whose lines are missing, with the reason; printed under tables. */
export const formatOutcomeNotes = (outcomes: readonly AccountOutcome[], findUnreported: UnreportedFinder = () => []): string[] =>
  outcomes.flatMap(({ account, provider: name, outcome, returned, error }) => {
    // A list that continues says so itself.
    if (outcome === 'complete' || outcome === 'not_read') return [];
    const provider = providers.find(candidate => candidate.name === name);
    const unreported = outcome !== 'not_reported' || provider === undefined ? [] : findUnreported(provider, returned);
    if (provider !== undefined && unreported.length > 0)
      return [`${account}: ${provider.title} does not report ${describeAsked(unreported)}`];
    return [`${account}: ${describeMissingPart(outcome)}${error === undefined ? '' : ` (${error})`}`];
  });

/** Returns the first error of the sources; a command exits with its code. */
export const findFirstFailure = (results: readonly SourceResult[]): LinekeeperError | undefined =>
  results.find(({ failure }) => failure !== undefined)?.failure;

/** JSON schema of the `accounts` field of an answer. */
export const accountOutcomesSchema: JsonSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      account: { type: 'string' },
      provider: { type: 'string' },
      outcome: { type: 'string' },
      returned: { type: 'integer' },
      total: { type: 'integer' },
      error: { type: 'string' },
    },
    required: ['account', 'outcome'],
  },
};

/** The same, shortened to save tokens: `list_lines` has the full schema. */
export const shortOutcomesSchema: JsonSchema = {
  type: 'array',
  items: { type: 'object', properties: { account: { type: 'string' }, outcome: { type: 'string' }, error: { type: 'string' } } },
};
