// The columns of fees in a file: the amount as a number, its currency beside it, and one pair of columns for each currency.
import type { Row } from '@linekeeper/core';

/** The sum of the monthly fees in one currency. */
export interface Fee {
  currency: string;
  amount: number;
  /** The number of lines with a known fee. */
  lines: number;
}

/** The names of the columns, and how to fill them for one group. */
interface FeeColumns {
  names: readonly string[];
  toCells(fees: readonly Fee[]): Row;
}

/** Creates the columns for these fees: `monthly_fee` and `currency`, for a second currency `monthly_fee_2` and `currency_2`. */
export function createFeeColumns(fees: readonly Fee[]): FeeColumns {
  const currencies = [...new Set(fees.map(({ currency }) => currency))].sort();
  const suffixes = currencies.length === 0 ? [''] : currencies.map((_, index) => (index === 0 ? '' : `_${index + 1}`));
  return {
    names: suffixes.flatMap(suffix => [`monthly_fee${suffix}`, `currency${suffix}`]),
    toCells: group =>
      Object.fromEntries(
        group.flatMap(({ currency, amount }) => {
          const suffix = suffixes[currencies.indexOf(currency)];
          return [
            [`monthly_fee${suffix}`, amount],
            [`currency${suffix}`, currency],
          ];
        }),
      ),
  };
}
