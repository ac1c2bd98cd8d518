// The shape of a line in the output schemas and tables.
import type { JsonSchema } from '@linekeeper/core';

/** The default columns of a table of lines: what people look for first. */
export const lineColumns = [
  'status',
  'name',
  'numbers',
  'extension',
  'owner',
  'account',
  'reasons',
  'since',
  'flapping',
  'kind',
  'id',
  'caller_id',
  'device',
  'monthly_fee',
  'currency',
];

const text: JsonSchema = { type: 'string' };
const texts: JsonSchema = { type: 'array', items: text };

/** JSON schema of a line. It requires no field, since callers choose them, and has no enums, so that clients with an older schema accept new values. */
export const lineSchema: JsonSchema = {
  type: 'object',
  properties: {
    account: text,
    provider: text,
    kind: text,
    id: text,
    name: text,
    numbers: texts,
    extension: text,
    owner: text,
    owner_id: text,
    status: text,
    reasons: texts,
    since: text,
    flapping: { type: 'boolean' },
    provider_status: text,
    caller_id: text,
    ip: text,
    device: text,
    created_at: text,
    leads_to: texts,
    monthly_fee: { type: 'number' },
    currency: text,
  },
};

/** The names of all fields of a line. */
export const lineFields: readonly string[] = Object.keys(lineSchema.properties ?? {});

/** JSON schema of a line inside another answer, shortened to save tokens: `list_lines` has the full schema. */
export const embeddedLineSchema: JsonSchema = {
  type: 'object',
  properties: { account: text, kind: text, id: text, status: text },
};

/** JSON schema of the `warnings` field of an answer. */
export const warningsSchema: JsonSchema = texts;
