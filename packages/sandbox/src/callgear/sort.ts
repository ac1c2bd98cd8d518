// Parses CallGear's `sort`: an array of sortable fields, each ascending by default.
import { isObject } from '../json.ts';
import { CallGearError, dataTypeError, invalidValueError, missingParameterError, rejectUnknownKeys } from './errors.ts';
import type { Field, Row } from './fields.ts';

type Compare = (left: Row, right: Row) => number;

/** Null sorts last in ascending order, as in PostgreSQL. */
function compareBy(name: string, sign: 1 | -1): Compare {
  return (left, right) => {
    const [a, b] = [left[name] ?? null, right[name] ?? null];
    if (a === null || b === null) return sign * (Number(a === null) - Number(b === null));
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    const [x, y] = [String(a), String(b)];
    return x === y ? 0 : sign * (x < y ? -1 : 1);
  };
}

function parseSortEntry(entry: unknown, fields: Field[]): Compare {
  if (!isObject(entry)) throw dataTypeError('sort', entry, 'array of objects');
  rejectUnknownKeys(entry, ['field', 'order'], 'sort.');
  const { field, order = 'asc' } = entry;
  if (field === undefined) throw missingParameterError('sort.field');
  if (typeof field !== 'string') throw dataTypeError('sort.field', field, 'string');
  const sortField = fields.find(({ name }) => name === field);
  if (sortField === undefined) throw invalidValueError('sort.field', field);
  if (!sortField.sortable)
    throw new CallGearError('sort_prohibited', `Sorting by "${field}" is prohibited`, { field: 'sort.field', value: field });
  if (order !== 'asc' && order !== 'desc') throw invalidValueError('sort.order', order);
  return compareBy(field, order === 'asc' ? 1 : -1);
}

/** The comparison of a `sort` parameter. Throws a CallGearError if it is invalid. */
export function parseSort(sort: unknown, fields: Field[]): Compare {
  if (sort === undefined || sort === null) return () => 0;
  if (!Array.isArray(sort)) throw dataTypeError('sort', sort, 'array');
  const comparisons = sort.map(entry => parseSortEntry(entry, fields));
  return (left, right) => {
    for (const compare of comparisons) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return 0;
  };
}
