// Measures the size of results in JSON characters, and truncates an entry that is too large by itself.
import type { Cell } from '../model/fields.ts';
import { escapeControlCharacters, truncate } from '../text/sanitize.ts';

/** The length of a value as JSON, with control characters escaped as they are sent. */
export const countJsonChars = (value: unknown): number => escapeControlCharacters(JSON.stringify(value)).length;

/** Truncates long strings and lists of an entry, as little as needed to fit into `maxChars` characters of JSON. */
export function truncateToFit<Entry extends object>(entry: Entry, maxChars: number): { record: Entry; warning: string } {
  for (let maxTextChars = 10_000; maxTextChars > 1; maxTextChars = Math.floor(maxTextChars / 2)) {
    // Truncation keeps the type of every value.
    const record = truncateCell(entry as Cell, maxTextChars) as Entry;
    if (countJsonChars(record) > maxChars) continue;
    return {
      record,
      warning: `An entry beyond the size limit was shortened: texts to ${maxTextChars} characters, lists to ${Math.ceil(maxTextChars / 10)} entries.`,
    };
  }
  // Nothing fits. The empty entry keeps the row count and the cursor right.
  return { record: {} as Entry, warning: 'An entry beyond the size limit was left empty.' };
}

function truncateCell(cell: Cell, maxTextChars: number): Cell {
  if (typeof cell === 'string') return truncate(cell, maxTextChars);
  if (Array.isArray(cell)) return cell.slice(0, Math.ceil(maxTextChars / 10)).map(item => truncateCell(item, maxTextChars));
  return typeof cell === 'object'
    ? Object.fromEntries(Object.entries(cell).map(([name, inner]) => [name, truncateCell(inner, maxTextChars)]))
    : cell;
}
