// What is said of each account beside an answer: how far it was read, and why no further.
import type { JsonSchema, LinekeeperError } from '@linekeeper/core';
import { saidOnce } from './answer-budget.ts';
import type { Reading } from './source.ts';

export interface AccountOutcome {
  account: string;
  provider: string;
  outcome: 'complete' | 'partial' | 'failed';
  returned: number;
  total?: number;
  error?: string;
}

interface Counting {
  /** How many entries of an account the answer holds. */
  returned: (account: string) => number;
  /** True where the readings' totals are the account's lines. */
  counted: boolean;
  characters: number | undefined;
}

/** One entry an account, from the readings of its sources. */
export function outcomesOf(readings: readonly Reading[], { returned, counted, characters }: Counting): AccountOutcome[] {
  const names = [...new Set(readings.map(({ source }) => source.account.name))];
  const outcomes = names.map((account): AccountOutcome => {
    const own = readings.filter(({ source }) => source.account.name === account);
    const failures = own.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
    const totals = own.map(({ total }) => total);
    const total = counted && totals.every(known => known !== undefined) ? totals.reduce((sum, known) => sum + known, 0) : undefined;
    const provider = own[0]?.source.account.provider.name ?? '';
    const nothing = own.every(({ failure, items }) => failure !== undefined && items.length === 0);
    // A list that stops short without a failure is not complete either.
    const whole = own.every(({ ended, more, failure }) => failure === undefined && (ended || more));
    return {
      account,
      provider,
      outcome: whole ? 'complete' : nothing ? 'failed' : 'partial',
      returned: returned(account),
      ...(total !== undefined && { total }),
      ...(failures[0] !== undefined && { error: failures[0].sentence }),
    };
  });
  return saidOnce(outcomes, 'error', characters);
}

/** What a person should read beside a table: whose lines are missing, and why. */
export const notesOf = (outcomes: readonly AccountOutcome[]): string[] =>
  outcomes.flatMap(({ account, outcome, error }) =>
    outcome === 'complete'
      ? []
      : [`${account}: ${outcome === 'failed' ? 'nothing could be read' : 'a part is missing'}${error === undefined ? '' : ` (${error})`}`],
  );

/** The first failure: the answer's own, for whoever needs one. */
export const firstFailure = (readings: readonly Reading[]): LinekeeperError | undefined =>
  readings.find(({ failure }) => failure !== undefined)?.failure;

export const outcomesSchema: JsonSchema = {
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
