// CallGear's `sort`: a list of fields, each ascending unless said otherwise, only where the page allows it.
import { isObject } from '../json.ts';
import { CallGearError, missing, onlyKeys, wrongType, wrongValue } from './errors.ts';
import type { Field, Row } from './fields.ts';

type Compare = (left: Row, right: Row) => number;

/** Empty cells come last in ascending order, as in the database behind. */
function byField(name: string, sign: 1 | -1): Compare {
  return (left, right) => {
    const [a, b] = [left[name] ?? null, right[name] ?? null];
    if (a === null || b === null) return sign * (Number(a === null) - Number(b === null));
    if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
    const [x, y] = [String(a), String(b)];
    return x === y ? 0 : sign * (x < y ? -1 : 1);
  };
}

function readEntry(entry: unknown, fields: Field[]): Compare {
  if (!isObject(entry)) throw wrongType('sort', entry, 'array of objects');
  onlyKeys(entry, ['field', 'order'], 'sort.');
  const { field, order = 'asc' } = entry;
  if (field === undefined) throw missing('sort.field');
  if (typeof field !== 'string') throw wrongType('sort.field', field, 'string');
  const known = fields.find(({ name }) => name === field);
  if (known === undefined) throw wrongValue('sort.field', field);
  if (!known.sort) throw new CallGearError('sort_prohibited', `Sorting by "${field}" is prohibited`, { field: 'sort.field', value: field });
  if (order !== 'asc' && order !== 'desc') throw wrongValue('sort.order', order);
  return byField(field, order === 'asc' ? 1 : -1);
}

export function readSort(sort: unknown, fields: Field[]): Compare {
  if (sort === undefined || sort === null) return () => 0;
  if (!Array.isArray(sort)) throw wrongType('sort', sort, 'array');
  const entries = sort.map(entry => readEntry(entry, fields));
  return (left, right) => {
    for (const compare of entries) {
      const order = compare(left, right);
      if (order !== 0) return order;
    }
    return 0;
  };
}
