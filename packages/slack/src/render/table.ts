// A table as Slack's `data_table`: https://docs.slack.dev/reference/block-kit/blocks/data-table-block
import type { Table } from '@linekeeper/core';
import type { DataTableBlock } from '@slack/types';
import { plain } from '../escape.ts';

/** What Slack takes: rows beside the header, columns, and characters of all cells of a message. */
const mostRows = 100;
const mostColumns = 20;
const mostCharacters = 10_000;

/** A longer cell would push the others out; a file has it whole. */
const longestCell = 200;
const longestCaption = 200;

/** Rows that are seen at once. */
const pageSize = 10;

/** Shown where a row has no value: Slack takes no empty cell. */
const nothing = '–';

/** As much of a table as one message holds. */
export interface Fitted {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Columns that Slack has no room for. */
  leftOut: readonly string[];
}

/** The rows from the beginning that fit; one always does. */
export function fitted({ columns, rows }: Table): Fitted {
  const shown = columns.slice(0, mostColumns).map(name => plain(name, longestCell) || nothing);
  const fitting: string[][] = [];
  let room = mostCharacters - lengthOf(shown);
  for (const row of rows.slice(0, mostRows)) {
    const cells = row.slice(0, mostColumns).map(cell => plain(cell, longestCell).trim() || nothing);
    room -= lengthOf(cells);
    if (room < 0) break;
    fitting.push(cells);
  }
  return { columns: shown, rows: fitting, leftOut: columns.slice(mostColumns) };
}

const lengthOf = (cells: readonly string[]) => cells.reduce((sum, cell) => sum + cell.length, 0);

/** There must be a row. */
export function dataTable({ columns, rows }: Fitted, caption: string): DataTableBlock {
  const numeric = columns.map((_, index) => rows.every(row => isNumber(row[index])));
  const named = columns.indexOf('name');
  return {
    type: 'data_table',
    caption: plain(caption, longestCaption),
    page_size: pageSize,
    ...(named > 0 && { row_header_column_index: named }),
    rows: [
      columns.map(text => ({ type: 'raw_text' as const, text })),
      ...rows.map(row =>
        row.map((text, index) =>
          numeric[index] ? { type: 'raw_number' as const, value: Number(text), text } : { type: 'raw_text' as const, text },
        ),
      ),
    ],
  };
}

/** Sorted as a number; what a double would change, or writes otherwise, stays text. */
const isNumber = (text = '') => /^-?(0|[1-9]\d{0,14})(\.\d{1,4})?$/.test(text);

/** The same as lines of text, for where no table is shown. */
export const asLines = ({ columns, rows }: Fitted): string[] =>
  [columns, ...rows].map(row => row.filter(cell => cell !== nothing).join(' · '));
