// Tables for people: as many columns as fit the terminal, or one record for each row; no row takes a second line.
import { getFilledColumns, type Row } from '@linekeeper/core';
import { addBars } from './bars.ts';
import { formatWhole, readCellText } from './cells.ts';
import { fitAllColumns, fitMostColumns } from './column-choice.ts';
import { getPriorities, sortColumns } from './column-order.ts';
import { type ChosenColumn, type Column, columnGap, totalWidth } from './columns.ts';
import { getCellStyle, type Paint } from './style.ts';
import { measure, measureWidest, pad, wrapValue } from './text-width.ts';

/** A terminal that is narrower than this gets records. */
const minTableColumns = 60;

/** Without a terminal, a wider cell does not widen the other cells of its column. */
const maxPaddedColumns = 40;

/** A value of a record gets at least this many columns. */
const minValueColumns = 20;

/** What a table shows, and where. */
export interface TableOptions {
  /** The columns of the tool, in its order. */
  columns: readonly string[];
  /** Further columns, for wide tables and single rows. */
  moreColumns?: readonly string[] | undefined;
  /** The columns of a provider's list that get room first. */
  preferredColumns?: readonly string[] | undefined;
  /** The columns that the user has chosen, all of which are shown. */
  requested?: readonly string[] | undefined;
  /** Shows every column that has a value. */
  isWide?: boolean | undefined;
  /** The columns of the terminal; undefined without one. */
  width: number | undefined;
  paint: Paint;
}

/** Formats rows as a table or as records. Control characters are removed. */
export function formatTable(rows: readonly Row[], options: TableOptions): string {
  const { requested, width, paint, isWide = false } = options;
  const all = [...new Set([...options.columns, ...(options.moreColumns ?? [])])];
  if (width === undefined) return formatPlain(requested ?? getFilledColumns(isWide ? all : options.columns, rows), rows, paint);
  const isSingle = rows.length === 1;
  const shown = requested ?? getFilledColumns(sortColumns(isSingle || isWide || all.includes('matched') ? all : options.columns), rows);
  if (isSingle || width < minTableColumns) return formatRecords(shown, rows, width, paint);
  const columns = shown.map((name): Column => ({ name, cells: rows.map(row => readCellText(name, row)) }));
  const showsMost = requested === undefined && !isWide;
  const chosen = showsMost ? fitMostColumns(columns, width, getPriorities(all, options.preferredColumns)) : fitAllColumns(columns, width);
  if (chosen === undefined) return formatRecords(shown, rows, width, paint);
  return formatGrid(addBars(chosen, width - totalWidth(chosen) - columnGap), paint);
}

/** Without a terminal: every column, one line for each row. */
function formatPlain(names: readonly string[], rows: readonly Row[], paint: Paint): string {
  const columns = names.map((name): ChosenColumn => {
    const texts = rows.map(row => readCellText(name, row).full);
    const narrowTexts = texts.filter(text => measure(text) <= maxPaddedColumns);
    return { name, texts, width: measureWidest([name, ...narrowTexts]) };
  });
  return formatGrid(columns, paint);
}

function formatGrid(columns: readonly ChosenColumn[], paint: Paint): string {
  const aligned = columns.map(column => ({ ...column, align: isNumeric(column) ? ('right' as const) : ('left' as const) }));
  const join = (cells: readonly string[]) => `${cells.join(' '.repeat(columnGap)).trimEnd()}\n`;
  const header = join(aligned.map(({ name, width, align }) => pad(paint('bold', name), width, align)));
  const rowCount = columns[0]?.texts.length ?? 0;
  const lines = Array.from({ length: rowCount }, (_, row) =>
    join(
      aligned.map(({ name, texts, width, align }) => {
        const text = texts[row] ?? '';
        const style = getCellStyle(name, text);
        return pad(style === undefined ? text : paint(style, text), width, align);
      }),
    ),
  );
  return header + lines.join('');
}

/** Columns of amounts and counts are aligned at their last digit. */
const isNumeric = ({ name, texts }: ChosenColumn): boolean =>
  /^(?:count|total|monthly_fee|[A-Z]{3}\/month)$/.test(name) && texts.every(text => /^[\d.]*$/.test(text));

/** One record for each row: a label and a value on each line. Long values continue below themselves. */
function formatRecords(names: readonly string[], rows: readonly Row[], width: number, paint: Paint): string {
  const labelWidth = measureWidest(names);
  const valueWidth = Math.max(minValueColumns, width - labelWidth - columnGap);
  const formatField = (name: string, row: Row) => {
    const text = formatWhole(name, row);
    if (text === '') return '';
    const style = getCellStyle(name, text);
    return wrapValue(text, valueWidth)
      .map((line, index) => {
        const label = pad(index === 0 ? name : '', labelWidth + columnGap);
        return `${paint('dim', label)}${style === undefined ? line : paint(style, line)}\n`;
      })
      .join('');
  };
  return rows.map(row => names.map(name => formatField(name, row)).join('')).join('\n');
}
