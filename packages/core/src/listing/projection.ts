// Which fields of each row an answer shows.
import { LinekeeperError } from '../errors.ts';
import { fieldNames, leafNames, type RowShape, selectionOf } from '../model/fields.ts';
import type { Operation } from '../model/operation.ts';
import type { Input } from '../model/provider.ts';
import { nearest, unknownName } from '../text/did-you-mean.ts';
import { type Plan, planOf } from './row-reader.ts';

/** Rows of an answer by default. */
export const defaultLimit = 25;

/** What an answer shows of each row. */
export interface View {
  shape: RowShape;
  /** The names asked for; undefined for all. */
  names: readonly string[] | undefined;
  /** The columns of a table that shows it. */
  columns: readonly string[];
  /** How its rows are read. */
  plan: Plan;
}

/** Views that nobody chose the fields of are worked out once. */
const usual = new WeakMap<Operation, Map<string, View>>();

/** Works out the view; throws `input` for a field that the operation does not have. */
export function viewOf(operation: Operation, { fields, response_format, full }: Input): View {
  const whole = full === true && operation.fullRow !== undefined;
  const own = whole && operation.fullRow !== undefined ? operation.fullRow : operation.row;
  // Checked by the schema above: a list of texts, or absent.
  const asked = fields as readonly string[] | undefined;
  if (asked !== undefined) {
    for (const name of asked) checkField(name, own, operation);
    return view(operation, own, asked, asked);
  }
  const detailed = whole || response_format === 'detailed';
  const known = usual.get(operation) ?? new Map<string, View>();
  usual.set(operation, known);
  const key = `${whole} ${detailed}`;
  const made =
    known.get(key) ?? view(operation, own, detailed ? undefined : operation.columns, detailed ? leafNames(own.fields) : operation.columns);
  known.set(key, made);
  return made;
}

function view({ row, fullRow }: Operation, own: RowShape, names: readonly string[] | undefined, columns: readonly string[]): View {
  // What the page gives to the other shape is known too, should it come in this one.
  const shape = { id: own.id, fields: { ...row.fields, ...fullRow?.fields, ...own.fields } };
  return { shape, names, columns, plan: planOf(shape.fields, names && selectionOf(names)) };
}

function checkField(name: string, shape: RowShape, { row, fullRow }: Operation): void {
  const valid = fieldNames(shape.fields);
  if (valid.includes(name)) return;
  const other = shape === row ? fullRow : row;
  if (other !== undefined && fieldNames(other.fields).includes(name)) {
    throw new LinekeeperError('input', `Field "${name}" comes only ${other === fullRow ? 'with full: true' : 'without full'}.`, {
      field: 'fields',
    });
  }
  throw new LinekeeperError('input', unknownName('field', name, nearest(name, valid) === undefined ? leafNames(shape.fields) : valid), {
    field: 'fields',
  });
}
