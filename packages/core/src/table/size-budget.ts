// The size budget of an answer: what a surface can take, and the entries that fit into it.
import type { Cell, Row } from '../model/fields.ts';
import { escapeControlCharacters, truncate } from '../text/sanitize.ts';

/** An entry of an answer, and how a table shows it. */
interface BudgetEntry {
  value: object;
  row: Row;
  /** The columns of the table. */
  columns: readonly string[];
}

/** How large an answer may be, in the unit in which a surface counts. */
export interface AnswerBudget {
  maxSize: number;
  /** The size of an answer whose caller has not said how many entries to return; `maxSize` by default. */
  defaultSize?: number;
  sizeOf(entry: BudgetEntry): number;
  /** Starts the count of a list whose entries have a size that depends on those before them; by default it does not. */
  startList?(): (entry: BudgetEntry) => number;
  /** True if the whole answer counts, in characters of JSON; false if only its entries do. */
  countsWholeAnswer: boolean;
  /** Tells the reader of a list that its rows did not all fit. */
  fullWarning?: string;
}

/** The largest answer that a model receives, in characters of JSON. */
export const maxAnswerChars = 24_000;

/** The default size of an answer to a question, in characters of JSON. */
const defaultAnswerChars = 12_000;

const countEntryChars = ({ value }: BudgetEntry) => countJsonChars(value) + 1;

/** True if entries count as JSON alone: in a shorter form of JSON more of them fit. */
export const countsJsonAlone = ({ sizeOf }: AnswerBudget): boolean => sizeOf === countEntryChars;

/** Returns the function that counts the entries of one list, in their order. */
export const startSizing = ({ startList, sizeOf }: AnswerBudget): ((entry: BudgetEntry) => number) => startList?.() ?? sizeOf;

/** Creates the budget of an answer that is sent as JSON. */
export const createJsonBudget = (maxChars = maxAnswerChars): AnswerBudget => ({
  maxSize: maxChars,
  defaultSize: Math.min(defaultAnswerChars, maxChars),
  sizeOf: countEntryChars,
  countsWholeAnswer: true,
  fullWarning: 'The answer reached its size limit; next_cursor continues it.',
});

/** Reserved for the rest of an answer where it is not known yet: counts, a cursor and warnings, in characters of JSON. */
const reservedChars = 2_000;

/** Returns the size that the entries of an answer may take. `restChars`: the characters of everything else in it. */
export function getEntryBudget(budget: AnswerBudget | undefined, restChars = reservedChars): number {
  if (budget === undefined) return Number.POSITIVE_INFINITY;
  return budget.countsWholeAnswer ? budget.maxSize - restChars : budget.maxSize;
}

/** The length of a value as JSON, with control characters escaped as they are sent. */
export const countJsonChars = (value: unknown): number => escapeControlCharacters(JSON.stringify(value)).length;

/** Keeps entries in their order until their size is used up. */
export class FittingEntries<Entry extends object> {
  readonly kept: Entry[] = [];
  /** Set if the first entry had to be shortened. */
  warning: string | undefined;
  /** What the kept entries take. */
  usedSize = 0;
  readonly #maxSize: number;
  readonly #sizeOf: (entry: Entry) => number;
  readonly #sizeOfAll: ((entries: readonly Entry[]) => number) | undefined;

  /** `sizeOfAll`: the size of several entries, if it is counted faster than that of each; never less than their sum. */
  constructor(maxSize: number, sizeOf: (entry: Entry) => number, sizeOfAll?: (entries: readonly Entry[]) => number) {
    this.#maxSize = maxSize;
    this.#sizeOf = sizeOf;
    this.#sizeOfAll = sizeOfAll;
  }

  get #remainingSize(): number {
    return this.#maxSize - this.usedSize;
  }

  /** Keeps the leading entries that fit, and returns their number. A first entry that is too large is shortened, so that cursors always advance. */
  add(entries: readonly Entry[]): number {
    const sizeOfAll = this.#sizeOfAll?.(entries);
    if (sizeOfAll !== undefined && sizeOfAll <= this.#remainingSize) {
      this.kept.push(...entries);
      this.usedSize += sizeOfAll;
      return entries.length;
    }
    for (const [index, entry] of entries.entries()) {
      const size = this.#remainingSize === Number.POSITIVE_INFINITY ? 0 : this.#sizeOf(entry);
      const fits = size <= this.#remainingSize;
      if (!fits && this.kept.length > 0) return index;
      this.kept.push(fits ? entry : this.#shorten(entry));
      this.usedSize += size;
    }
    return entries.length;
  }

  #shorten(entry: Entry): Entry {
    const { record, warning } = truncateToFit(entry, shortened => this.#sizeOf(shortened) <= this.#remainingSize);
    this.warning = warning;
    return record;
  }
}

/** Truncates long strings and lists of an entry, as little as needed. */
function truncateToFit<Entry extends object>(entry: Entry, fits: (shortened: Entry) => boolean): { record: Entry; warning: string } {
  for (let maxTextChars = 10_000; maxTextChars > 1; maxTextChars = Math.floor(maxTextChars / 2)) {
    // Truncation keeps the type of every value.
    const record = truncateCell(entry as Cell, maxTextChars, Math.ceil(maxTextChars / 10)) as Entry;
    if (!fits(record)) continue;
    return {
      record,
      warning: `An entry beyond the size limit was shortened: texts to ${maxTextChars} characters, lists to ${Math.ceil(maxTextChars / 10)} entries.`,
    };
  }
  // Nothing fits. The empty entry keeps the row count and the cursor right.
  return { record: {} as Entry, warning: 'An entry beyond the size limit was left empty.' };
}

/** Truncates the strings of a cell, and its lists. */
export function truncateCell(cell: Cell, maxTextChars: number, maxItems = Number.POSITIVE_INFINITY): Cell {
  if (typeof cell === 'string') return truncate(cell, maxTextChars);
  if (Array.isArray(cell)) return cell.slice(0, maxItems).map(item => truncateCell(item, maxTextChars, maxItems));
  // The content of an answer may have null.
  if (typeof cell !== 'object' || cell === null) return cell;
  return Object.fromEntries(Object.entries(cell).map(([name, inner]) => [name, truncateCell(inner, maxTextChars, maxItems)]));
}
