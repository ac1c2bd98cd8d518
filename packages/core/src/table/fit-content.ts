// The last check of an answer's size: whatever a provider sends, the answer stays within what its surface takes.
import { LinekeeperError, maxMessageChars } from '../errors.ts';
import type { Cell } from '../model/fields.ts';
import { truncate } from '../text/sanitize.ts';
import { type AnswerBudget, countJsonChars, truncateCell } from './size-budget.ts';

type Content = Readonly<Record<string, unknown>>;

/** The share of an answer that warnings may take. */
const warningsShare = 1 / 6;

/** A list of a content whose size is known. */
export interface CountedList {
  name: string;
  /** Its characters of JSON. */
  chars: number;
}

/** How a content is counted. */
export interface FitContentOptions {
  /** How the content is sent; as it is by default. */
  toForm?: ((content: Content) => Content) | undefined;
  /** A list that need not be counted again. */
  counted?: CountedList | undefined;
}

/** The content in its form with its warnings, and these alone; shortened if they exceed the budget. Throws `refused` for an answer that cannot be shortened. */
export function fitContent(
  content: Content,
  allWarnings: readonly string[],
  budget: AnswerBudget | undefined,
  { toForm = form => form, counted }: FitContentOptions = {},
): { content: Content; warnings: readonly string[] } {
  if (!budget?.countsWholeAnswer) return withWarnings(toForm(content), allWarnings);
  const warnings = fitWarnings(allWarnings, budget);
  const whole = withWarnings(toForm(content), warnings);
  if (countContent(whole.content, counted) <= budget.maxSize) return whole;
  for (const maxTextChars of [1_000, 300, 100, 30, 10]) {
    const shortened = withWarnings(toForm(shortenTexts(content, maxTextChars)), [
      ...warnings,
      `Texts were shortened to ${maxTextChars} characters.`,
    ]);
    if (countJsonChars(shortened.content) <= budget.maxSize) return shortened;
  }
  throw new LinekeeperError('refused', 'The answer is larger than its size limit. Ask for fewer lines, accounts or fields.');
}

const countContent = (content: Content, counted: CountedList | undefined): number =>
  counted === undefined ? countJsonChars(content) : countJsonChars({ ...content, [counted.name]: [] }) + counted.chars;

const withWarnings = (content: Content, warnings: readonly string[]) => ({
  content: { ...content, ...(warnings.length > 0 && { warnings }) },
  warnings,
});

/** Returns the leading warnings that fit into their share of an answer, and the number of the others. */
export function fitWarnings(warnings: readonly string[], budget: AnswerBudget): string[] {
  const maxChars = budget.maxSize * warningsShare;
  const kept: string[] = [];
  let size = 0;
  for (const warning of warnings) {
    const shortened = truncate(warning, maxMessageChars);
    size += countJsonChars(shortened) + 1;
    if (size > maxChars) return [...kept, `${warnings.length - kept.length} more warnings are left out.`];
    kept.push(shortened);
  }
  return kept;
}

/** A cursor is of use only as a whole. Content is JSON, like a cell. */
const shortenTexts = ({ next_cursor, ...content }: Content, maxTextChars: number): Content => ({
  ...Object.fromEntries(Object.entries(content).map(([name, value]) => [name, truncateCell(value as Cell, maxTextChars)])),
  ...(next_cursor !== undefined && { next_cursor }),
});
