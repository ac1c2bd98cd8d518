// CallGear's refusals: one code a group, one mnemonic a reason, and the place in the request that is to blame.
import { echo, type Json, type JsonObject } from '../json.ts';

const codes = {
  parse_error: -32700,
  invalid_request: -32600,
  method_not_found: -32601,
  data_type_error: -32602,
  required_parameter_missed: -32602,
  invalid_parameter_value: -32602,
  unexpected_parameters: -32602,
  invalid_parameters_combination: -32602,
  filter_prohibited: -32602,
  sort_prohibited: -32602,
  internal_error: -32603,
  access_token_expired: -32001,
  access_token_invalid: -32001,
  auth_error: -32001,
  ip_not_whitelisted: -32003,
  forbidden: -32003,
  limit_exceeded: -32029,
  batch_operations_not_supported: -32099,
  notifications_not_supported: -32099,
} as const;

export type Mnemonic = keyof typeof codes;

/** `field` uses `.` between levels; `value` is what was sent. */
interface Blame {
  field?: string;
  value?: unknown;
  params?: JsonObject;
}

export class CallGearError extends Error {
  readonly mnemonic: Mnemonic;
  readonly blame: Blame;

  constructor(mnemonic: Mnemonic, message: string, blame: Blame = {}) {
    super(message);
    this.mnemonic = mnemonic;
    this.blame = blame;
  }

  /** As it stands under `error`. */
  body(metadata: JsonObject): Json {
    const { field, value, params } = this.blame;
    const data: JsonObject = { mnemonic: this.mnemonic };
    if (field !== undefined) data.field = field;
    if (value !== undefined) data.value = echo(value);
    if (params !== undefined) data.params = params;
    data.metadata = metadata;
    return { code: codes[this.mnemonic], message: this.message, data };
  }
}

export function wrongType(field: string, value: unknown, expected: string): CallGearError {
  return new CallGearError('data_type_error', `Parameter "${field}" has a wrong type, expected ${expected}`, { field, value });
}

export function wrongValue(field: string, value: unknown): CallGearError {
  return new CallGearError('invalid_parameter_value', `Parameter "${field}" has an invalid value`, { field, value });
}

export function missing(field: string): CallGearError {
  return new CallGearError('required_parameter_missed', `Required parameter "${field}" is missing`, { field });
}

/** Refuses the first key that the page does not name. */
export function onlyKeys(object: Record<string, unknown>, allowed: readonly string[], path = ''): void {
  const stranger = Object.keys(object).find(key => !allowed.includes(key));
  if (stranger === undefined) return;
  throw new CallGearError('unexpected_parameters', `Unexpected parameter "${path}${stranger}"`, { field: `${path}${stranger}` });
}
