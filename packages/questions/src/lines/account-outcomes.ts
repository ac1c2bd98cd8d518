// The outcome of each account in an answer: how far its lists were read, and the error that stopped them.
import { type AnswerBudget, describeMissingPart, type JsonSchema, type LinekeeperError } from '@linekeeper/core';
import { collapseRepeatedErrors } from './answer-budget.ts';
import type { SourceResult } from './source.ts';

/** How far the lists of one account were read. */
export interface AccountOutcome {
  account: string;
  provider: string;
  outcome: 'complete' | 'partial' | 'failed';
  /** Entries of the account in the answer. */
  returned: number;
  /** Lines of the account, if every list reports its total. */
  total?: number;
  /** The first error, worded with its code and account. */
  error?: string;
}

interface OutcomeOptions {
  /** Counts the entries of an account in the answer. */
  countReturned: (account: string) => number;
  /** True if the totals that providers report count the lines in question: false for filtered questions. */
  includeTotals: boolean;
  /** Size limit of the whole answer; undefined for none. */
  budget: AnswerBudget | undefined;
}

/** Returns one entry for each account, from the results of its sources; repeated errors are collapsed to fit `budget`. */
export function toAccountOutcomes(
  results: readonly SourceResult[],
  { countReturned, includeTotals, budget }: OutcomeOptions,
): AccountOutcome[] {
  const names = [...new Set(results.map(({ source }) => source.account.name))];
  const outcomes = names.map((account): AccountOutcome => {
    const accountResults = results.filter(({ source }) => source.account.name === account);
    const failures = accountResults.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
    const totals = accountResults.map(({ total }) => total);
    const total = includeTotals && totals.every(count => count !== undefined) ? totals.reduce((sum, count) => sum + count, 0) : undefined;
    const provider = accountResults[0]?.source.account.provider.name ?? '';
    const hasNothing = accountResults.every(({ failure, items }) => failure !== undefined && items.length === 0);
    // A list that ended before its reported total is incomplete even without an error.
    const isComplete = accountResults.every(({ reachedEnd, hasMore, failure }) => failure === undefined && (reachedEnd || hasMore));
    return {
      account,
      provider,
      outcome: isComplete ? 'complete' : hasNothing ? 'failed' : 'partial',
      returned: countReturned(account),
      ...(total !== undefined && { total }),
      ...(failures[0] !== undefined && { error: failures[0].displayMessage }),
    };
  });
  return collapseRepeatedErrors(outcomes, 'error', budget);
}

/** Formats a note for each account whose lines are missing, with the reason; printed under tables. */
export const formatOutcomeNotes = (outcomes: readonly AccountOutcome[]): string[] =>
  outcomes.flatMap(({ account, outcome, error }) =>
    outcome === 'complete' ? [] : [`${account}: ${describeMissingPart(outcome)}${error === undefined ? '' : ` (${error})`}`],
  );

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
