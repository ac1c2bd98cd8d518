// Chooses the columns of a table that fit the terminal: what people look for first, and no cell cut.
import { lineColumns } from '@linekeeper/questions/lines';
import type { CellText } from './cells.ts';
import { changeColumn } from './change-values.ts';
import { measure, measureWidest } from './text-width.ts';

/** Space between two columns. */
export const columnGap = 2;

/** The order of the columns of lines, matches and findings, from left to right. */
const displayOrder: readonly string[] = [
  'severity',
  'code',
  'matched',
  'role',
  ...lineColumns,
  'match',
  'leads_to',
  'provider_status',
  'ip',
  'created_at',
  'owner_id',
  'provider',
];

/** Which columns get room first: who, what and why; or what tells lines apart, where names do not. */
const whyFirst: readonly string[] = ['matched', 'status', 'name', 'owner', 'role', 'reasons', 'numbers', 'extension', 'account'];
const whichFirst: readonly string[] = ['matched', 'status', 'name', 'owner', 'role', 'numbers', 'reasons', 'extension', 'account'];
/** Which columns of changes get room first: when, what and from what to what. */
const changeFirst: readonly string[] = ['at', 'change', 'name', changeColumn, 'extension', 'owner', 'numbers', 'account'];
const changeWhich: readonly string[] = ['at', 'change', 'name', changeColumn, 'numbers', 'extension', 'owner', 'account'];

/** A table without one of these would not tell which line a row is about. */
const essential: readonly string[] = ['matched', 'status', 'name', 'owner'];
const essentialOfChanges: readonly string[] = ['at', 'name', changeColumn];

/** The columns that are shown in full first. */
const lengthened: readonly string[] = ['numbers', 'reasons'];

/** A row without a cell in one of these could be any line. */
const identifying: readonly string[] = ['matched', 'name', 'owner', 'numbers', 'extension', 'id'];

/** An id that is wider than this is shown only where there is room. */
const maxIdColumns = 12;

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

/** Tells the columns of lines and matches from those of other lists. */
const areLines = (names: readonly string[]): boolean => names.includes('reasons') || names.includes('matched');

/** Orders in which columns get room: the first that tells the rows apart is taken. */
export type Priorities = readonly (readonly string[])[];

/** The orders for a list with these columns. */
export function getPriorities(names: readonly string[]): Priorities {
  if (areLines(names)) return [whyFirst, whichFirst];
  return names.includes(changeColumn) ? [changeFirst, changeWhich] : [[]];
}

/** Sorts the columns of lines into their display order; those of other lists stay in theirs. */
export const sortColumns = (names: readonly string[]): string[] => (areLines(names) ? sortBy(names, displayOrder) : [...names]);

/** Chooses all columns, in full length where possible; undefined if they do not fit. */
export function fitAllColumns(columns: readonly Column[], width: number): ChosenColumn[] | undefined {
  const lengths: readonly (keyof CellText)[] = ['full', 'short'];
  return lengths.map(length => columns.map(column => toChosen(column, length))).find(chosen => totalWidth(chosen) <= width);
}

/** Chooses the columns that fit, in the order in which they come; undefined if an essential one does not. */
export function fitMostColumns(columns: readonly Column[], width: number, priorities: Priorities): ChosenColumn[] | undefined {
  const [first, ...others] = priorities.map(priority => chooseByPriority(columns, width, priority));
  return [first, ...others].find(chosen => chosen !== undefined && tellsRowsApart(chosen)) ?? first;
}

/** True for rows of anything but lines, too. */
const tellsRowsApart = (chosen: readonly ChosenColumn[]): boolean => {
  const shown = chosen.filter(({ name }) => identifying.includes(name));
  const rowCount = chosen[0]?.texts.length ?? 0;
  return shown.length === 0 || Array.from({ length: rowCount }).every((_, row) => shown.some(({ texts }) => texts[row] !== ''));
};

function chooseByPriority(columns: readonly Column[], width: number, priority: readonly string[]): ChosenColumn[] | undefined {
  const needed = priority.includes(changeColumn) ? essentialOfChanges : essential;
  const kept = new Map<string, keyof CellText>();
  const choose = (lengths: ReadonlyMap<string, keyof CellText>) =>
    columns.flatMap(column => {
      const length = lengths.get(column.name);
      return length === undefined ? [] : [toChosen(column, length)];
    });
  const keepIfFits = (name: string, length: keyof CellText) => {
    const fits = totalWidth(choose(new Map([...kept, [name, length]]))) <= width;
    if (fits) kept.set(name, length);
    return fits;
  };
  const ranked = rank(columns, priority).map(({ name }) => name);
  for (const name of ranked.filter(one => priority.includes(one)))
    if (!keepIfFits(name, 'short') && (kept.size === 0 || needed.includes(name))) return undefined;
  // What people look for is shown in full before further columns get room.
  for (const name of [...lengthened, ...ranked]) if (kept.has(name)) keepIfFits(name, 'full');
  for (const name of ranked) if (!kept.has(name)) keepIfFits(name, 'full');
  const chosen = choose(kept);
  const named = kept.has('numbers') && !kept.has('extension') ? nameExtensions(chosen, columns) : chosen;
  const fitting = totalWidth(named) <= width ? named : chosen;
  return fitting.length === 0 ? undefined : fitting;
}

/** Where the extensions have no column, lines without a number show theirs among the numbers. */
function nameExtensions(chosen: readonly ChosenColumn[], columns: readonly Column[]): ChosenColumn[] {
  const extensions = columns.find(({ name }) => name === 'extension')?.cells ?? [];
  return chosen.map(column => {
    if (column.name !== 'numbers') return column;
    const texts = column.texts.map((text, row) => (text === '' && extensions[row]?.full ? `ext. ${extensions[row].full}` : text));
    return { ...column, texts, width: measureWidest([column.name, ...texts]) };
  });
}

/** Columns of lines by what people look for, others as they come, wide ids last. */
function rank(columns: readonly Column[], priority: readonly string[]): Column[] {
  const isWideId = ({ name, cells }: Column) => /(?:^|_)id$/.test(name) && cells.some(({ full }) => measure(full) > maxIdColumns);
  const names = sortBy(
    columns.map(({ name }) => name),
    priority,
  );
  const ranked = names.flatMap(name => columns.find(column => column.name === name) ?? []);
  return [...ranked.filter(column => !isWideId(column)), ...ranked.filter(isWideId)];
}

function toChosen({ name, cells }: Column, length: keyof CellText): ChosenColumn {
  const texts = cells.map(cell => cell[length]);
  return { name, texts, width: measureWidest([name, ...texts]) };
}

/** The width of a table with these columns. */
export const totalWidth = (columns: readonly ChosenColumn[]): number =>
  columns.reduce((sum, { width }) => sum + width, 0) + columnGap * Math.max(0, columns.length - 1);

function sortBy(names: readonly string[], order: readonly string[]): string[] {
  const known = order.filter(name => names.includes(name));
  return [...known, ...names.filter(name => !known.includes(name))];
}
