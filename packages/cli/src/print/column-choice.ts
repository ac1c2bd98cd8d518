// Chooses the columns of a table that fit the terminal: what people look for first, and no cell cut.
import { type CellText, cellLengths } from './cells.ts';
import { type Priority, sortBy } from './column-order.ts';
import { type ChosenColumn, type Column, toChosen, totalWidth } from './columns.ts';
import { joinedColumns, joinOwnerAndName, labelLines, personColumn, tellsRowsApart } from './line-labels.ts';
import { measure } from './text-width.ts';

/** The columns that are shown in full first. */
const lengthened: readonly string[] = ['numbers', 'reasons'];

/** An id that is wider than this is shown only where there is room. */
const maxIdColumns = 12;

/** Chooses all columns, in full length where possible; undefined if they do not fit. */
export function fitAllColumns(columns: readonly Column[], width: number): ChosenColumn[] | undefined {
  return cellLengths.map(length => columns.map(column => toChosen(column, length))).find(chosen => totalWidth(chosen) <= width);
}

/**
 * Chooses the columns that fit, in the order in which they come; undefined if an essential one does not. Owner and name share a column where
 * that shows more of what is wanted.
 */
export function fitMostColumns(columns: readonly Column[], width: number, priorities: readonly Priority[]): ChosenColumn[] | undefined {
  const joined = joinOwnerAndName(columns);
  const sets = joined === undefined ? [columns] : [columns, joined];
  const candidates = priorities.flatMap(priority =>
    sets.flatMap(set => {
      const chosen = chooseByPriority(set, width, priority);
      return chosen === undefined ? [] : [{ chosen, isClear: tellsRowsApart(chosen), wanted: rateWanted(chosen, priority) }];
    }),
  );
  const [best] = candidates.sort((a, b) => Number(b.isClear) - Number(a.isClear) || b.wanted - a.wanted);
  return best?.chosen;
}

/** How many of the wanted columns are shown; of as many, the earlier ones count more. */
function rateWanted(chosen: readonly ChosenColumn[], { wanted }: Priority): number {
  const shown = chosen.flatMap(({ name }) => (name === personColumn ? joinedColumns : name));
  return wanted.reduce((rating, name, index) => rating + (shown.includes(name) ? 1 + 2 ** -(index + 1) : 0), 0);
}

function chooseByPriority(columns: readonly Column[], width: number, { order, essential, wanted }: Priority): ChosenColumn[] | undefined {
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
  const lengthen = (lengths: readonly (keyof CellText)[], names: readonly string[]) => {
    for (const length of lengths) for (const name of names) if (kept.has(name)) keepIfFits(name, length);
  };
  const ranked = rank(columns, order);
  const keepAll = (names: readonly string[]) =>
    names.every(name => keepIfFits(name, 'shortest') || !(essential.includes(name) || name === personColumn));
  const first = ranked.filter(name => order.includes(name) || name === personColumn);
  const isWanted = (name: string) => wanted.includes(name) || name === personColumn;
  if (!keepAll(first.filter(isWanted))) return undefined;
  lengthen(['short'], [...lengthened, ...first]);
  if (!keepAll(first.filter(name => !isWanted(name))) || (first.length > 0 && kept.size === 0)) return undefined;
  // What people look for is shown in full before further columns get room.
  lengthen(['short', 'full'], [...lengthened, ...first]);
  const others = ranked.filter(name => !kept.has(name));
  for (const name of others) keepIfFits(name, 'shortest');
  lengthen(['short', 'full'], others);
  const chosen = choose(kept);
  const labeled = labelLines(chosen, columns);
  const fitting = totalWidth(labeled) <= width ? labeled : chosen;
  return fitting.length === 0 ? undefined : fitting;
}

/** Columns of lines by what people look for, others as they come, wide ids last. */
function rank(columns: readonly Column[], order: readonly string[]): string[] {
  const isWideId = ({ name, cells }: Column) => /(?:^|_)id$/.test(name) && cells.some(({ full }) => measure(full) > maxIdColumns);
  const wideIds = columns.filter(isWideId).map(({ name }) => name);
  const names = columns.map(({ name }) => name);
  // The column of owner and name takes the place of the name.
  const ranked = sortBy(
    names,
    order.flatMap(name => (name === 'name' ? ['name', personColumn] : name)),
  );
  return [...ranked.filter(name => !wideIds.includes(name)), ...wideIds];
}
