// Chooses the columns of a table that fit the terminal: the preferred ones first, and no cell cut.
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
 * that shows more of the important columns.
 */
export function fitMostColumns(columns: readonly Column[], width: number, priorities: readonly Priority[]): ChosenColumn[] | undefined {
  const joined = joinOwnerAndName(columns);
  const sets = joined === undefined ? [columns] : [columns, joined];
  const candidates = priorities.flatMap(priority =>
    sets.flatMap(set => {
      const chosen = chooseByPriority(set, width, priority);
      return chosen === undefined ? [] : [{ chosen, isClear: tellsRowsApart(chosen), rating: rateImportant(chosen, priority) }];
    }),
  );
  const [best] = candidates.sort((a, b) => Number(b.isClear) - Number(a.isClear) || b.rating - a.rating);
  return best?.chosen;
}

/** How many of the important columns are shown; of as many, the earlier ones count more. */
function rateImportant(chosen: readonly ChosenColumn[], { important }: Priority): number {
  const shown = chosen.flatMap(({ name }) => (name === personColumn ? joinedColumns : name));
  return important.reduce((rating, name, index) => rating + (shown.includes(name) ? 1 + 2 ** -(index + 1) : 0), 0);
}

/** Undefined if an essential column does not fit, or none of the preferred ones. */
function chooseByPriority(columns: readonly Column[], width: number, priority: Priority): ChosenColumn[] | undefined {
  const order = withPersonColumn(priority.order);
  const essential = withPersonColumn(priority.essential);
  const important = withPersonColumn(priority.important);
  const names = putWideIdsLast(
    columns,
    sortBy(
      columns.map(({ name }) => name),
      order,
    ),
  );
  const first = names.filter(name => order.includes(name));
  const others = names.filter(name => !order.includes(name));
  const longFirst = [...lengthened, ...first];
  const shown = allocateWidths(columns, width, [
    ['shortest', first.filter(name => important.includes(name))],
    ['short', longFirst],
    ['shortest', first.filter(name => !important.includes(name))],
    // Preferred columns are shown in full before further ones get room.
    ['short', longFirst],
    ['full', longFirst],
    ['shortest', others],
    ['short', others],
    ['full', others],
  ]);
  const isShown = (name: string) => shown.some(column => column.name === name);
  if (shown.length === 0 || !(first.length === 0 || first.some(isShown))) return undefined;
  if (names.some(name => essential.includes(name) && !isShown(name))) return undefined;
  const labeled = labelLines(shown, columns);
  return totalWidth(labeled) <= width ? labeled : shown;
}

/** The column of owner and name takes the place of the name. */
const withPersonColumn = (names: readonly string[]): string[] => names.flatMap(name => (name === 'name' ? ['name', personColumn] : name));

function putWideIdsLast(columns: readonly Column[], names: readonly string[]): string[] {
  const isWideId = ({ name, cells }: Column) => /(?:^|_)id$/.test(name) && cells.some(({ full }) => measure(full) > maxIdColumns);
  const wideIds = columns.filter(isWideId).map(({ name }) => name);
  return [...names.filter(name => !wideIds.includes(name)), ...names.filter(name => wideIds.includes(name))];
}

/** Gives columns room, one after the other, while the table fits: a column is added by its shortest cells, and lengthened once it is there. */
function allocateWidths(
  columns: readonly Column[],
  width: number,
  steps: readonly (readonly [keyof CellText, readonly string[]])[],
): ChosenColumn[] {
  let shown = new Map<string, ChosenColumn>();
  for (const [length, names] of steps) {
    for (const column of names.flatMap(name => columns.find(candidate => candidate.name === name) ?? [])) {
      if (length !== 'shortest' && !shown.has(column.name)) continue;
      const tried = new Map(shown).set(column.name, toChosen(column, length));
      if (totalWidth([...tried.values()]) <= width) shown = tried;
    }
  }
  return columns.flatMap(({ name }) => shown.get(name) ?? []);
}
