// Projection: which fields of each row are requested and returned.
import { LinekeeperError } from '../errors.ts';
import { getFieldNames, getLeafFieldNames, type RowShape, toSelection } from '../model/fields.ts';
import type { Operation } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { findClosest, formatChoices, unknownNameMessage } from '../text/did-you-mean.ts';
import { isRecord } from '../text/json.ts';
import { readFieldFilters } from './row-matcher.ts';
import { buildReadPlan, type ReadPlan } from './row-reader.ts';

/** Default of the `limit` argument, in rows. */
export const defaultLimit = 25;

/** The fields to return of each row. */
export interface Projection {
  /** The fields that the provider's rows may have. */
  shape: RowShape;
  /** Dotted names of the fields to request; undefined for all. */
  selectedFields: readonly string[] | undefined;
  /** True if the caller selected the id: then rows without it are counted. It is requested in any case. */
  expectsId: boolean;
  /** Column names of a table of the rows. */
  columns: readonly string[];
  /** How to read the rows. */
  plan: ReadPlan;
}

/** Cache of the projections without a `fields` argument. */
const defaultProjections = new WeakMap<Operation, Map<string, Projection>>();

/** The projection that the arguments select. Throws `input` for a field that the operation does not declare. */
export function resolveProjection(operation: Operation, input: Input): Projection {
  const projection = resolveListed(operation, input);
  if (input.enrich !== true || operation.enrichment === undefined) return projection;
  return { ...projection, columns: [...projection.columns, ...operation.enrichment.columns] };
}

/** The projection of what the list itself tells. */
function resolveListed(operation: Operation, input: Input): Projection {
  const fullRow = input.full === true ? operation.fullRow : undefined;
  const shape = fullRow ?? operation.row;
  // The input schema guarantees arrays of strings, or undefined.
  const { fields, count_by: countBy } = input as { fields?: readonly string[]; count_by?: readonly string[] };
  const whereNames = isRecord(input.where) ? Object.keys(input.where) : [];
  for (const name of fields ?? []) checkFieldName(name, 'fields', shape, operation);
  for (const name of whereNames) checkFieldName(name, 'where', shape, operation);
  for (const name of countBy ?? []) checkLeafName(name, shape, operation);
  const filters = readFieldFilters(operation, shape, input);
  const comparedNames = [
    ...whereNames,
    ...filters.flatMap(({ field, values, accepts }) => (values === undefined && accepts === undefined ? [] : [field])),
  ];
  const shownNames =
    countBy ?? (input.limit === 0 ? [shape.id] : input.enrich === true && fields ? [...new Set([shape.id, ...fields])] : fields);
  if (shownNames !== undefined) {
    const idNames = whereNames.length > 0 || countBy !== undefined ? [shape.id] : [];
    return buildProjection(operation, shape, shownNames, shownNames, [...comparedNames, ...idNames]);
  }
  const detailed = fullRow !== undefined || input.response_format === 'detailed';
  const concise = detailed ? [] : addNames(operation.columns, [...filters.map(({ field }) => field), ...whereNames]);
  const cache = defaultProjections.get(operation) ?? new Map<string, Projection>();
  defaultProjections.set(operation, cache);
  const key = `${fullRow !== undefined} ${concise.join()}`;
  const projection =
    cache.get(key) ??
    buildProjection(operation, shape, detailed ? undefined : concise, detailed ? getLeafFieldNames(shape.fields) : concise);
  // The combinations of filters are many; only the default columns come again and again.
  if (detailed || concise === operation.columns) cache.set(key, projection);
  return projection;
}

/** Adds names to the default columns. A name whose group is a column already, or some of whose fields are, adds nothing. */
function addNames(columns: readonly string[], names: readonly string[]): readonly string[] {
  const covers = (name: string) => (column: string) => column === name || column.startsWith(`${name}.`) || name.startsWith(`${column}.`);
  const added = names.filter((name, index) => ![...columns, ...names.slice(0, index)].some(covers(name)));
  return added.length === 0 ? columns : [...columns, ...added];
}

function buildProjection(
  { row, fullRow }: Operation,
  requestedShape: RowShape,
  shownFields: readonly string[] | undefined,
  columns: readonly string[],
  furtherFields: readonly string[] = [],
): Projection {
  // A field that is documented for the other shape is declared here too, in case the provider sends it.
  const shape = { id: requestedShape.id, fields: { ...row.fields, ...fullRow?.fields, ...requestedShape.fields } };
  const names = shownFields && [...shownFields, ...furtherFields];
  const expectsId = names?.includes(shape.id) ?? true;
  // By the id, rows are recognized on another page.
  const selectedFields = names && [...new Set([...names, shape.id])];
  return { shape, selectedFields, expectsId, columns, plan: buildReadPlan(shape.fields, shownFields && toSelection(shownFields)) };
}

/** Throws `input` with the valid names, or with the value of `full` that the field needs. */
function checkFieldName(name: string, argument: string, shape: RowShape, { row, fullRow }: Operation): void {
  const valid = getFieldNames(shape.fields);
  if (valid.includes(name)) return;
  const other = shape === row ? fullRow : row;
  if (other !== undefined && getFieldNames(other.fields).includes(name))
    throw fieldError(argument, `Field "${name}" comes only ${other === fullRow ? 'with full: true' : 'without full'}.`);
  const choices = findClosest(name, valid) === undefined ? getLeafFieldNames(shape.fields) : valid;
  throw fieldError(argument, unknownNameMessage('field', name, choices));
}

/** Groups have no value to count by: throws `input` with the names of their fields. */
function checkLeafName(name: string, shape: RowShape, operation: Operation): void {
  checkFieldName(name, 'count_by', shape, operation);
  const leaves = getLeafFieldNames(shape.fields);
  if (leaves.includes(name)) return;
  const choices = leaves.filter(leaf => leaf.startsWith(`${name}.`));
  throw fieldError('count_by', `"count_by" needs one of the fields of ${name}: ${formatChoices(choices)}.`);
}

const fieldError = (field: string, message: string) => new LinekeeperError('input', message, { field });
