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

/** `width` is the terminal's; undefined where nothing limits it. */
export function printTable({ columns, rows }: Table, width: number | undefined): string {
  const cells = [columns, ...rows].map(row => row.map(inert));
  const widths = fitted(
    columns.map((_, column) => Math.max(...cells.map(row => stringWidth(row[column] ?? '')))),
    width,
  );
  const printer = new TablePrinter({
    chars: bare,
    colWidths: widths.map(columnWidth => columnWidth + gap),
    style: { 'padding-left': 0, 'padding-right': gap, head: [], border: [], compact: true },
  });
  printer.push(...cells);
  return `${printer
    .toString()
    .split('\n')
    .map(line => line.trimEnd())
    .join('\n')}\n`;
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
function fitted(widths: number[], width: number | undefined): number[] {
  const fitting = [...widths];
  const room = (width ?? Number.POSITIVE_INFINITY) - gap * (widths.length - 1);
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
