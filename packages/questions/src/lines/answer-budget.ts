// The parts of an answer that fit into the budget of its surface: its entries, and the lists beside them.
import {
  type AnswerBudget,
  countJsonChars,
  errorCodes,
  FittingEntries,
  fitWarnings,
  getEntryBudget,
  type Row,
  startSizing,
} from '@linekeeper/core';

/** Characters of JSON reserved for counts and a cursor. */
const reservedChars = 600;

/** The share of an answer that its entries have at least. */
const minEntriesShare = 1 / 4;

/** The share of an answer beyond which repeated errors shrink to their code. */
const maxErrorsShare = 1 / 4;

/** A list beside the entries with less room is left out. */
const minListChars = 300;

/** What an answer has besides a part that is to fit. */
export interface AnswerRest {
  budget: AnswerBudget | undefined;
  /** Everything but the warnings. */
  rest: unknown;
  /** The warnings so far; gets one more if an entry was shortened. */
  warnings: string[];
}

/** How to fit the entries of an answer. */
export interface FitOptions<Entry extends object> extends AnswerRest {
  /** The columns of the answer's table, and the row that shows an entry. */
  columns: readonly string[];
  toRow(entry: Entry): Row;
}

/** Returns as many leading entries as fit beside the rest of the answer; they have at least a quarter of the budget. */
export function fitEntries<Entry extends object>(
  entries: readonly Entry[],
  { budget, rest, columns, toRow, warnings }: FitOptions<Entry>,
): Entry[] {
  if (budget === undefined) return [...entries];
  const sizeOf = startSizing(budget);
  const maxSize = Math.max(budget.maxSize * minEntriesShare, getEntryBudget(budget, countRest({ budget, rest, warnings })));
  return fit(entries, maxSize, entry => sizeOf({ value: entry, row: toRow(entry), columns }), warnings);
}

/** Returns as many leading entries of a list beside those of the table as fit into a share of the budget, and leave these their quarter. */
export function fitList<Entry extends object>(entries: readonly Entry[], maxShare: number, beside: AnswerRest): Entry[] {
  const maxChars = Math.min(getShare(beside.budget, maxShare), getRoomBesideEntries(beside));
  return maxChars < minListChars ? [] : fit(entries, maxChars, entry => countJsonChars(entry) + 1, beside.warnings);
}

/** Returns the characters of JSON that a list may take beside the rest of the answer and a quarter for its entries; Infinity if it does not count. */
export const getRoomBesideEntries = (beside: AnswerRest): number =>
  beside.budget?.countsWholeAnswer
    ? getEntryBudget(beside.budget, countRest(beside)) - getShare(beside.budget, minEntriesShare)
    : Number.POSITIVE_INFINITY;

/** Returns the characters of JSON in a share of a budget; Infinity if only the entries count. */
export const getShare = (budget: AnswerBudget | undefined, share: number): number =>
  budget?.countsWholeAnswer ? budget.maxSize * share : Number.POSITIVE_INFINITY;

/** Returns the characters of JSON that the rest of an answer takes. */
const countRest = ({ budget, rest, warnings }: AnswerRest): number =>
  budget?.countsWholeAnswer ? reservedChars + countJsonChars([rest, fitWarnings(warnings, budget)]) : 0;

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

/** Shortens an error to its code where an earlier account has the same one, if the entries exceed their share of the budget. */
export function collapseRepeatedErrors<Name extends string, Entry extends { account: string } & { [name in Name]?: string }>(
  entries: Entry[],
  field: Name,
  budget: AnswerBudget | undefined,
): Entry[] {
  if (countJsonChars(entries) <= getShare(budget, maxErrorsShare)) return entries;
  const seen = new Set<string>();
  return entries.map(entry => {
    const sentence: string | undefined = entry[field];
    if (sentence === undefined) return entry;
    // Messages name the account in parentheses, some in quotes.
    const message = sentence.replace(`(${entry.account})`, '').replace(`"${entry.account}"`, '');
    const [code = ''] = sentence.split(/[ :]/, 1);
    // A sentence that is not an error has no code.
    if (seen.has(message) && Object.hasOwn(errorCodes, code)) return { ...entry, [field]: code };
    seen.add(message);
    return entry;
  });
}
