// The entries of an answer that fit into the budget of its surface, beside the rest of the answer.
import { type AnswerBudget, countJsonChars, FittingEntries, type Row, startSizing } from '@linekeeper/core';

/** Characters reserved for counts and a cursor. */
export const reservedChars = 600;

/** Returns a quarter of a budget, the share of a list beside the entries; Infinity if such a list does not count. */
const quarter = (budget: AnswerBudget | undefined): number => (budget?.countsWholeAnswer ? budget.maxSize / 4 : Number.POSITIVE_INFINITY);

/** How to fit the entries of an answer. */
export interface FitOptions<Entry extends object> {
  budget: AnswerBudget | undefined;
  /** What the answer has besides its entries. */
  rest: unknown;
  /** The columns of the answer's table, and the row that shows an entry. */
  columns: readonly string[];
  toRow(entry: Entry): Row;
  /** Gets a warning if an entry was shortened. */
  warnings: string[];
}

/** Returns as many leading entries as fit beside the rest of the answer; they have at least a quarter of the budget. */
export function fitEntries<Entry extends object>(
  entries: readonly Entry[],
  { budget, rest, columns, toRow, warnings }: FitOptions<Entry>,
): Entry[] {
  if (budget === undefined) return [...entries];
  const { maxSize, countsWholeAnswer } = budget;
  const size = countsWholeAnswer ? Math.max(maxSize / 4, maxSize - reservedChars - countJsonChars(rest)) : maxSize;
  const sizeOf = startSizing(budget);
  return fit(entries, size, entry => sizeOf({ value: entry, row: toRow(entry), columns }), warnings);
}

/** Returns as many leading entries of a list beside those of the table as fit into a quarter of the budget. */
export const fitIntoQuarter = <Entry extends object>(
  entries: readonly Entry[],
  budget: AnswerBudget | undefined,
  warnings: string[],
): Entry[] => fit(entries, quarter(budget), entry => countJsonChars(entry) + 1, warnings);

function fit<Entry extends object>(
  entries: readonly Entry[],
  maxSize: number,
  sizeOf: (entry: Entry) => number,
  warnings: string[],
): Entry[] {
  const fitting = new FittingEntries(maxSize, sizeOf);
  fitting.add(entries);
  if (fitting.warning !== undefined) warnings.push(fitting.warning);
  return fitting.kept;
}

/** Shortens an error to its code where an earlier account has the same one, if the entries exceed a quarter of the budget. */
export function collapseRepeatedErrors<Name extends string, Entry extends { account: string } & { [name in Name]?: string }>(
  entries: Entry[],
  field: Name,
  budget: AnswerBudget | undefined,
): Entry[] {
  if (countJsonChars(entries) <= quarter(budget)) return entries;
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
