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

/** The column with its cells in one length. */
export function toChosen({ name, cells }: Column, length: keyof CellText): ChosenColumn {
  const texts = cells.map(cell => cell[length]);
  return { name, texts, width: measureWidest([name, ...texts]) };
}

/** The width of a table with these columns. */
export const totalWidth = (columns: readonly ChosenColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0) + columnGap * Math.max(0, columns.length - 1);
