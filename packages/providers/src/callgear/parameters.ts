// The parameters of CallGear lists: a shortcut per filterable field, the filter tree and the sort order.
import { formatChoices, type Input, LinekeeperError, type Settings } from '@linekeeper/core';
import * as z from 'zod';
import { dateTimeSchema, toWireDateTime } from './date-time.ts';
import { type FieldDefinition, type FieldDefinitions, getBrandFields, getFilterableNames, toRequestFields } from './field-definitions.ts';
import { checkFilter, type Filter, parseSort, type SimpleFilter } from './filter.ts';
import { normalizeFilter } from './filter-arguments.ts';
import { createNumberFilter, rewriteNumbers } from './filter-numbers.ts';
import { callgear } from './provider.ts';

/** The input schema of a list with these fields. */
export function createParameters(definitions: FieldDefinitions) {
  const shortcuts = Object.entries(definitions).flatMap(([name, definition]) => createShortcuts(name, definition));
  return z.strictObject({
    user_id: z.int().positive().optional().describe('Agents'),
    ...Object.fromEntries(shortcuts),
    filter: z.record(z.string(), z.unknown()).optional().meta(filterSchema),
    sort: z.array(z.string()).min(1).optional().describe('-x: desc'),
  });
}

/** The JSON-RPC params of `get.*` for one page. Throws `input` for a field that the account's brand does not filter or sort by. */
export function buildRpcParams(
  definitions: FieldDefinitions,
  input: Input,
  { offset, limit }: { offset: number; limit: number },
  settings?: Settings,
): Record<string, unknown> {
  const brandFields = getBrandFields(definitions, settings);
  checkShortcuts(definitions, brandFields, input);
  return {
    user_id: input.user_id,
    offset,
    limit,
    filter: buildFilter(brandFields, input, settings),
    fields: toRequestFields(definitions, input.fields, settings),
    sort: parseSort(input.sort, brandFields),
  };
}

const conditionSchema = { field: { type: 'string' }, operator: { type: 'string' }, value: { type: 'string' } };

/** The advertised filter: its five names, for hosts that drop an object without properties. `checkFilter` takes values of any type. */
const filterSchema = {
  description: '{"field":"id","operator":">","value":"9"}',
  properties: {
    ...conditionSchema,
    filters: { type: 'array', items: { type: 'object', properties: conditionSchema } },
    condition: { type: 'string' },
  },
};

/** An id, or `none`, as one type: hosts reject a list of types. */
const idOrNone = () =>
  z
    .string()
    .transform(text => text.trim().toLowerCase())
    .refine(text => /^(?:\d{1,15}|none)$/.test(text), 'must be a whole number, or none');

/** One parameter for a filterable scalar, two for a date, none for a list. */
function createShortcuts(name: string, definition: FieldDefinition): [string, z.ZodType][] {
  if (!definition.filterable || definition.secret || definition.deprecated) return [];
  switch (definition.type) {
    case 'list':
      return [];
    case 'date':
      return [
        [`${name}_from`, dateTimeSchema().optional().describe('YYYY-MM-DD')],
        [`${name}_to`, dateTimeSchema().optional().describe('To')],
      ];
    case 'number':
      return [
        [name, (definition.allowsNone ? idOrNone() : z.int()).optional().describe(definition.shortDescription ?? definition.description)],
      ];
    case 'enum':
      return [
        [
          name,
          z
            .enum(definition.values ?? [''])
            .optional()
            .describe(definition.shortDescription ?? definition.description),
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
            .describe(definition.shortDescription ?? definition.description),
        ],
      ];
  }
}

/** A shortcut that the brand does not have would be left out without a word. Throws `input`. */
function checkShortcuts(definitions: FieldDefinitions, brandFields: FieldDefinitions, input: Input): void {
  const field = Object.keys(definitions).find(
    name => definitions[name]?.filterable && !brandFields[name]?.filterable && input[name] !== undefined,
  );
  if (field === undefined) return;
  const choices = formatChoices(getFilterableNames(brandFields), field);
  throw new LinekeeperError('input', `"${field}" is not a filter of this account's brand. Valid: ${choices}.`, { field });
}

/** Combines the shortcuts and the filter tree with `and`, with numbers as the provider stores them. */
export function buildFilter(definitions: FieldDefinitions, input: Input, settings: Settings = {}): Filter | undefined {
  // The brand that sells in many countries names none. Its pages write numbers in Russian notation.
  const country = callgear.country(settings) ?? 'RU';
  const shortcuts = Object.entries(definitions).flatMap(([name, definition]) => readShortcut(name, definition, input, country));
  const filter = normalizeFilter(input.filter, definitions);
  const tree = filter === undefined ? [] : [rewriteNumbers(checkFilter(filter, definitions), definitions, country)];
  const filters = [...shortcuts, ...tree];
  const [only] = filters;
  return filters.length > 1 ? { filters, condition: 'and' } : only;
}

function readShortcut(name: string, definition: FieldDefinition, input: Input, country: string): SimpleFilter[] {
  if (definition.type === 'date') {
    const { [`${name}_from`]: from, [`${name}_to`]: to } = input;
    return [
      ...(typeof from === 'string' ? [{ field: name, operator: '>=', value: toWireDateTime(from, '00:00:00') }] : []),
      ...(typeof to === 'string' ? [{ field: name, operator: '<=', value: toWireDateTime(to, '23:59:59') }] : []),
    ];
  }
  const value = input[name];
  if (!definition.filterable || definition.secret || value === undefined) return [];
  if (definition.allowsNone) return [{ field: name, operator: '=', value: value === 'none' ? null : Number(value) }];
  const localized = definition.localizedValues?.[String(value)];
  if (localized !== undefined) return [{ field: name, operator: 'in', value: [localized, value] }];
  if (definition.partialMatch) return [{ field: name, operator: 'like', value: `%${value}%` }];
  return [definition.phoneDigits ? createNumberFilter(name, String(value), country) : { field: name, operator: '=', value }];
}
