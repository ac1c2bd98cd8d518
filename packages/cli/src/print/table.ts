// Text tables: columns as wide as their content, the table no wider than the terminal.
import { stripControlCharacters, type Table } from '@linekeeper/core';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

// All widths are numbers of terminal columns.

/** Space between two table columns. */
const columnGap = 2;

/** A table column is not made narrower than this to fit the terminal. */
const minColumnWidth = 6;

/** If most cells of a column are wider than this, it holds sentences, which are wrapped instead of truncated. Beside it, other columns get at most this width. */
const maxNameWidth = 24;

/** A column of sentences is at least this wide. */
const minSentenceWidth = 20;

/** Formats a table for a terminal of `width` columns; undefined: any width. Control characters in cells are removed. */
export function formatTable({ columns, rows }: Table, width: number | undefined): string {
  const cells = [columns, ...rows].map(row => row.map(stripControlCharacters));
  const widths = columns.map((_, column) => Math.max(...cells.map(row => stringWidth(row[column] ?? ''))));
  if (width === undefined || sum(widths) + columnGap * (widths.length - 1) <= width) return renderGrid(cells, widths);
  const sentences = columns.map((_, column) => holdsSentences(cells.slice(1).map(row => row[column] ?? '')));
  if (!sentences.includes(true)) return renderGrid(cells, shrinkToFit(widths, width));
  const sentenceWidths = shareSentenceWidth(widths, sentences, width);
  return sentenceWidths === undefined ? renderRecords(cells, width) : renderGrid(cells, sentenceWidths, wrapWords);
}

/** The text lines of a cell; longer ones are truncated. */
type SplitCell = (cell: string, width: number) => readonly string[];

const asOneLine: SplitCell = cell => [cell];
const wrapWords: SplitCell = (cell, width) => wrapAnsi(cell, width).split('\n');
const wrapCharacters: SplitCell = (cell, width) => wrapAnsi(cell, width, { hard: true, wordWrap: false }).split('\n');

function renderGrid(cells: readonly string[][], widths: readonly number[], splitCell = asOneLine): string {
  return cells.map(row => renderRow(row, widths, splitCell)).join('');
}

function renderRow(row: readonly string[], widths: readonly number[], splitCell: SplitCell): string {
  const cells = row.map((cell, column) => splitCell(cell, widths[column] ?? 0));
  return Array.from({ length: Math.max(...cells.map(lines => lines.length)) }, (_, line) => {
    const parts = widths.map((width, column) => fitToWidth(cells[column]?.[line] ?? '', width));
    return `${parts.join(' '.repeat(columnGap)).trimEnd()}\n`;
  }).join('');
}

const graphemes = new Intl.Segmenter();

/** Pads a text to the width; a wider one is truncated with `…`. */
function fitToWidth(text: string, width: number): string {
  const fitted = stringWidth(text) <= width ? text : `${takeWidth(text, width - 1)}…`;
  return fitted + ' '.repeat(Math.max(0, width - stringWidth(fitted)));
}

/** The longest beginning of a text that is not wider than this. */
function takeWidth(text: string, width: number): string {
  let end = 0;
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** One record per row: one text line per filled cell, with the column name before it. */
function renderRecords([columns = [], ...rows]: readonly string[][], width: number): string {
  const nameWidth = Math.max(...columns.map(name => stringWidth(name)));
  const valueWidth = Math.max(minSentenceWidth, width - nameWidth - columnGap);
  const pairs = (row: readonly string[]) => columns.map((name, column) => [name, row[column] ?? '']).filter(([, cell]) => cell !== '');
  const hasLongWord = (row: readonly string[]) => row.some(cell => cell.split(' ').some(word => stringWidth(word) > valueWidth));
  return rows.map(row => renderGrid(pairs(row), [nameWidth, valueWidth], hasLongWord(row) ? wrapCharacters : wrapWords)).join('\n');
}

function holdsSentences(cells: readonly string[]): boolean {
  const filledCells = cells.filter(cell => cell !== '');
  return filledCells.filter(cell => cell.includes(' ') && stringWidth(cell) > maxNameWidth).length * 2 > filledCells.length;
}

/** Distributes the width that other columns leave among the columns of sentences; undefined if it is too small. */
function shareSentenceWidth(widths: readonly number[], sentences: readonly boolean[], width: number): number[] | undefined {
  const otherWidths = widths.map((columnWidth, column) => (sentences[column] ? 0 : Math.min(columnWidth, maxNameWidth)));
  const remaining = width - columnGap * (widths.length - 1) - sum(otherWidths);
  const share = Math.floor(remaining / sentences.filter(Boolean).length);
  return share < minSentenceWidth ? undefined : otherWidths.map((columnWidth, column) => (sentences[column] ? share : columnWidth));
}

/** Length of the longest bar. */
const maxBarWidth = 30;

/** Adds a column of bars to a table that has a `count` column. */
export function addBars({ columns, rows, ...table }: Table): Table {
  const countColumn = columns.indexOf('count');
  if (countColumn < 0) return { columns, rows, ...table };
  const maxCount = Math.max(...rows.map(row => Number(row[countColumn])));
  const bar = (count: string | undefined) => '█'.repeat(Math.max(1, Math.round((Number(count) / maxCount) * maxBarWidth)));
  return { ...table, columns: [...columns, ''], rows: rows.map(row => [...row, bar(row[countColumn])]) };
}

/** Narrows the widest columns until the table fits. */
function shrinkToFit(widths: readonly number[], width: number): number[] {
  const shrunk = [...widths];
  const available = width - columnGap * (widths.length - 1);
  for (let over = sum(shrunk) - available; over > 0; over = sum(shrunk) - available) {
    const widest = Math.max(...shrunk);
    if (widest <= minColumnWidth) break;
    const next = Math.max(minColumnWidth, ...shrunk.filter(columnWidth => columnWidth < widest));
    const columns = shrunk.filter(columnWidth => columnWidth === widest).length;
    const step = Math.max(1, Math.min(widest - next, Math.ceil(over / columns)));
    for (const [column, columnWidth] of shrunk.entries()) if (columnWidth === widest) shrunk[column] = widest - step;
  }
  return shrunk;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
