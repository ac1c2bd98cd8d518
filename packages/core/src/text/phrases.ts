// Phrases that several surfaces show.
import { toText } from './sanitize.ts';

/** The noun as it follows a count: `row`, `rows`. */
export const pluralize = (noun: string, count: number): string => (count === 1 ? noun : `${noun}s`);

/** What an account's answer lacks. */
export const describeMissingPart = (outcome: 'failed' | 'partial' | 'not_reported'): string => {
  if (outcome === 'not_reported') return 'the provider does not report what was asked for';
  return outcome === 'failed' ? 'nothing could be read' : 'a part is missing';
};

/** Words an empty answer. An account that could not be read may have rows. */
export const describeEmptyAnswer = (isComplete: boolean): string =>
  isComplete ? 'Nothing found.' : 'Nothing was found in what could be read.';

/** Splits a list, by default at commas, trims its entries and drops empty ones. */
export const splitEntries = (text = '', separator: string | RegExp = ','): string[] =>
  text
    .split(separator)
    .map(entry => entry.trim())
    .filter(entry => entry !== '');

/** A change of a value: `up → down`, or of lists only the entries that came and went. */
export function describeChange(before: unknown, after: unknown): string {
  if (!Array.isArray(before) || !Array.isArray(after)) return `${formatValue(before)} → ${formatValue(after)}`;
  const [added, removed] = [after.filter(entry => !before.includes(entry)), before.filter(entry => !after.includes(entry))];
  return [...added.map(entry => `added ${toText(entry)}`), ...removed.map(entry => `removed ${toText(entry)}`)].join(', ');
}

const formatValue = (value: unknown): string => (value === undefined ? '–' : [value].flat().map(toText).join(', '));
