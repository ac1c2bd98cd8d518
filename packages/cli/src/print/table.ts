// A table for people: columns as wide as their text, no wider than the terminal.
import { inert, type Table } from '@linekeeper/core';
import TablePrinter from 'cli-table3';
import stringWidth from 'string-width';

/** Columns of text between two columns of the table. */
const gap = 2;

/** No column is made narrower than this to fit a terminal. */
const narrowest = 6;

/** Without lines around the cells. */
const bare = Object.fromEntries(
  ['top', 'bottom', 'left', 'right']
    .flatMap(side => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat('mid', 'mid-mid', 'middle')
    .map(part => [part, '']),
);

/** A column most of whose cells are wider holds sentences: they go on in the next line instead of being cut. Others are no wider beside it. */
const widestName = 24;

/** A sentence is read in lines of this width at least. */
const narrowestSentence = 20;

/** `width` is the terminal's; undefined where nothing limits it. */
export function printTable({ columns, rows }: Table, width: number | undefined): string {
  const cells = [columns, ...rows].map(row => row.map(inert));
  const widths = columns.map((_, column) => Math.max(...cells.map(row => stringWidth(row[column] ?? ''))));
  if (width === undefined || sum(widths) + gap * (widths.length - 1) <= width) return drawn(cells, widths);
  const sentences = columns.map((_, column) => holdsSentences(cells.slice(1).map(row => row[column] ?? '')));
  if (!sentences.includes(true)) return drawn(cells, fitted(widths, width));
  const beside = withSentences(widths, sentences, width);
  return beside === undefined ? records(cells, width) : drawn(cells, beside, { wordWrap: true });
}

interface Wrapping {
  wordWrap?: boolean;
  /** False where a word may be broken. */
  wrapOnWordBoundary?: boolean;
}

function drawn(cells: readonly string[][], widths: readonly number[], wrapping: Wrapping = {}): string {
  const printer = new TablePrinter({
    chars: bare,
    colWidths: widths.map(columnWidth => columnWidth + gap),
    style: { 'padding-left': 0, 'padding-right': gap, head: [], border: [], compact: true },
    ...wrapping,
  });
  printer.push(...cells);
  return `${printer
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')}\n`;
}

/** Each row by itself, a line for each of its cells that says something. */
function records([columns = [], ...rows]: readonly string[][], width: number): string {
  const names = Math.max(...columns.map(name => stringWidth(name)));
  const room = Math.max(narrowestSentence, width - names - gap);
  const pairs = (row: readonly string[]) => columns.map((name, column) => [name, row[column] ?? '']).filter(([, cell]) => cell !== '');
  const isBroken = (row: readonly string[]) => row.some(cell => cell.split(' ').some(word => stringWidth(word) > room));
  return rows.map(row => drawn(pairs(row), [names, room], { wordWrap: true, wrapOnWordBoundary: !isBroken(row) })).join('\n');
}

function holdsSentences(cells: readonly string[]): boolean {
  const said = cells.filter(cell => cell !== '');
  return said.filter(cell => cell.includes(' ') && stringWidth(cell) > widestName).length * 2 > said.length;
}

/** Sentences share what the others leave; undefined where that is too little to read them. */
function withSentences(widths: readonly number[], sentences: readonly boolean[], width: number): number[] | undefined {
  const beside = widths.map((columnWidth, column) => (sentences[column] ? 0 : Math.min(columnWidth, widestName)));
  const left = width - gap * (widths.length - 1) - sum(beside);
  const share = Math.floor(left / sentences.filter(Boolean).length);
  return share < narrowestSentence ? undefined : beside.map((columnWidth, column) => (sentences[column] ? share : columnWidth));
}

/** Characters of the longest bar. */
const longestBar = 30;

/** The table with a bar for each count, where it counts something. */
export function withBars({ columns, rows, ...table }: Table): Table {
  const at = columns.indexOf('count');
  if (at < 0) return { columns, rows, ...table };
  const most = Math.max(...rows.map(row => Number(row[at])));
  const bar = (count: string | undefined) => '█'.repeat(Math.max(1, Math.round((Number(count) / most) * longestBar)));
  return { ...table, columns: [...columns, ''], rows: rows.map(row => [...row, bar(row[at])]) };
}

/** Takes from the widest columns until the table fits. */
function fitted(widths: readonly number[], width: number): number[] {
  const fitting = [...widths];
  const room = width - gap * (widths.length - 1);
  for (let over = sum(fitting) - room; over > 0; over = sum(fitting) - room) {
    const widest = Math.max(...fitting);
    if (widest <= narrowest) break;
    const next = Math.max(narrowest, ...fitting.filter(columnWidth => columnWidth < widest));
    const columns = fitting.filter(columnWidth => columnWidth === widest).length;
    const step = Math.max(1, Math.min(widest - next, Math.ceil(over / columns)));
    for (const [column, columnWidth] of fitting.entries()) if (columnWidth === widest) fitting[column] = widest - step;
  }
  return fitting;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
