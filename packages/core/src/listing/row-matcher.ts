// Decides which rows a listing returns: those that match `where`, and the filters that the provider should have applied.
import { LinekeeperError } from '../errors.ts';
import type { FieldFilter } from '../model/field-filter.ts';
import type { Cell, Row, RowShape, Scalar } from '../model/fields.ts';
import { toSelection } from '../model/fields.ts';
import type { Operation } from '../model/operation.ts';
import type { Input, Settings } from '../model/provider.ts';
import { getCell } from '../table/cell-values.ts';
import { isRecord } from '../text/json.ts';
import { getOwnEntry } from '../text/own-entry.ts';
import { quoteValue } from '../text/sanitize.ts';
import type { ValueTest } from '../text/value-tests.ts';
import { buildReadPlan, RowReader } from './row-reader.ts';

/** A field, and the test that a row's value must pass; '' stands for no value. */
interface Condition {
  name: string;
  accepts: ValueTest;
}

/** The rows that the provider sent although a filter excludes them. */
interface IgnoredFilters {
  /** Names of the filtered fields. */
  names: Set<string>;
  /** Rows that were left out. */
  rows: number;
}

/** Checks the rows of one listing, and records filters that the provider ignored. */
export class RowMatcher {
  /** True if `where` is given: the provider does not know it, so the whole list must be read. */
  readonly hasWhere: boolean;
  readonly ignored: IgnoredFilters = { names: new Set(), rows: 0 };
  readonly #where: readonly Condition[];
  readonly #filters: readonly Condition[];
  readonly #reader: RowReader;

  constructor(shape: RowShape, where: readonly Condition[], filters: readonly Condition[]) {
    this.#where = where;
    this.#filters = filters;
    this.hasWhere = where.length > 0;
    const names = [...where, ...filters].map(({ name }) => name);
    this.#reader = new RowReader(shape.id, buildReadPlan(shape.fields, toSelection(names)), false);
  }

  /** Forgets the rows of an earlier reading of the list. */
  reset(): void {
    this.ignored.names.clear();
    this.ignored.rows = 0;
  }

  /** True if the row of the provider's page is one to return. Fields are compared as the row reader would show them. */
  matches(raw: unknown): boolean {
    const row = this.#reader.read(raw);
    // A field that the row does not have may be hidden from this account: that is not a mismatch.
    const ignored = this.#filters.find(
      ({ name, accepts }) => isRecord(raw) && Object.hasOwn(raw, name) && !hasAccepted(row, name, accepts),
    );
    if (ignored !== undefined) {
      this.ignored.names.add(ignored.name);
      this.ignored.rows++;
      return false;
    }
    return this.#where.every(({ name, accepts }) => hasAccepted(row, name, accepts));
  }

  /** Says which filters the provider ignored so far. */
  warnings(): string[] {
    const { names, rows } = this.ignored;
    if (rows === 0) return [];
    const what = rows === 1 ? '1 row that does not match was' : `${rows} rows that do not match were`;
    return [`The provider ignored the filter by ${[...names].join(', ')}: ${what} left out.`];
  }
}

/** Creates the matcher of the arguments; undefined if every row matches. Throws `input` for an invalid `where`. */
export function createRowMatcher(operation: Operation, shape: RowShape, input: Input, settings?: Settings): RowMatcher | undefined {
  const where = parseWhere(input.where);
  const filters = readFieldFilters(operation, shape, input, settings).flatMap(({ field, values, accepts = values && isOneOf(values) }) =>
    accepts === undefined ? [] : [{ name: field, accepts }],
  );
  return where.length + filters.length === 0 ? undefined : new RowMatcher(shape, where, filters);
}

/** The fields that the arguments filter by. Without `readFilters`, an argument named like a scalar field filters by equality. */
export function readFieldFilters(operation: Operation, { fields }: RowShape, input: Input, settings?: Settings): readonly FieldFilter[] {
  if (operation.readFilters !== undefined) return operation.readFilters(input, settings);
  return Object.entries(input).flatMap(([name, value]) => {
    const field = getOwnEntry(fields, name);
    return field === undefined || field.secret || field.list || field.fields || !isScalar(value) ? [] : [{ field: name, values: [value] }];
  });
}

function parseWhere(where: unknown): Condition[] {
  if (where === undefined) return [];
  const entries = isRecord(where) ? Object.entries(where) : [];
  if (entries.length === 0) throw invalidWhere('must name at least one field with its value, for example {"status": "active"}');
  return entries.map(([name, value]) => {
    const values = Array.isArray(value) ? value : [value];
    if (values.length === 0) throw invalidWhere(`needs at least one value for ${name}`);
    return { name, accepts: isOneOf(values.map(one => parseWhereValue(name, one))) };
  });
}

/** Integers beyond 2^53 were rounded when the arguments were parsed, and would match another row. */
function parseWhereValue(name: string, value: unknown): Scalar {
  if (value === null) return '';
  if (!isScalar(value)) throw invalidWhere(`needs a value or a list of values for ${name}, not ${quoteValue(value)}`);
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
    throw invalidWhere(`needs a number as long as that of ${name} in quotes`);
  return value;
}

const invalidWhere = (message: string) => new LinekeeperError('input', `"where" ${message}.`, { field: 'where' });

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

const toComparableText = (value: Scalar): string => String(value).normalize().toLowerCase();

/** Tests for one of the values, as text without regard to case. */
function isOneOf(values: readonly Scalar[]): ValueTest {
  const texts = new Set(values.map(toComparableText));
  return text => texts.has(toComparableText(text));
}

/** True if the value of the field is accepted, or that of an entry of its list; '' stands for no value. */
function hasAccepted(row: Row, name: string, accepts: ValueTest): boolean {
  const cell = getCell(row, name);
  // Some accounts send a plain value instead of an object: it stands for the object's fields, as in tables.
  const shown = hasValue(cell) ? cell : getPlainValues(row, name.slice(0, Math.max(0, name.lastIndexOf('.'))));
  if (!hasValue(shown)) return accepts('');
  return listScalars(shown).some(value => value !== '' && accepts(String(value)));
}

const getPlainValues = (row: Row, group: string): Scalar[] => {
  const cell = group === '' ? undefined : getCell(row, group);
  return (Array.isArray(cell) ? cell : [cell]).filter(isScalar);
};

function hasValue(cell: Cell | undefined): boolean {
  return typeof cell === 'object' ? Object.values(cell).some(hasValue) : cell !== undefined && cell !== '';
}

const listScalars = (cell: Cell | undefined): Scalar[] => (Array.isArray(cell) ? cell.flatMap(listScalars) : isScalar(cell) ? [cell] : []);
