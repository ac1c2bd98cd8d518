// Spellings of localized values: which one an account's host accepts in a filter.
import { type Input, isRecord } from '@linekeeper/core';
import type { FieldDefinitions } from './field-definitions.ts';
import type { SimpleFilter } from './filter.ts';

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
