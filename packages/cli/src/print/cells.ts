// The cells of a terminal's table: one line each, lists shortened to their first entries and a count.
import { formatRow, getCell, type Row, stripControlCharacters, truncate } from '@linekeeper/core';

/** A cell in two lengths. Neither is a cut word: the shorter one counts what it leaves out. */
export interface CellText {
  full: string;
  short: string;
}

/** Reads the cell of a column. */
export function readCellText(column: string, row: Row): CellText {
  const cell = getCell(row, column);
  const entries = Array.isArray(cell) ? formatEntries(column, row) : [];
  const [first = '', ...rest] = entries;
  if (rest.length === 0) return toCellText(formatWhole(column, row));
  const counted = `${first} +${rest.length} more`;
  switch (column) {
    case 'reasons':
      return { full: entries.join('; '), short: counted };
    case 'numbers':
      return { full: counted, short: `${entries.length} numbers` };
    default:
      return toCellText(entries.join('; ').length <= counted.length ? entries.join('; ') : counted);
  }
}

/** Longer texts are truncated before they are measured and wrapped, which takes its time: other formats have them whole. */
const maxCellChars = 10_000;

/** The whole cell, with every entry of a list. */
export const formatWhole = (column: string, row: Row): string =>
  stripControlCharacters(truncate(formatRow([column], row)[0] ?? '', maxCellChars));

const toCellText = (text: string): CellText => ({ full: text, short: text });

/** The entries of a list as text. The reason that decides the status comes first: a line that is inactive or blocked need not be registered. */
function formatEntries(column: string, row: Row): string[] {
  const cell = getCell(row, column);
  const texts = (Array.isArray(cell) ? cell : []).map(entry => formatWhole(column, { [column]: entry }));
  if (column !== 'reasons' || row.status === 'down') return texts;
  return [...texts.filter(text => text !== 'not_registered'), ...texts.filter(text => text === 'not_registered')];
}
