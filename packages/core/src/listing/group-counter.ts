// Counts rows by the values of some of their fields.
import { type Cell, type Row, type Selection, toSelection } from '../model/fields.ts';
import { getCell } from '../table/cell-values.ts';
import { isRecord } from '../text/json.ts';
import { toText } from '../text/sanitize.ts';

/** Groups that one row may count in: the product of several long lists would exhaust memory. */
const maxGroupsPerRow = 1_000;

/** Groups of all rows, and the characters of their values, for the same reason. */
const maxGroups = 50_000;
const maxGroupChars = 10_000_000;

/** Counts rows, one count for each combination of values. A row with a list counts once for each different entry. */
export class GroupCounter {
  /** The number of rows. */
  rows = 0;
  /** Rows whose lists have more combinations than are counted. */
  truncatedRows = 0;
  /** Rows with a combination that has no group, since there are too many. */
  ungroupedRows = 0;
  readonly #names: readonly string[];
  readonly #selection: Selection;
  readonly #groups = new Map<string, { values: Row; texts: readonly string[]; count: number }>();
  #groupChars = 0;

  /** `names`: the fields to count by, dotted for nested ones. */
  constructor(names: readonly string[]) {
    this.#names = [...new Set(names)];
    this.#selection = toSelection(names);
  }

  add(row: Row): void {
    this.rows++;
    const combinations = expandRecord(row, this.#selection);
    if (combinations.length >= maxGroupsPerRow) this.truncatedRows++;
    const seen = new Set<string>();
    let isGrouped = true;
    for (const values of combinations) {
      const texts = this.#names.map(name => toText(getCell(values, name) ?? ''));
      const key = JSON.stringify(texts);
      if (seen.has(key)) continue;
      seen.add(key);
      const group = this.#groups.get(key);
      if (group !== undefined) group.count++;
      else if (this.#groups.size < maxGroups && this.#groupChars + key.length <= maxGroupChars) {
        this.#groups.set(key, { values, texts, count: 1 });
        this.#groupChars += key.length;
      } else isGrouped = false;
    }
    if (!isGrouped) this.ungroupedRows++;
  }

  /** The groups, the largest first, then by their values. A row without a field is in a group without that key. */
  list(): (Row & { count: number })[] {
    const groups = [...this.#groups.values()].sort((a, b) => b.count - a.count || compareTexts(a.texts, b.texts));
    return groups.map(({ values, count }) => ({ ...values, count }));
  }
}

/** The combinations of the selected values of a record; fields without a value are left out. */
function expandRecord(record: Row, selection: Selection): Row[] {
  let combinations: Row[] = [{}];
  for (const [name, inner] of selection) {
    const cells = Object.hasOwn(record, name) ? expandCell(record[name], inner) : [undefined];
    combinations = combinations
      .values()
      .flatMap(combination =>
        cells.slice(0, maxGroupsPerRow).map(cell => (cell === undefined ? combination : { ...combination, [name]: cell })),
      )
      .take(maxGroupsPerRow)
      .toArray();
  }
  return combinations;
}

/** The values of a cell, one for each entry of a list; undefined for a missing value. */
function expandCell(cell: Cell | undefined, selection: Selection | undefined): (Cell | undefined)[] {
  if (Array.isArray(cell)) return cell.length === 0 ? [undefined] : cell.flatMap(item => expandCell(item, selection));
  if (cell === undefined || cell === '') return [undefined];
  const [firstName] = selection?.keys() ?? [];
  if (selection === undefined || firstName === undefined) return [isRecord(cell) ? undefined : cell];
  // A plain value instead of an object stands for the object's first selected field, as in tables.
  if (!isRecord(cell)) return [{ [firstName]: cell }];
  return expandRecord(cell, selection).map(record => (Object.keys(record).length === 0 ? undefined : record));
}

/** Numbers by value, other texts by code units; a missing value comes last. */
function compareTexts(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const other = b[index] ?? '';
    if (text === other) continue;
    if (text === '' || other === '') return text === '' ? 1 : -1;
    const difference = Number(text) - Number(other);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
    return text < other ? -1 : 1;
  }
  return 0;
}
