// JSON Schemas of tools (short and flat, to save tokens), and validation with errors in plain words.
import * as z from 'zod';
import { LinekeeperError } from '../errors.ts';
import { type Fields, type Selection, toSelection } from '../model/fields.ts';
import type { JsonSchema } from '../model/json-schema.ts';
import type { Input } from '../model/provider.ts';
import { formatChoices, unknownNameMessage } from '../text/did-you-mean.ts';
import { isNestedDeeper, isRecord } from '../text/json.ts';
import { maxJsonDepth } from '../text/json-depth.ts';
import { quoteValue, stripControlCharacters, toText, truncate } from '../text/sanitize.ts';
import { normalizeInput } from './normalize-input.ts';

/** The JSON Schema of a tool's arguments, without keywords that cost tokens and tell a model nothing. */
export function toJsonSchema(schema: z.ZodObject): JsonSchema {
  const { $schema: _, ...root } = z.toJSONSchema(schema, { io: 'input', override: ({ jsonSchema }) => stripSchemaNoise(jsonSchema) });
  // zod's type covers more of JSON Schema than this interface does.
  return root as JsonSchema;
}

/** A larger bound is met by mistakes alone, which are told it. */
const maxDescribedMaximum = 10_000;

/** Removes keywords that zod validates anyway, or that hosts reject. Hosts drop a largest value, too: the description repeats it. */
function stripSchemaNoise(schema: Record<string, unknown>): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  for (const name of ['minLength', 'minItems', 'exclusiveMinimum', 'propertyNames', 'pattern', 'format']) delete schema[name];
  if (schema.type === 'object' && schema.properties === undefined) delete schema.additionalProperties;
  if (Number(schema.maximum) <= maxDescribedMaximum && schema.description !== undefined)
    schema.description = `${schema.description}; max ${schema.maximum}`;
}

/** Validates a tool's arguments. Throws `input` with the argument's name and what would be valid. */
export function parseInput(schema: z.ZodObject, json: JsonSchema, untrustedInput: unknown): Input {
  const input = normalizeInput(untrustedInput, json);
  if (!isRecord(input)) throw new LinekeeperError('input', 'Arguments must be given by name.');
  for (const [name, value] of Object.entries(input)) checkBounds(truncate(stripControlCharacters(name), 40), value);
  const names = Object.keys(json.properties ?? {});
  const unknown = Object.keys(input).find(name => !names.includes(name));
  if (unknown !== undefined)
    throw new LinekeeperError('input', unknownNameMessage('argument', unknown, names), {
      field: truncate(stripControlCharacters(unknown), 40),
    });
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? '');
  throw new LinekeeperError('input', describeIssue(issue, field, json.properties?.[field] ?? {}, input[field]), { field });
}

function describeIssue(issue: z.core.$ZodIssue | undefined, field: string, schema: JsonSchema, value: unknown): string {
  const entry = Array.isArray(value) && issue?.path.length === 2 ? value[Number(issue.path[1])] : undefined;
  if (entry === undefined) return `"${field}" ${describeExpectation(issue, schema, value)}, not ${quoteValue(value)}.`;
  const { items = {} } = schema;
  if (typeof entry === 'string' && items.enum !== undefined) return unknownNameMessage(field, entry, items.enum.map(String));
  return `Each entry of "${field}" must be ${describeType(items)}, not ${quoteValue(entry)}.`;
}

function describeExpectation(issue: z.core.$ZodIssue | undefined, schema: JsonSchema, value: unknown): string {
  // The schema has its own message for these.
  if (issue?.code === 'custom' || (issue?.code === 'invalid_union' && issue.message !== 'Invalid input')) return issue.message;
  if (issue?.code === 'too_small' && issue.origin === 'array') return 'must be a non-empty array';
  if (issue?.code === 'too_small' && issue.origin === 'string') return 'must be a non-empty string';
  if (issue?.code === 'too_big' && issue.origin === 'array') return `must be an array of at most ${issue.maximum} entries`;
  return `must be ${describeType({ ...readBound(issue), ...schema }, value)}`;
}

/** A minimum that `stripSchemaNoise` removed. */
const readBound = (issue: z.core.$ZodIssue | undefined): JsonSchema =>
  issue?.code === 'too_small' && issue.path.length === 1 && issue.origin === 'number'
    ? { minimum: Number(issue.minimum) + (issue.inclusive ? 0 : 1) }
    : {};

/** Argument size limits, against resource exhaustion: characters, entries. */
const maxTextChars = 2_000;
const maxListEntries = 1_000;

function checkBounds(field: string, value: unknown): void {
  const problem = isNestedDeeper(value, maxJsonDepth) ? `nests deeper than ${maxJsonDepth} levels` : findExcess(value, '');
  if (problem !== undefined) throw new LinekeeperError('input', `"${field}" ${problem}.`, { field });
}

/** Says what is too large, in a value that is not nested too deeply; `inside` names the part. */
function findExcess(value: unknown, inside: string): string | undefined {
  if (typeof value === 'string') return value.length > maxTextChars ? `has ${inside}more than ${maxTextChars} characters` : undefined;
  if (Array.isArray(value) && value.length > maxListEntries) return `has ${inside}more than ${maxListEntries} entries`;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const excess = findExcess(name, 'a name of ') ?? findExcess(inner, Array.isArray(inner) ? 'a list of ' : 'a value of ');
    if (excess !== undefined) return excess;
  }
  return undefined;
}

/** Describes the valid values: `a whole number from 1 to 500`, `one of in, in_out`, … Values close to `value` come first. */
function describeType(schema: JsonSchema, value?: unknown): string {
  if (schema.enum !== undefined) return `one of ${formatChoices(schema.enum.map(String), toText(value))}`;
  switch (schema.type) {
    case 'integer':
    case 'number':
      return (schema.type === 'integer' ? 'a whole number' : 'a number') + formatRange(schema);
    case 'boolean':
      return 'true or false';
    case 'array':
      return `an array; each entry must be ${describeType(schema.items ?? {}, value)}`;
    case 'object':
      return 'an object';
    default:
      return 'a string';
  }
}

function formatRange({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return ` of at least ${minimum}`;
  return maximum === undefined ? '' : ` of at most ${maximum}`;
}

/** Any type: hosts reject a list of types, and the provider may send another one than it documents. */
const anySchema: JsonSchema = {};

/** The output schema of a list tool: the default columns. It allows any type, so that unexpected provider data is never a schema error. */
export function buildListSchema(columns: readonly string[], fields: Fields): JsonSchema {
  return {
    type: 'object',
    properties: {
      account: { type: 'string' },
      // Objects, or lists of values in the order of `columns`.
      rows: { type: 'array', items: { properties: buildColumnSchemas(toSelection(columns), fields) } },
      columns: { type: 'array' },
      groups: { type: 'array' },
      returned: { type: 'integer' },
      total: { type: 'integer' },
      next_cursor: { type: 'string' },
      warnings: { type: 'array' },
    },
    // Rows, or groups with `count_by`.
    required: ['account'],
  };
}

function buildColumnSchemas(selection: Selection, fields: Fields): Record<string, JsonSchema> {
  const named = [...selection].map(([name, inner]): [string, JsonSchema] => {
    const field = fields[name];
    if (field?.fields === undefined || field.list || inner === undefined) return [name, anySchema];
    return [name, { properties: buildColumnSchemas(inner, field.fields) }];
  });
  return Object.fromEntries(named);
}
