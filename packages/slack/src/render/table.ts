// Renders a table as Slack's `data_table` block: https://docs.slack.dev/reference/block-kit/blocks/data-table-block
import type { Table } from '@linekeeper/core';
import type { DataTableBlock } from '@slack/types';
import { escapePlainText } from '../escape.ts';

/** Slack's limits: rows without the header row, columns, and characters of all cells in a message. */
const maxRows = 100;
const maxColumns = 20;
const maxTableChars = 10_000;

/** Longer cells would leave no space for other rows; the CSV file contains them in full. */
const maxCellChars = 200;
const maxCaptionChars = 200;

/** Rows that Slack shows at once. */
const pageSizeRows = 10;

/** Stands for a missing value: Slack rejects empty cells. */
const emptyCell = '–';

/** The part of a table that fits into one message, with escaped texts. */
export interface FittedTable {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Names of the columns beyond Slack's limit. */
  omittedColumns: readonly string[];
}

/** Takes the first columns and as many rows as fit into one message. The limits guarantee that at least one row fits. */
export function fitTable({ columns, rows }: Table): FittedTable {
  const shownColumns = columns.slice(0, maxColumns).map(name => escapePlainText(name, maxCellChars) || emptyCell);
  const fittingRows: string[][] = [];
  let remainingChars = maxTableChars - countChars(shownColumns);
  for (const row of rows.slice(0, maxRows)) {
    const cells = row.slice(0, maxColumns).map(cell => escapePlainText(cell, maxCellChars).trim() || emptyCell);
    remainingChars -= countChars(cells);
    if (remainingChars < 0) break;
    fittingRows.push(cells);
  }
  return { columns: shownColumns, rows: fittingRows, omittedColumns: columns.slice(maxColumns) };
}

const countChars = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.length, 0);

/** Renders the block. Slack requires at least one row. */
export function renderDataTable({ columns, rows }: FittedTable, caption: string): DataTableBlock {
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
export const toTextLines = ({ columns, rows }: FittedTable): string[] =>
  [columns, ...rows].map(row => row.filter(cell => cell !== emptyCell).join(' · '));
