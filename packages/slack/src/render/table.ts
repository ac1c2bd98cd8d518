// Renders a table as Slack's `data_table` block: https://docs.slack.dev/reference/block-kit/blocks/data-table-block
import { type AnswerBudget, buildTable, createRowFormatter, getFilledColumns, type ResultTable } from '@linekeeper/core';
import type { DataTableBlock } from '@slack/types';
import { escapePlainText } from '../escape.ts';
import { formatUtcTime, parseUtcTime, renderTimeCell, utcTimeChars } from './times.ts';

/** Slack's limits: rows without the header row, columns, and characters of all cells in a message. */
export const maxRows = 100;
const maxColumns = 20;
const maxTableChars = 10_000;

/** Longer cells would leave no space for other rows; the CSV file contains them in full. */
const maxCellChars = 200;
const maxCaptionChars = 200;

/** Rows that Slack shows at once. */
const pageSizeRows = 10;

/** Stands for a missing value: Slack rejects empty cells. */
const emptyCell = '–';

/** Header cells are shorter, so that their size is known before the columns are. */
const maxHeaderChars = 40;

/** A cell, with its text escaped. */
interface MessageCell {
  text: string;
  /** The time that it holds, in milliseconds since 1970; `text` has it in UTC. */
  at?: number;
}

/** A table with no more columns than a message can hold. */
export interface MessageTable {
  columns: readonly string[];
  rows: readonly (readonly MessageCell[])[];
  /** Names of the columns beyond Slack's limit. */
  omittedColumns: readonly string[];
}

/** The table of the columns that have a value. A result that keeps to `messageBudget` fits into one message. */
export function toMessageTable({ columns, rows, timeColumns = [], total, hasMore }: ResultTable): MessageTable {
  const { columns: filled, rows: textRows } = buildTable(getFilledColumns(columns.filter(isTableColumn), rows), rows, {
    total,
    more: hasMore,
  });
  const toMessageCell = filled.map(name => (timeColumns.includes(name) ? toTimeCell : toTextCell));
  return {
    columns: filled.slice(0, maxColumns).map(name => escapePlainText(name, maxHeaderChars) || emptyCell),
    rows: textRows.map(row => row.slice(0, maxColumns).map((text, index) => (toMessageCell[index] ?? toTextCell)(text))),
    omittedColumns: filled.slice(maxColumns),
  };
}

/** Advice is rendered below the table. */
const isTableColumn = (name: string) => name !== 'advice';

const toCell = (text: string) => escapePlainText(text, maxCellChars).trim() || emptyCell;

const toTextCell = (text: string): MessageCell => ({ text: toCell(text) });

/** A column of times may hold other texts. */
function toTimeCell(text: string): MessageCell {
  const at = parseUtcTime(text);
  return at === undefined ? toTextCell(text) : { text: formatUtcTime(at), at };
}

/** The characters of a cell, 0 for an empty one. Which columns hold times is not known before the whole table is. */
function countCellChars(text: string): number {
  const cell = toCell(text);
  if (cell === emptyCell) return 0;
  return parseUtcTime(text) === undefined ? cell.length : Math.max(cell.length, utcTimeChars);
}

/** What one message can hold besides the header row. */
export const messageBudget = {
  maxSize: maxTableChars - maxColumns * maxHeaderChars,
  countsWholeAnswer: false,
  sizeOf: entry => startCounting()(entry),
  startList: startCounting,
} satisfies AnswerBudget;

/** Returns a function that counts the characters of rows. The rows of a list have the same columns: what formats them is made once. */
function startCounting(): AnswerBudget['sizeOf'] {
  let known: { columns: readonly string[]; format: ReturnType<typeof createRowFormatter> } | undefined;
  return ({ row, columns }) => {
    if (known?.columns !== columns) known = { columns, format: createRowFormatter(columns.filter(isTableColumn)) };
    const sizes = known.format(row).map(countCellChars);
    // Which columns other rows fill is not known yet: the first cells with a value, and empty cells for the other columns, are the most.
    const filled = sizes.filter(size => size > 0).slice(0, maxColumns);
    return sum(filled) + emptyCell.length * Math.max(0, Math.min(sizes.length, maxColumns) - filled.length);
  };
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

/** Renders the block. Slack requires at least one row. */
export function renderDataTable({ columns, rows }: MessageTable, caption: string): DataTableBlock {
  const isNumeric = columns.map((_, index) => rows.every(row => isNumber(row[index]?.text)));
  const nameColumn = columns.indexOf('name');
  return {
    type: 'data_table',
    caption: escapePlainText(caption, maxCaptionChars),
    page_size: pageSizeRows,
    ...(nameColumn > 0 && { row_header_column_index: nameColumn }),
    rows: [
      columns.map(text => ({ type: 'raw_text' as const, text })),
      ...rows.map(row => row.map((cell, index) => renderCell(cell, isNumeric[index]))),
    ],
  };
}

function renderCell({ text, at }: MessageCell, isNumeric = false): DataTableBlock['rows'][number][number] {
  if (at !== undefined) return renderTimeCell(at);
  return isNumeric ? { type: 'raw_number', value: Number(text), text } : { type: 'raw_text', text };
}

/** True for texts that Slack may sort as numbers: a double represents them exactly and formats them the same way. */
const isNumber = (text = '') => /^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/.test(text);

/** The table as text lines, header first, for the fallback message. */
export const toTextLines = ({ columns, rows }: MessageTable): string[] =>
  [columns, ...rows.map(row => row.map(({ text }) => text))].map(texts => texts.filter(text => text !== emptyCell).join(' · '));
