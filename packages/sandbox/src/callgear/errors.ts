// CallGear's errors: a code per group, a mnemonic per reason, and the parameter at fault.
import { echoValue, type Json, type JsonObject } from '../json.ts';

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

/** CallGear's name of an error. */
export type Mnemonic = keyof typeof codes;

/** `field` is the path of the parameter at fault, with `.` between levels; `value` is the value that was sent. */
interface ErrorDetails {
  field?: string;
  value?: unknown;
  params?: JsonObject;
}

/** An error that CallGear reports to the client. */
export class CallGearError extends Error {
  readonly mnemonic: Mnemonic;
  readonly details: ErrorDetails;

  constructor(mnemonic: Mnemonic, message: string, details: ErrorDetails = {}) {
    super(message);
    this.mnemonic = mnemonic;
    this.details = details;
  }

  /** The `error` member of the JSON-RPC response. */
  toJson(metadata: JsonObject): Json {
    const { field, value, params } = this.details;
    const data: JsonObject = { mnemonic: this.mnemonic };
    if (field !== undefined) data.field = field;
    if (value !== undefined) data.value = echoValue(value);
    if (params !== undefined) data.params = params;
    data.metadata = metadata;
    return { code: codes[this.mnemonic], message: this.message, data };
  }
}

/** The parameter has the wrong JSON type. */
export function dataTypeError(field: string, value: unknown, expected: string): CallGearError {
  return new CallGearError('data_type_error', `Parameter "${field}" has a wrong type, expected ${expected}`, { field, value });
}

/** The parameter has the right type but a value that is not allowed. */
export function invalidValueError(field: string, value: unknown): CallGearError {
  return new CallGearError('invalid_parameter_value', `Parameter "${field}" has an invalid value`, { field, value });
}

/** A required parameter is missing. */
export function missingParameterError(field: string): CallGearError {
  return new CallGearError('required_parameter_missed', `Required parameter "${field}" is missing`, { field });
}

/** Throws for the first key that the documentation does not list. `path` is the prefix of the reported field, with its final dot. */
export function rejectUnknownKeys(object: Record<string, unknown>, allowed: readonly string[], path = ''): void {
  const unexpected = Object.keys(object).find(key => !allowed.includes(key));
  if (unexpected === undefined) return;
  throw new CallGearError('unexpected_parameters', `Unexpected parameter "${path}${unexpected}"`, { field: `${path}${unexpected}` });
}
