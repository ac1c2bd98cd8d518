// CallGear's `filter`: one condition, or a tree of them nested at will; checked whole before a row is looked at.
import { isObject } from '../json.ts';
import { CallGearError, missing, onlyKeys, wrongType, wrongValue } from './errors.ts';
import type { Field, Row } from './fields.ts';
import { operators } from './operators.ts';
import { russian } from './quirks.ts';

type Keep = (row: Row) => boolean;

export interface FilterRules {
  /** Some hosts know the Russian words in answers and refuse them in questions. */
  refusesRussian: boolean;
}

export function readFilter(filter: Record<string, unknown>, fields: Field[], rules: FilterRules): Keep {
  const tree = 'filters' in filter || 'condition' in filter;
  if (tree && ('field' in filter || 'operator' in filter || 'value' in filter)) {
    throw new CallGearError('invalid_parameters_combination', 'A filter is either simple or a tree', { field: 'filter' });
  }
  return tree ? readTree(filter, fields, rules) : readSimple(filter, fields, rules);
}

function readTree(filter: Record<string, unknown>, fields: Field[], rules: FilterRules): Keep {
  onlyKeys(filter, ['filters', 'condition'], 'filter.');
  const { filters, condition } = filter;
  if (filters === undefined) throw missing('filter.filters');
  if (condition === undefined) throw missing('filter.condition');
  if (!Array.isArray(filters)) throw wrongType('filter.filters', filters, 'array');
  if (filters.length === 0) throw wrongValue('filter.filters', filters);
  if (condition !== 'and' && condition !== 'or') throw wrongValue('filter.condition', condition);
  const parts = filters.map(part => {
    if (!isObject(part)) throw wrongType('filter.filters', part, 'array of objects');
    return readFilter(part, fields, rules);
  });
  return condition === 'and' ? row => parts.every(keep => keep(row)) : row => parts.some(keep => keep(row));
}

function readSimple(filter: Record<string, unknown>, fields: Field[], rules: FilterRules): Keep {
  onlyKeys(filter, ['field', 'operator', 'value'], 'filter.');
  for (const key of ['field', 'operator']) {
    if (filter[key] === undefined) throw missing(`filter.${key}`);
    if (typeof filter[key] !== 'string') throw wrongType(`filter.${key}`, filter[key], 'string');
  }
  const { field: name, operator, value = null } = filter;
  const field = fields.find(candidate => candidate.name === name);
  if (field === undefined) throw wrongValue('filter.field', name);
  if (!field.filter) {
    throw new CallGearError('filter_prohibited', `Filtering by "${field.name}" is prohibited`, { field: 'filter.field', value: name });
  }
  const read = Object.hasOwn(operators, String(operator)) ? operators[String(operator)] : undefined;
  if (read === undefined) throw wrongValue('filter.operator', operator);
  if (rules.refusesRussian) refuseRussian(value);
  const test = read(field.kind, value);
  return row => test(row[field.name]);
}

function refuseRussian(value: unknown): void {
  const words: unknown[] = Object.values(russian);
  const found = (Array.isArray(value) ? value : [value]).find(word => words.includes(word));
  if (found !== undefined) throw wrongValue('filter', found);
}
