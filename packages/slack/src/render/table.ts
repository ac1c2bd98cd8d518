// Renders a table as Slack's `data_table` block: https://docs.slack.dev/reference/block-kit/blocks/data-table-block
import { type AnswerBudget, buildTable, createRowFormatter, getFilledColumns, type ResultTable } from '@linekeeper/core';
import type { DataTableBlock } from '@slack/types';
import { escapePlainText } from '../escape.ts';

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

/** A table with escaped texts and no more columns than a message can hold. */
export interface MessageTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Names of the columns beyond Slack's limit. */
  omittedColumns: readonly string[];
}

/** The table of the columns that have a value. A result that keeps to `messageBudget` fits into one message. */
export function toMessageTable({ columns, rows, total, hasMore }: ResultTable): MessageTable {
  const { columns: filled, rows: textRows } = buildTable(getFilledColumns(columns.filter(isTableColumn), rows), rows, {
    total,
    more: hasMore,
  });
  return {
    columns: filled.slice(0, maxColumns).map(name => escapePlainText(name, maxHeaderChars) || emptyCell),
    rows: textRows.map(row => row.slice(0, maxColumns).map(toCell)),
    omittedColumns: filled.slice(maxColumns),
  };
}

/** Advice is rendered below the table. */
const isTableColumn = (name: string) => name !== 'advice';

const toCell = (text: string) => escapePlainText(text, maxCellChars).trim() || emptyCell;

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
    const cells = known.format(row).map(toCell);
    // Which columns other rows fill is not known yet: the first cells with a value, and empty cells for the other columns, are the most.
    const filled = cells.filter(cell => cell !== emptyCell).slice(0, maxColumns);
    return countChars(filled) + emptyCell.length * Math.max(0, Math.min(cells.length, maxColumns) - filled.length);
  };
}

const countChars = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.length, 0);

/** Renders the block. Slack requires at least one row. */
export function renderDataTable({ columns, rows }: MessageTable, caption: string): DataTableBlock {
  const isNumeric = columns.map((_, index) => rows.every(row => isNumber(row[index])));
  const nameColumn = columns.indexOf('name');
  return {
    type: 'data_table',
    caption: escapePlainText(caption, maxCaptionChars),
    page_size: pageSizeRows,
    ...(nameColumn > 0 && { row_header_column_index: nameColumn }),
    rows: [
      columns.map(text => ({ type: 'raw_text' as const, text })),
      ...rows.map(row =>
        row.map((text, index) =>
          isNumeric[index] ? { type: 'raw_number' as const, value: Number(text), text } : { type: 'raw_text' as const, text },
        ),
      ),
    ],
  };
}

/** True for texts that Slack may sort as numbers: a double represents them exactly and formats them the same way. */
const isNumber = (text = '') => /^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/.test(text);

/** The table as text lines, header first, for the fallback message. */
export const toTextLines = ({ columns, rows }: MessageTable): string[] =>
  [columns, ...rows].map(row => row.filter(cell => cell !== emptyCell).join(' · '));
