// Projection: which fields of each row are requested and returned.
import { LinekeeperError } from '../errors.ts';
import { getFieldNames, getLeafFieldNames, type RowShape, toSelection } from '../model/fields.ts';
import type { Operation } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { findClosest, unknownNameMessage } from '../text/did-you-mean.ts';
import { buildReadPlan, type ReadPlan } from './row-reader.ts';

/** Default of the `limit` argument, in rows. */
export const defaultLimit = 25;

/** The fields to return of each row. */
export interface Projection {
  /** The fields that the provider's rows may have. */
  shape: RowShape;
  /** Dotted names of the fields to request; undefined for all. */
  selectedFields: readonly string[] | undefined;
  /** Column names of a table of the rows. */
  columns: readonly string[];
  /** How to read the rows. */
  plan: ReadPlan;
}

/** Cache of the projections without a `fields` argument. */
const defaultProjections = new WeakMap<Operation, Map<string, Projection>>();

/** The projection that the arguments select. Throws `input` for a field that the operation does not declare. */
export function resolveProjection(operation: Operation, { fields, response_format, full }: Input): Projection {
  const fullRow = full === true ? operation.fullRow : undefined;
  const shape = fullRow ?? operation.row;
  // The input schema guarantees an array of strings, or undefined.
  const requestedFields = fields as readonly string[] | undefined;
  if (requestedFields !== undefined) {
    for (const name of requestedFields) checkFieldName(name, shape, operation);
    return buildProjection(operation, shape, requestedFields, requestedFields);
  }
  const detailed = fullRow !== undefined || response_format === 'detailed';
  const cache = defaultProjections.get(operation) ?? new Map<string, Projection>();
  defaultProjections.set(operation, cache);
  const key = `${fullRow !== undefined} ${detailed}`;
  const projection =
    cache.get(key) ??
    buildProjection(
      operation,
      shape,
      detailed ? undefined : operation.columns,
      detailed ? getLeafFieldNames(shape.fields) : operation.columns,
    );
  cache.set(key, projection);
  return projection;
}

function buildProjection(
  { row, fullRow }: Operation,
  requestedShape: RowShape,
  selectedFields: readonly string[] | undefined,
  columns: readonly string[],
): Projection {
  // A field that is documented for the other shape is declared here too, in case the provider sends it.
  const shape = { id: requestedShape.id, fields: { ...row.fields, ...fullRow?.fields, ...requestedShape.fields } };
  return { shape, selectedFields, columns, plan: buildReadPlan(shape.fields, selectedFields && toSelection(selectedFields)) };
}

/** Throws `input` with the valid names, or with the value of `full` that the field needs. */
function checkFieldName(name: string, shape: RowShape, { row, fullRow }: Operation): void {
  const valid = getFieldNames(shape.fields);
  if (valid.includes(name)) return;
  const other = shape === row ? fullRow : row;
  if (other !== undefined && getFieldNames(other.fields).includes(name)) {
    throw new LinekeeperError('input', `Field "${name}" comes only ${other === fullRow ? 'with full: true' : 'without full'}.`, {
      field: 'fields',
    });
  }
  throw new LinekeeperError(
    'input',
    unknownNameMessage('field', name, findClosest(name, valid) === undefined ? getLeafFieldNames(shape.fields) : valid),
    {
      field: 'fields',
    },
  );
}
