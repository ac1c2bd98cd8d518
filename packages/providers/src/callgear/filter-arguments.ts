// Takes a filter as hosts write it: with null for the names that it does not need, and with numbers and lists as text.
import { isRecord, normalizeValue } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';

/** Nesting levels that are read; `checkFilter` rejects deeper filters. */
const maxDepth = 40;

/** Returns the filter as `checkFilter` takes it; undefined for an empty one. What has no single meaning is returned unchanged. */
export function normalizeFilter(filter: unknown, definitions: FieldDefinitions): unknown {
  return isRecord(filter) && Object.keys(filter).length === 0 ? undefined : normalizeEntry(filter, definitions, 0);
}

function normalizeEntry(filter: unknown, definitions: FieldDefinitions, depth: number): unknown {
  if (!isRecord(filter) || depth > maxDepth) return filter;
  // A condition tests for null where its value is null.
  const isCondition = (filter.field ?? null) !== null;
  const { filters, value, ...rest } = Object.fromEntries(
    Object.entries(filter).filter(([name, given]) => given !== null || (isCondition && name === 'value')),
  );
  const list = typeof filters === 'string' ? normalizeValue(filters, { type: 'array', items: { type: 'object' } }) : filters;
  return {
    ...rest,
    ...(value !== undefined && { value: normalizeFilterValue(value, rest, definitions) }),
    ...(filters !== undefined && {
      filters: Array.isArray(list) ? list.map(inner => normalizeEntry(inner, definitions, depth + 1)) : filters,
    }),
  };
}

/** A text for a field of numbers is the number that it says; a text for `in` is the list. */
function normalizeFilterValue(value: unknown, { field, operator }: Record<string, unknown>, definitions: FieldDefinitions): unknown {
  if (typeof value !== 'string') return value;
  const isNumber = typeof field === 'string' && Object.hasOwn(definitions, field) && definitions[field]?.type === 'number';
  const type = isNumber ? 'number' : 'string';
  return operator === 'in' ? normalizeValue(value, { type: 'array', items: { type } }) : normalizeValue(value, { type });
}
