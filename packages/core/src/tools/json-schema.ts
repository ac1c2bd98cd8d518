// JSON Schema as surfaces need it: short, flat, and said in words when a value does not fit.
import * as z from 'zod';
import { LinekeeperError } from '../errors.ts';
import { type Fields, type Selection, selectionOf } from '../model/fields.ts';
import type { Input } from '../model/provider.ts';
import { listed, unknownName } from '../text/did-you-mean.ts';
import { isRecord } from '../text/json.ts';
import { asText, clip, inert, quoted } from '../text/sanitize.ts';

/** The part of JSON Schema 2020-12 that is used here. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  enum?: (string | number)[];
  minimum?: number;
  maximum?: number;
  default?: unknown;
}

/** The JSON Schema of an object's arguments, without what only costs tokens. */
export function jsonSchemaOf(schema: z.ZodObject): JsonSchema {
  const { $schema: _, ...root } = z.toJSONSchema(schema, { io: 'input', override: ({ jsonSchema }) => shorten(jsonSchema) });
  // zod writes more of the dialect than is read here, never less.
  return root as JsonSchema;
}

/** Drops what is checked all the same but tells a reader nothing: bounds of every double, texts and lists that may not be empty. */
function shorten(schema: Record<string, unknown>): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  for (const name of ['minLength', 'minItems', 'exclusiveMinimum', 'propertyNames']) delete schema[name];
  if (schema.type === 'object' && schema.properties === undefined) delete schema.additionalProperties;
  if (Array.isArray(schema.anyOf)) {
    schema.type = schema.anyOf.map((option: { type: string }) => option.type);
    delete schema.anyOf;
  }
}

/** The arguments, checked. Throws `input` with the name at fault and what would be valid. */
export function parseInput(schema: z.ZodObject, json: JsonSchema, given: unknown): Input {
  if (!isRecord(given)) throw new LinekeeperError('input', 'Arguments must be given by name.');
  for (const [name, value] of Object.entries(given)) checkBounds(clip(inert(name), 40), value);
  const names = Object.keys(json.properties ?? {});
  const unknown = Object.keys(given).find(name => !names.includes(name));
  if (unknown !== undefined)
    throw new LinekeeperError('input', unknownName('argument', unknown, names), { field: clip(inert(unknown), 40) });
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? '');
  throw new LinekeeperError('input', objection(issue, field, json.properties?.[field] ?? {}, given[field]), { field });
}

function objection(issue: z.core.$ZodIssue | undefined, field: string, schema: JsonSchema, given: unknown): string {
  const entry = Array.isArray(given) && issue?.path.length === 2 ? given[Number(issue.path[1])] : undefined;
  if (entry === undefined) return `"${field}" ${expectation(issue, schema, given)}, not ${quoted(given)}.`;
  const { items = {} } = schema;
  if (typeof entry === 'string' && items.enum !== undefined) return unknownName(field, entry, items.enum.map(String));
  return `Each entry of "${field}" must be ${inWords(items)}, not ${quoted(entry)}.`;
}

function expectation(issue: z.core.$ZodIssue | undefined, schema: JsonSchema, given: unknown): string {
  // A check of its own, or a choice of types that says what it is.
  if (issue?.code === 'custom' || (issue?.code === 'invalid_union' && issue.message !== 'Invalid input')) return issue.message;
  if (issue?.code === 'too_small' && issue.origin === 'array') return 'must be a list of at least one entry';
  if (issue?.code === 'too_small' && issue.origin === 'string') return 'must be a text of at least one character';
  if (issue?.code === 'too_big' && issue.origin === 'array') return `must be a list of at most ${issue.maximum} entries`;
  return `must be ${inWords({ ...boundOf(issue), ...schema }, given)}`;
}

/** A bound that the advertised schema leaves out. */
const boundOf = (issue: z.core.$ZodIssue | undefined): JsonSchema =>
  issue?.code === 'too_small' && issue.path.length === 1 && issue.origin === 'number'
    ? { minimum: Number(issue.minimum) + (issue.inclusive ? 0 : 1) }
    : {};

/** Levels, characters and entries: no argument of anybody's is larger, and what is would exhaust whoever walks or compares it. */
const deepest = 100;
const longestText = 2_000;
const longestList = 1_000;

function checkBounds(field: string, value: unknown): void {
  const refuse = (what: string) => new LinekeeperError('input', `"${field}" ${what}.`, { field });
  if (isDeeper(value, deepest)) throw refuse(`nests deeper than ${deepest} levels`);
  if (typeof value === 'string' && value.length > longestText) throw refuse(`has more than ${longestText} characters`);
  if (Array.isArray(value) && value.length > longestList) throw refuse(`has more than ${longestList} entries`);
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some(inner => isDeeper(inner, levels - 1));
}

/** `a whole number from 1 to 500`, `one of in, in_out`, … */
function inWords(schema: JsonSchema, given?: unknown): string {
  if (schema.enum !== undefined) return `one of ${listed(schema.enum.map(String), asText(given))}`;
  if (Array.isArray(schema.type)) return schema.type.map(type => inWords({ ...schema, type }, given)).join(' or ');
  switch (schema.type) {
    case 'integer':
    case 'number':
      return (schema.type === 'integer' ? 'a whole number' : 'a number') + range(schema);
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list; each entry must be ${inWords(schema.items ?? {}, given)}`;
    case 'object':
      return 'an object';
    default:
      return 'a text';
  }
}

function range({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}

const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] };

/** The schema of a list's answer: the default columns, so tolerant that no surprise of a provider's makes an answer an error. */
export function listSchema(columns: readonly string[], fields: Fields): JsonSchema {
  return {
    type: 'object',
    properties: {
      account: { type: 'string' },
      rows: { type: 'array', items: { type: 'object', properties: columnSchemas(selectionOf(columns), fields) } },
      returned: { type: 'integer' },
      total: { type: 'integer' },
      next_cursor: { type: 'string' },
      warnings: { type: 'array', items: { type: 'string' } },
    },
    required: ['account', 'rows', 'returned'],
  };
}

function columnSchemas(selection: Selection, fields: Fields): Record<string, JsonSchema> {
  const named = [...selection].map(([name, inner]): [string, JsonSchema] => {
    const field = fields[name];
    if (field?.list) return [name, { type: ['array', 'object', 'string', 'number', 'boolean'] }];
    if (field?.fields === undefined) return [name, scalar];
    const properties = inner === undefined ? {} : { properties: columnSchemas(inner, field.fields) };
    return [name, { type: ['object', 'string', 'number', 'boolean'], ...properties }];
  });
  return Object.fromEntries(named);
}
