// The columns of a terminal's table, and how wide they are together.
import type { CellText } from './cells.ts';
import { measureWidest } from './text-width.ts';

/** Space between two columns. */
export const columnGap = 2;

/** A column with its cells, one for each row. */
export interface Column {
  name: string;
  cells: readonly CellText[];
}

/** A column that was chosen, with the texts of its cells and its width. */
export interface ChosenColumn {
  name: string;
  texts: readonly string[];
  width: number;
}

/** Columns by their cells' length. A table is tried in many layouts, and measuring a long text takes its time. */
const measuredColumns = new WeakMap<Column, Map<keyof CellText, ChosenColumn>>();

/** The column with its cells in one length. */
export function toChosen(column: Column, length: keyof CellText): ChosenColumn {
  const measured = measuredColumns.get(column) ?? new Map<keyof CellText, ChosenColumn>();
  measuredColumns.set(column, measured);
  const chosen = measured.get(length) ?? measureColumn(column, length);
  measured.set(length, chosen);
  return chosen;
}

function measureColumn({ name, cells }: Column, length: keyof CellText): ChosenColumn {
  const texts = cells.map(cell => cell[length]);
  return { name, texts, width: measureWidest([name, ...texts]) };
}

/** The width of a table with these columns. */
export const totalWidth = (columns: readonly ChosenColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0) + columnGap * Math.max(0, columns.length - 1);
