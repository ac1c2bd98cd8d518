// The cells of a terminal's table: one line each, lists shortened to their first entries and a count.
import { formatRow, getCell, type Row, stripControlCharacters, truncate } from '@linekeeper/core';

/** A cell in three lengths. None is a cut word: the shorter ones count what they leave out. */
export interface CellText {
  full: string;
  short: string;
  shortest: string;
}

/** The lengths, longest first. */
export const cellLengths: readonly (keyof CellText)[] = ['full', 'short', 'shortest'];

/** A list that is longer is not shown in full in a table. */
const maxJoinedChars = 100;

/** Reads the cell of a column. */
export function readCellText(column: string, row: Row): CellText {
  const cell = getCell(row, column);
  const entries = Array.isArray(cell) ? formatEntries(column, cell, row) : [];
  const [first = '', ...rest] = entries;
  if (rest.length === 0) return toCellText(formatWhole(column, row));
  // Objects are read in the other formats, and in a record.
  if (Array.isArray(cell) && cell.some(entry => typeof entry === 'object')) return toCellText(`${entries.length} entries`);
  const counted = `${first} +${rest.length} more`;
  const joined = entries.join('; ');
  switch (column) {
    case 'reasons':
      return { full: joined, short: counted, shortest: `${first} +${rest.length}` };
    case 'numbers':
    case 'lines':
      return { full: counted, short: `${entries.length} ${column}`, shortest: `${entries.length} ${column}` };
    default:
      if (joined.length <= counted.length) return toCellText(joined);
      return { full: joined.length <= maxJoinedChars ? joined : counted, short: counted, shortest: counted };
  }
}

/** Longer texts are truncated before they are measured and wrapped, which takes its time: other formats have them whole. */
const maxCellChars = 10_000;

/** The whole cell, with every entry of a list. */
export const formatWhole = (column: string, row: Row): string =>
  stripControlCharacters(truncate(formatRow([column], row)[0] ?? '', maxCellChars));

const toCellText = (text: string): CellText => ({ full: text, short: text, shortest: text });

/** The entries of a list as text. The reason that decides the status comes first: a line that is inactive or blocked need not be registered. */
function formatEntries(column: string, cell: readonly Row[string][], row: Row): string[] {
  const texts = cell.map(entry => formatWhole('entry', { entry })).filter(text => text !== '');
  if (column !== 'reasons' || row.status === 'down') return texts;
  return [...texts.filter(text => text !== 'not_registered'), ...texts.filter(text => text === 'not_registered')];
}
