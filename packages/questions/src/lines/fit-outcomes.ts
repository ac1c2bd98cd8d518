// The outcomes that fit into an answer about many accounts: the failed ones come first, the others are counted.
import { countJsonChars } from '@linekeeper/core';
import type { AccountOutcome } from './account-outcomes.ts';
import { type AnswerRest, collapseRepeatedErrors, getRoomBesideEntries, getShare } from './answer-budget.ts';

/** The outcomes of an answer, and the warning that counts those left out. */
export interface FittedOutcomes {
  accounts: AccountOutcome[];
  warnings: string[];
}

/** Fits the outcomes of an answer. Its choice is the same before the entries are cut and after. */
export type OutcomeFitter = (outcomes: readonly AccountOutcome[]) => FittedOutcomes;

/** The outcomes of accounts whose lines are missing, in the order in which they are kept. */
const missingOutcomes: readonly AccountOutcome['outcome'][] = ['failed', 'partial'];

/** The share of an answer that the outcomes of all accounts may take. */
const maxShare = 1 / 2;

/**
 * Creates a function that keeps all outcomes within half of an answer. Where they are more, it keeps those of accounts whose lines are
 * missing, as many as fit beside the rest of the answer and a quarter for its entries, and counts the others in a warning.
 */
export function createOutcomeFitter(beside: AnswerRest): OutcomeFitter {
  const { budget } = beside;
  const maxChars = getRoomBesideEntries(beside);
  return outcomes => {
    // Counted without what depends on the entries of the page.
    const measured = collapseRepeatedErrors(
      outcomes.map((outcome): AccountOutcome => ({ ...outcome, outcome: 'complete', returned: 0 })),
      'error',
      budget,
    );
    const all = outcomes.map((outcome, index): AccountOutcome => {
      const error = measured[index]?.error;
      return { ...outcome, ...(error !== undefined && { error }) };
    });
    if (countJsonChars(measured) <= Math.min(maxChars, getShare(budget, maxShare))) return { accounts: all, warnings: [] };
    const kept = new Set<AccountOutcome>();
    let size = 0;
    for (const outcome of missingOutcomes.flatMap(missing => all.filter(one => one.outcome === missing))) {
      size += countJsonChars(outcome) + 1;
      if (size > maxChars) break;
      kept.add(outcome);
    }
    return { accounts: [...kept], warnings: [describeOmitted(all.filter(outcome => !kept.has(outcome)))] };
  };
}

function describeOmitted(omitted: readonly AccountOutcome[]): string {
  const counts = [...Map.groupBy(omitted, ({ outcome }) => outcome)].map(([outcome, { length }]) => `${length} ${outcome}`);
  return `"accounts" leaves out ${omitted.length} accounts: ${counts.join(', ')}.`;
}
