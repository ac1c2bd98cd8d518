// The size budget of an answer, in characters of JSON: what a model reads is limited, a shell or a file is not.
import { countJsonChars, truncateToFit } from '@linekeeper/core';

/** Characters reserved for counts and a cursor. */
export const reservedChars = 600;

/** Returns a quarter of the budget, the share of a list beside the entries; Infinity without a limit. */
export const quarter = (maxChars: number | undefined): number => (maxChars === undefined ? Number.POSITIVE_INFINITY : maxChars / 4);

/** Returns the characters left for the entries beside the rest of an answer: at least a quarter; Infinity without a limit. */
export const remainingChars = (rest: unknown, maxChars: number | undefined): number =>
  maxChars === undefined ? Number.POSITIVE_INFINITY : Math.max(quarter(maxChars), maxChars - reservedChars - countJsonChars(rest));

/** Returns as many leading entries as fit. A first entry that is too large is truncated with a warning, so that cursors always advance. */
export function fitToBudget<Entry extends object>(entries: readonly Entry[], budgetChars: number, warnings: string[]): Entry[] {
  if (!Number.isFinite(budgetChars)) return [...entries];
  const fitted: Entry[] = [];
  let left = budgetChars;
  for (const entry of entries) {
    left -= countJsonChars(entry) + 1;
    if (left >= 0) fitted.push(entry);
    else if (fitted.length > 0) break;
    else {
      const { record, warning } = truncateToFit(entry, budgetChars);
      warnings.push(warning);
      return [record];
    }
  }
  return fitted;
}

/** Shortens an error to its code where an earlier account has the same one, if the entries exceed a quarter of the budget. */
export function collapseRepeatedErrors<Name extends string, Entry extends { account: string } & { [name in Name]?: string }>(
  entries: Entry[],
  field: Name,
  maxChars: number | undefined,
): Entry[] {
  if (countJsonChars(entries) <= quarter(maxChars)) return entries;
  const seen = new Set<string>();
  return entries.map(entry => {
    const sentence: string | undefined = entry[field];
    if (sentence === undefined) return entry;
    // Messages name the account in parentheses, some in quotes.
    const message = sentence.replace(`(${entry.account})`, '').replace(`"${entry.account}"`, '');
    if (seen.has(message)) return { ...entry, [field]: /^\w*/.exec(sentence)?.[0] };
    seen.add(message);
    return entry;
  });
}
