// What tells which line a row is about: its owner and name in one column, or its number or extension for want of both.
import type { CellText } from './cells.ts';
import type { ChosenColumn, Column } from './columns.ts';
import { measureWidest } from './text-width.ts';

/** The column of owner and name, where two columns have no room. */
export const personColumn = 'owner, name';

/** The columns that `personColumn` stands for. */
export const joinedColumns: readonly string[] = ['owner', 'name'];

/** A row without a cell in one of these could be any line. */
const identifying: readonly string[] = [personColumn, 'matched', 'name', 'owner', 'numbers', 'extension', 'id'];

/** Puts owner and name into one column, where the name stands; undefined for a table that does not have both. */
export function joinOwnerAndName(columns: readonly Column[]): Column[] | undefined {
  const [owner, name] = joinedColumns.map(joined => columns.find(column => column.name === joined));
  if (owner === undefined || name === undefined) return undefined;
  const cells = name.cells.map((cell, row) => joinCells(owner.cells[row]?.full ?? '', cell.full));
  return columns.flatMap(column => (column === name ? [{ name: personColumn, cells }] : column === owner ? [] : [column]));
}

function joinCells(owner: string, name: string): CellText {
  const text = [...new Set([owner, name])].filter(part => part !== '').join(', ');
  return { full: text, short: text, shortest: text };
}

/** True if each row has a cell that tells its line; always true for rows of anything but lines. */
export function tellsRowsApart(chosen: readonly ChosenColumn[]): boolean {
  const shown = chosen.filter(({ name }) => identifying.includes(name));
  const rowCount = chosen[0]?.texts.length ?? 0;
  return shown.length === 0 || Array.from({ length: rowCount }).every((_, row) => shown.some(({ texts }) => texts[row] !== ''));
}

/**
 * Where numbers and extensions have no column, lines without owner and name show theirs instead; where extensions alone have none, lines
 * without a number do.
 */
export function labelLines(chosen: readonly ChosenColumn[], columns: readonly Column[]): ChosenColumn[] {
  const isShown = (name: string) => chosen.some(column => column.name === name);
  const place = ['numbers', personColumn, 'name'].find(isShown);
  if (isShown('extension') || isShown('matched')) return [...chosen];
  const getCells = (name: string) => columns.find(column => column.name === name)?.cells ?? [];
  const [numbers, extensions] = [place === 'numbers' ? [] : getCells('numbers'), getCells('extension')];
  const isNameless = (row: number) => place !== 'name' || !chosen.some(({ name, texts }) => name === 'owner' && texts[row] !== '');
  const getLabel = (row: number) => {
    const extension = extensions[row]?.shortest ?? '';
    return numbers[row]?.shortest || (extension && `ext. ${extension}`);
  };
  return chosen.map(column => {
    if (column.name !== place) return column;
    const texts = column.texts.map((text, row) => (text === '' && isNameless(row) ? getLabel(row) : text));
    return { ...column, texts, width: measureWidest([column.name, ...texts]) };
  });
}
