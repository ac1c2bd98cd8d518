// The parameters of CallGear lists: a shortcut per filterable field, the filter tree and the sort order.
import { type FieldFilter, formatChoices, type Input, isRecord, LinekeeperError, type Scalar, type Settings } from '@linekeeper/core';
import * as z from 'zod';
import { dateTimeSchema, toWireDateTime } from './date-time.ts';
import { type FieldDefinition, type FieldDefinitions, getBrandFields, getFilterableNames, toRequestFields } from './field-definitions.ts';
import { checkFilter, type Filter, parseSort, type SimpleFilter } from './filter.ts';
import { normalizeFilter } from './filter-arguments.ts';

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
    filter: buildFilter(brandFields, input),
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

/** Combines the shortcuts and the filter tree with `and`. */
function buildFilter(definitions: FieldDefinitions, input: Input): Filter | undefined {
  const shortcuts = Object.entries(definitions).flatMap(([name, definition]) => readShortcut(name, definition, input));
  const filter = normalizeFilter(input.filter, definitions);
  const filters = [...shortcuts, ...(filter === undefined ? [] : [checkFilter(filter, definitions)])];
  const [only] = filters;
  return filters.length > 1 ? { filters, condition: 'and' } : only;
}

function readShortcut(name: string, definition: FieldDefinition, input: Input): SimpleFilter[] {
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
  return [{ field: name, operator: '=', value: definition.phoneDigits ? parseDigits(name, String(value)) : value }];
}

/** The fields that the shortcuts, the filter tree and the sort order name, for `readFilters`. */
export function readFieldFilters(definitions: FieldDefinitions, input: Input): FieldFilter[] {
  const filter = buildFilter(definitions, input);
  const sorted = parseSort(input.sort, definitions)?.map(({ field }) => ({ field })) ?? [];
  return [...(filter === undefined ? [] : toFieldFilters(filter, definitions)), ...sorted];
}

/** Conditions joined with `and` hold for every row; of alternatives only the fields are known. */
function toFieldFilters(filter: Filter, definitions: FieldDefinitions): FieldFilter[] {
  if ('filters' in filter) {
    const filters = filter.filters.flatMap(inner => toFieldFilters(inner, definitions));
    return filter.condition === 'and' ? filters : filters.map(({ field }) => ({ field }));
  }
  const { field, operator, value } = filter;
  // A date or a telephone number may be written in several ways.
  if (definitions[field]?.type === 'date' || definitions[field]?.phoneDigits) return [{ field }];
  // `checkFilter` has made sure that the values are scalars.
  if (operator === '=') return [{ field, values: [(value ?? '') as Scalar] }];
  return operator === 'in' ? [{ field, values: value as Scalar[] }] : [{ field }];
}

/** The provider stores numbers as digits only. Throws `input` for anything else. */
function parseDigits(name: string, text: string): string {
  const digits = text.replace(/[\s().+-]/g, '');
  if (/^\d+$/.test(digits)) return digits;
  throw new LinekeeperError('input', `"${name}" must be digits, with or without + and punctuation.`, { field: name });
}

/** Arguments with the next spelling of a localized value, for accounts that reject both at once: the localized one first. Undefined after the last. */
export function nextSpelling(definitions: FieldDefinitions, input: Input): Input | undefined {
  for (const [name, { localizedValues }] of Object.entries(definitions)) {
    if (localizedValues === undefined) continue;
    const { [name]: value, ...rest } = input;
    const localized = localizedValues[String(value)];
    if (localized !== undefined) return withCondition(rest, { field: name, operator: '=', value: localized });
    const filter = replaceSpelling(input.filter, name, localizedValues);
    if (filter !== undefined) return { ...input, filter };
  }
  return undefined;
}

const withCondition = (input: Input, condition: SimpleFilter): Input => ({
  ...input,
  filter: input.filter === undefined ? condition : { filters: [condition, input.filter], condition: 'and' },
});

/** Replaces a localized value that a condition asks for alone; undefined if the filter has none. */
function replaceSpelling(filter: unknown, name: string, localizedValues: Readonly<Record<string, string>>): unknown {
  if (!isRecord(filter)) return undefined;
  if (Array.isArray(filter.filters)) {
    const replaced = filter.filters.map(inner => replaceSpelling(inner, name, localizedValues) ?? inner);
    return replaced.some((inner, index) => inner !== (filter.filters as unknown[])[index]) ? { ...filter, filters: replaced } : undefined;
  }
  const [original] = Object.entries(localizedValues).find(([, localized]) => localized === filter.value) ?? [];
  return filter.field === name && filter.operator === '=' && original !== undefined ? { ...filter, value: original } : undefined;
}
