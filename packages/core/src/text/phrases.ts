// Phrases that several surfaces show.
import { toText, truncate } from './sanitize.ts';

/** The noun as it follows a count: `row`, `rows`. */
export const pluralize = (noun: string, count: number): string => (count === 1 ? noun : `${noun}s`);

/** What an account's answer lacks. */
export const describeMissingPart = (outcome: 'failed' | 'partial' | 'not_reported'): string => {
  if (outcome === 'not_reported') return 'the provider does not report what was asked for';
  return outcome === 'failed' ? 'nothing could be read' : 'a part is missing';
};

/** Writes what stands instead of an empty answer. An account that could not be read may have rows. */
export const describeEmptyAnswer = (isComplete: boolean): string =>
  isComplete ? 'Nothing found.' : 'Nothing was found in what could be read.';

/** Splits a list, by default at commas, trims its entries and drops empty ones. */
export const splitEntries = (text = '', separator: string | RegExp = ','): string[] =>
  text
    .split(separator)
    .map(entry => entry.trim())
    .filter(entry => entry !== '');

/** A described change names at most so many entries of a list that came, and as many that went. */
const maxDescribedEntries = 20;
const maxDescribedEntryChars = 500;

/** A change of a value: `up → down`, or of lists only the entries that came and went. Long texts and lists are cut. */
export function describeChange(before: unknown, after: unknown): string {
  if (!Array.isArray(before) || !Array.isArray(after)) return `${formatValue(before)} → ${formatValue(after)}`;
  return [...describeEntries('added', after, before), ...describeEntries('removed', before, after)].join(', ');
}

/** Names the entries of a list that the other one lacks. */
function describeEntries(verb: string, list: readonly unknown[], others: readonly unknown[]): string[] {
  const known = new Set(others);
  return listEntries(list.filter(entry => !known.has(entry))).map(entry => `${verb} ${entry}`);
}

const formatValue = (value: unknown): string => (value === undefined ? '–' : listEntries([value].flat()).join(', '));

function listEntries(entries: readonly unknown[]): string[] {
  const texts = entries.slice(0, maxDescribedEntries).map(entry => truncate(toText(entry), maxDescribedEntryChars));
  const hiddenCount = entries.length - texts.length;
  return hiddenCount === 0 ? texts : [...texts, `${hiddenCount} more`];
}
