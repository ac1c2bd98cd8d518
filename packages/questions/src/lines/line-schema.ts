// A line as the answers' schemas and tables show it.
import type { JsonSchema } from '@linekeeper/core';

/** The columns of a table of lines. */
export const columns = [
  'account',
  'kind',
  'id',
  'name',
  'numbers',
  'extension',
  'owner',
  'status',
  'reasons',
  'caller_id',
  'device',
  'monthly_fee',
  'currency',
];

const text: JsonSchema = { type: 'string' };
const texts: JsonSchema = { type: 'array', items: text };

/** No enums: what is new tomorrow must not make an answer an error. */
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
    caller_id: text,
    ip: text,
    device: text,
    created_at: text,
    monthly_fee: { type: 'number' },
    currency: text,
  },
  required: ['account', 'kind', 'status'],
};

/** Every field of a line. */
export const lineFields: readonly string[] = Object.keys(lineSchema.properties ?? {});

/** A line inside another answer, whose reader knows it from `list_lines`. */
export const someLine: JsonSchema = {
  type: 'object',
  properties: { account: text, kind: text, id: text, status: text },
  required: ['account', 'kind', 'status'],
};

/** What every answer of a question may say beside it. */
export const warningsSchema: JsonSchema = texts;
