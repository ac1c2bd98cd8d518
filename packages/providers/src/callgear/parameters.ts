// The arguments of any CallGear list: shortcuts derived from its columns, the filter tree, the order.
import { type Input, LinekeeperError } from '@linekeeper/core';
import * as z from 'zod';
import { date, moment } from './date-time.ts';
import { type Column, type Columns, listedFields } from './field-definitions.ts';
import { checkFilter, type Filter, type SimpleFilter, sortOf } from './filter.ts';

/** The input of a list with these columns. */
export function parametersOf(columns: Columns) {
  const shortcuts = Object.entries(columns).flatMap(([name, column]) => shortcutsOf(name, column));
  return z.strictObject({
    user_id: z.int().positive().optional().describe('For agents'),
    ...Object.fromEntries(shortcuts),
    filter: z.record(z.string(), z.unknown()).optional().describe('{"field":"id","operator":">","value":9} or {filters,condition}'),
    sort: z.array(z.string()).min(1).optional().describe('-x: reverse'),
  });
}

/** The params of `get.*` for one page. */
export function paramsOf(columns: Columns, input: Input, { offset, limit }: { offset: number; limit: number }): Record<string, unknown> {
  return {
    user_id: input.user_id,
    offset,
    limit,
    filter: filterOf(columns, input),
    fields: listedFields(columns, input.fields),
    sort: sortOf(input.sort, columns),
  };
}

/** One parameter for every scalar that may be filtered; a date has two. */
function shortcutsOf(name: string, column: Column): [string, z.ZodType][] {
  if (!column.filter) return [];
  switch (column.type) {
    case 'list':
      return [];
    case 'date':
      return [
        [`${name}_from`, date().optional().describe('YYYY-MM-DD')],
        [`${name}_to`, date().optional().describe('Until')],
      ];
    case 'number':
      return [
        [
          name,
          (column.none ? z.union([z.int(), z.literal('none')], 'must be a whole number, or none') : z.int())
            .optional()
            .describe(column.brief ?? column.about),
        ],
      ];
    case 'enum':
      return [
        [
          name,
          z
            .enum(column.values ?? [''])
            .optional()
            .describe(column.brief ?? column.about),
        ],
      ];
    default:
      return [
        [
          name,
          z
            .string()
            .min(1)
            .optional()
            .describe(column.brief ?? column.about),
        ],
      ];
  }
}

/** Shortcuts and the tree, joined with and. */
function filterOf(columns: Columns, input: Input): Filter | undefined {
  const simple = Object.entries(columns).flatMap(([name, column]) => simpleFilters(name, column, input));
  const filters = [...simple, ...(input.filter === undefined ? [] : [checkFilter(input.filter, columns)])];
  const [only] = filters;
  return filters.length > 1 ? { filters, condition: 'and' } : only;
}

function simpleFilters(name: string, column: Column, input: Input): SimpleFilter[] {
  if (column.type === 'date') {
    const { [`${name}_from`]: from, [`${name}_to`]: to } = input;
    return [
      ...(typeof from === 'string' ? [{ field: name, operator: '>=', value: moment(from, '00:00:00') }] : []),
      ...(typeof to === 'string' ? [{ field: name, operator: '<=', value: moment(to, '23:59:59') }] : []),
    ];
  }
  const value = input[name];
  if (!column.filter || value === undefined) return [];
  if (column.none && value === 'none') return [{ field: name, operator: '=', value: null }];
  const other = column.spellings?.[String(value)];
  if (other !== undefined) return [{ field: name, operator: 'in', value: [value, other] }];
  if (column.partly) return [{ field: name, operator: 'like', value: `%${value}%` }];
  return [{ field: name, operator: '=', value: column.digits ? digitsOf(name, String(value)) : value }];
}

/** The provider stores digits alone. */
function digitsOf(name: string, text: string): string {
  const digits = text.replace(/[\s().+-]/g, '');
  if (/^\d+$/.test(digits)) return digits;
  throw new LinekeeperError('input', `"${name}" must be digits, with or without + and punctuation.`, { field: name });
}

/** Where the provider refuses the second spelling of a value, the first is asked for alone. */
export function withOneSpelling(columns: Columns, input: Input): Input | undefined {
  const spelt = Object.keys(columns).filter(name => columns[name]?.spellings !== undefined && input[name] !== undefined);
  if (spelt.length === 0) return undefined;
  const filters = [
    ...spelt.map(field => ({ field, operator: '=', value: input[field] })),
    ...(input.filter === undefined ? [] : [input.filter]),
  ];
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !spelt.includes(name)));
  return { ...rest, filter: filters.length > 1 ? { filters, condition: 'and' } : filters[0] };
}
