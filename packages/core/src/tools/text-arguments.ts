// Arguments that people write as text, in a shell or in chat: what they mean, and the values that the schema has for them.
import { LinekeeperError } from '../errors.ts';
import type { Operation } from '../model/operation.ts';
import { parseJson } from '../text/json.ts';
import type { JsonSchema } from './json-schema.ts';

/** A written argument: one text, or one for each value of a list. */
export type Written = string | readonly string[];

/**
 * The value that a text stands for. What fits no type stays as it is, and is refused with the other arguments.
 * `name` is what the person wrote before the value, for the sentence of the one refusal made here: `input` for broken JSON.
 */
export function typed(written: Written, schema: JsonSchema, name: string): unknown {
  if (typeof written !== 'string') return written.map(item => typed(item, schema.items ?? {}, name));
  const kinds = [schema.type].flat();
  if (kinds.includes('boolean')) return written === 'true' ? true : written === 'false' ? false : written;
  if (kinds.includes('integer') && /^-?\d{1,15}$/.test(written)) return Number(written);
  return kinds.includes('object') ? parsed(written, name) : written;
}

/** Several values in one text, separated by commas. */
export const listOf = (text: string): string[] => text.split(',').map(part => part.trim());

function parsed(text: string, name: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw new LinekeeperError('input', `${name} must be valid JSON.`, { field: name.replace(/^-+/, '').replaceAll('-', '_') });
  }
}

/** What the parameters of every list mean, in a person's words; a model reads fewer. */
const common: Readonly<Record<string, string>> = {
  account: 'name of the account; may be left out while the provider has one',
  fields: 'only these fields of each row; dotted for nested ones',
  response_format: 'concise for the main fields (default), detailed for all',
  limit: 'rows in total (default 25)',
  offset: 'rows to skip at the beginning',
  cursor: 'goes on where an earlier listing stopped, with otherwise the same options',
  sort: 'fields to sort by, the first first; -field for descending',
  filter: 'a filter or a tree of filters, e.g. {"filters":[{"field":"id","operator":">","value":9}],"condition":"or"}',
};

/** What a parameter means: a shortcut by what its field means, with the values that it takes. */
export function helpOf(name: string, { type, description = '', enum: own, items }: JsonSchema, operation: Operation | undefined): string {
  const values = own ?? items?.enum;
  const isOwn = name === 'filter' && type !== 'object';
  const about =
    (isOwn || (operation === undefined && items !== undefined) ? undefined : common[name]) ??
    operation?.row.fields[name]?.about ??
    description;
  return values === undefined || values.every(value => about.includes(String(value))) ? about : `${about}: ${values.join(', ')}`;
}
